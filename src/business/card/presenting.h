// What is shown at a desk (就医凭证): the card, the ID card or the e-certificate, and whether it
// serves. Used by check-in and by payment alike.
//
// A card counts only where it was read: its number alone, typed, never does, with or without the
// identity number. The first reading at a provider activates the medical function where the
// region lets it (首次使用自动激活, R-127, C-18).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "business/card/change.h"
#include "business/hold/types.h"
#include "business/reader.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::card {

class Presented {
 public:
  // The members medium (default: id_card), card_number, card_read and code.
  static Presented read(business::Reader& reader);
  static std::vector<business::Field> fields();
  // As another interface than ours says it: `number` is the card's, or the code of the
  // e-certificate.
  static Presented of(hold::Medium medium, const std::string& number, bool read);

  hold::Medium medium() const { return medium_; }
  // Of an e-certificate, how its code is kept.
  std::optional<storage::Bytes> code_hash(const storage::Vault& vault) const;
  // The same, where this is the code that the visit was opened with: it served then, and is not
  // asked to serve a second time.
  Presented shown_before(const std::optional<storage::Bytes>& code_hash,
                         const storage::Vault& vault) const;
  void need(storage::Needs& needs, PersonId person) const;

  struct Accepted {
    std::vector<hold::Hold> holds;        // that count for what was shown, in force today
    std::optional<CardChange> activated;  // by this very reading
    std::optional<storage::Row> spent;    // the e-certificate whose code was used up
    std::vector<Reason> reasons;          // "card_activated": told once
    Verdict serves = Nothing{};           // what was shown, at a desk

    void write(storage::Plan& plan) const;
  };
  // `holds` are the person's, in force today. Whether they stop the money is for the caller to ask
  // (hold::spending_verdict).
  Decision<Accepted> accept(PersonId person, std::span<const hold::Hold> holds, RegionCode place,
                            const storage::Facts& facts, const business::Context& context) const;

  // A card before anything is done by it, for a till that only asks. Refused as accept() refuses:
  // one that is not the person's, not in their hand, or not to be activated away from home.
  struct Looked {
    Card card;
    std::vector<hold::Hold> holds;  // that count for it, in force today
    Verdict serves = Nothing{};     // as it is, at a desk
    bool activates = false;         // its use would activate it, here and today
  };
  Decision<Looked> look_at(std::span<const Card> cards, std::span<const hold::Hold> holds,
                           RegionCode place, const business::Context& context) const;

 private:
  Decision<Accepted> accept_card(PersonId person, std::span<const hold::Hold> holds,
                                 RegionCode place, const storage::Facts& facts,
                                 const business::Context& context) const;

  hold::Medium medium_ = hold::Medium::id_card;
  std::string card_number_;
  bool card_read_ = false;
  std::string code_;
  bool shown_before_ = false;
};

// Whose card it is that was read, for a till that only asks; none: nobody's. Refused for a card
// that is void, not in hand yet, lost or damaged: whoever found it learns neither whose it is nor
// what is on it. One that is not active yet is shown by its holder, to be activated by this very
// use.
Decision<PersonId> find_card_presenter(storage::Session& session, const CardNumber& number,
                                       const business::Context& context);

}  // namespace yibao::card
