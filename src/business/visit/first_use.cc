#include "business/account/store.h"
#include "business/card/store.h"
#include "business/enrolment/store.h"
#include "business/hold/rules.h"
#include "business/hold/store.h"
#include "business/person/rules.h"
#include "business/person/store.h"
#include "business/visit/asked_person.h"
#include "business/visit/person_shown.h"
#include "business/visit/present.h"

namespace yibao::visit {

namespace {

constexpr std::size_t kHintMax = 500;  // of exp_content

// The answer of 1101 that has activated the card.
class FirstUse : public business::Command {
 public:
  FirstUse(std::string institution, Named named)
      : institution_(std::move(institution)), named_(std::move(named)) {}

  std::vector<storage::Subject> subjects() const override {
    return {storage::Subject::person(named_.person)};
  }
  void need(storage::Needs& needs) const override {
    needs.add(provider::kInstitutionOfCode, storage::Value(institution_));
    needs.add(person::kPersonById, named_.person);
    needs.add(enrolment::kEnrolmentsOf, named_.person);
    needs.add(account::kAccountsOf, named_.person);
    needs.add(hold::kHoldsOf, named_.person);
    named_.presented.need(needs, named_.person);
  }
  Verdict authorise(const business::Actor&, const storage::Facts& facts) const override {
    const auto institution = provider::require_institution(facts, institution_);
    if (!institution) return institution.refusal();
    return Nothing{};
  }
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override {
    const PersonId id = named_.person;
    const auto person = person::require_person(facts, id, context, person::Open::secrets);
    if (!person) return person.refusal();
    const RegionCode place = provider::require_institution(facts, institution_)->region;
    const std::vector<hold::Hold> holds =
        hold::in_force(hold::read_holds(facts.rows(hold::kHoldsOf, id)), context.today);
    const auto shown = named_.presented.accept(id, holds, place, facts, context);
    if (!shown) return shown.refusal();
    storage::Plan plan;
    plan.event = shown->activated ? "card_activated_by_first_use" : "checked_in";
    shown->write(plan);
    // 首次使用自动激活的提示,只告诉一次 。
    const std::vector<Reason>& hint =
        shown->serves ? shown->reasons : shown->serves.refusal().reasons;
    plan.answer =
        tell_person({*person, enrolment::read_enrolments(facts.rows(enrolment::kEnrolmentsOf, id)),
                     account::read_accounts(facts.rows(account::kAccountsOf, id)), shown->holds},
                    place, words_of(hint, context, kHintMax), context);
    return plan;
  }

 private:
  std::string institution_;
  Named named_;
};

}  // namespace

// Who has died uses nothing for the first time.
bool is_first_use(const Asked& asked) {
  if (asked.message.text("data", "mdtrt_cert_type") != "03") return false;
  const auto shown = find_person_shown(asked);
  if (!shown || shown->person.died_on) return false;
  const PersonId id = shown->person.id;
  const auto cards = rows_of(card::kCardsOf, id, asked.session, &card::read_cards);
  const auto holds = hold::in_force(rows_of(hold::kHoldsOf, id, asked.session, &hold::read_holds),
                                    asked.context.today);
  const auto looked =
      shown->named.presented.look_at(cards, holds, asked.institution.region, asked.context);
  return looked && looked->activates;
}

business::CommandOrRefusal use_first(const Asked& asked) {
  Decision<PersonShown> shown = find_person_shown(asked);
  if (!shown) return shown.refusal();
  asked.looked(shown->person.id, true);
  return business::CommandOrRefusal(
      std::make_unique<FirstUse>(asked.institution.code, std::move(shown->named)));
}

}  // namespace yibao::visit
