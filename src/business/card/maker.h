// Orders on their way to the card maker (制卡厂商): which are to be made, and that they were
// written to a file. What the maker answers is RecordProduction, row by row.
#pragma once

#include <string>
#include <vector>

#include "base/secret.h"
#include "business/card/command.h"
#include "business/card/types.h"
#include "storage/vault.h"

namespace yibao::card {

inline constexpr std::size_t kMakerOrdersMax = 5'000;  // of one file

// One row for each time that an order was written to a file. Never changed.
extern const storage::Table kMakerOrder;

struct MakerOrder {
  PersonId person;
  CardId card;
  std::string reference;         // the card's outside id: what the maker answers with
  std::string person_reference;  // the person's
  std::string name;
  IdentityNumber identity_number;
  RegionCode region;
  std::string bank;
  Why why = Why::first;
};

// In no file yet, or failed since; at most kMakerOrdersMax, the oldest first.
std::vector<MakerOrder> orders_to_make(storage::Session& reader, const storage::Vault& vault);
// Written to the file, and the maker has not answered.
std::vector<MakerOrder> maker_orders_in_file(const std::string& file, storage::Session& reader,
                                             const storage::Vault& vault);
// The order that a reference of ours names; none where it names nothing.
std::optional<MakerOrder> find_maker_order(const std::string& reference, storage::Session& reader,
                                           const storage::Vault& vault);

// 送制: from here on it is in that file, until the maker says that it failed.
class SendToMaker : public CardCommand {
 public:
  SendToMaker(PersonId person, CardId card, std::string file);

 protected:
  bool by_the_person() const override { return false; }
  Decision<storage::Plan> decide_known(const Known& known,
                                       const business::Context& context) const override;

 private:
  std::string file_;
};

}  // namespace yibao::card
