// What all commands on one card share: which card, who may, what is loaded.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "business/application/command.h"
#include "business/card/change.h"
#include "business/card/rules.h"
#include "business/person/phone.h"
#include "business/person/store.h"
#include "business/reader.h"
#include "business/use_case.h"

namespace yibao::card {

// One card with everything that a command may look at.
struct Known {
  person::Person person;
  std::vector<Card> cards;
  Card card;
  storage::Rows hold_rows;
  std::vector<hold::Hold> on_card;               // in force today, the card's own included
  const policy::RegionPolicy* policy = nullptr;  // of the card's region, today
  std::optional<person::Authorisation> by;       // of the guardian or proxy who acts
  const storage::Facts* facts = nullptr;

  const policy::ActivationPolicy& activation() const { return policy->activation; }
};

class CardCommand : public business::Command {
 public:
  template<class C>
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& session) {
    auto command = std::make_unique<C>();
    auto reader = business::Reader::body(request, context);
    command->person_ = PersonId(reader.path_id("person", storage::IdKind::person));
    command->card_ = CardId(reader.path_id("card", storage::IdKind::card));
    command->read(reader, context, session);
    command->phone_in_doubt_ = command->asks_phone() &&
                               person::is_phone_in_doubt(command->person_, *context.vault, session);
    if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
    return business::CommandOrRefusal(std::move(command));
  }

  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  // An officer of the card's region; a participant for themself, or with an authorisation; a bank
  // for its own cards.
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const final;

 protected:
  virtual void read(business::Reader&, const business::Context&, storage::Session&) {}
  // Whether the telephone on record is a proof: then one that may be somebody else's by now is none
  // (person/phone.h).
  virtual bool asks_phone() const { return false; }
  // Refused where the person is too young to act alone, or the agent may not: no for the steps of
  // makers and the system.
  virtual bool by_the_person() const { return true; }
  virtual Decision<storage::Plan> decide_known(const Known& known,
                                               const business::Context& context) const = 0;

  // At a counter: `authorisation` names the agent who stands there; none: the person does.
  void read_agent(business::Reader& reader);
  // 窗口核验的材料: what policy asks of this applicant and was not seen, all of it.
  void read_sighted(business::Reader& reader);
  Verdict check_sighted(const Known& known, const std::vector<std::string>& required,
                        const Citation& citation) const;

  PersonId person_;
  CardId card_;
  // The system's own commands.
  void set_card(PersonId person, CardId card) {
    person_ = person;
    card_ = card;
  }

 private:
  Verdict find_agent(Known& known, const business::Context& context) const;

  person::AuthorisationId agent_;
  std::vector<std::string> sighted_;
  bool phone_in_doubt_ = false;
};

// Lifts the standing holds of a card.
void lift_card_holds(storage::Plan& plan, const storage::Rows& hold_rows, CardId card,
                     const business::Context& context);

}  // namespace yibao::card
