#include "business/entitlement/commands_retirement.h"

#include <algorithm>

#include "base/reason_tree.h"
#include "business/enrolment/rules.h"
#include "business/enrolment/waiting.h"
#include "business/entitlement/record.h"
#include "business/person/rules.h"
#include "business/reader.h"

namespace yibao::entitlement {

namespace {

// 待遇享受地: the place of the agency that decides, where it holds a relation of the person; else
// where the relation stands on the day, else where it stands now.
RegionCode place_of_enjoyment(const business::Actor& actor, Date retired_on, Date today,
                              const PersonRecord& record) {
  const enrolment::Enrolment* theirs = enrolment::still_at(record.enrolments, actor.region);
  if (theirs != nullptr && theirs->state != enrolment::EnrolmentState::terminated) {
    return theirs->region;
  }
  const enrolment::Enrolment* relation = relation_on(retired_on, record);
  if (relation == nullptr) relation = relation_on(today, record);
  return relation == nullptr ? RegionCode() : relation->region;
}

void tell(const person::Person& person, const RetirementCheck& check, storage::Plan& plan) {
  const std::string retired_on = person.retired_on->to_string();
  if (person.retirement_benefits_from) {
    return plan.notify(person.id, "retirement_recorded", {{"retired_on", retired_on}});
  }
  plan.notify(person.id, "retirement_recorded_pay_on",
              {{"retired_on", retired_on},
               {"months_missing", std::to_string(check.months_missing)},
               {"local_months_missing", std::to_string(check.local_months_missing)}});
}

}  // namespace

// 达到法定退休年龄时累计缴费达到规定年限的,退休后不再缴费,享受职工医保待遇;未达到的,可以缴费至
// 规定年限(社会保险法第二十七条)。年限由待遇享受地按当地规定核定。
RetirementDecision decide_retirement(const RetirementFacts& facts, RegionCode region,
                                     Date retired_on, const policy::PolicySet& policies,
                                     Date today) {
  RetirementDecision decision;
  for (const Date day : {retired_on, today}) {
    decision.answer = check_retirement(facts, policies.on(region, day), day);
    if (!decision.answer.check.years_enough()) continue;
    decision.benefits_from = day;
    break;
  }
  // The decision is what it is, whatever the age.
  std::erase_if(decision.answer.reasons,
                [](const Reason& each) { return each.code == "retirement_age_not_reached"; });
  return decision;
}

business::CommandOrRefusal RecordRetirement::parse(const business::Request& request,
                                                   const business::Context& context,
                                                   storage::Session&) {
  auto command = std::make_unique<RecordRetirement>();
  auto reader = business::Reader::body(request, context);
  command->person_ = PersonId(reader.path_id("person", storage::IdKind::person));
  command->retired_on_ = reader.date("retired_on");
  const Verdict verdict = reader.finish();
  if (!verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

void RecordRetirement::need(storage::Needs& needs) const {
  ChangePerson::need(needs);
  need_record(needs, person_);
}

Verdict RecordRetirement::change(person::Person& person, const storage::Facts& facts,
                                 storage::Plan& plan, const business::Context& context) const {
  const auto record = read_record(facts, person_, *context.vault);
  YB_CHECK(record.has_value(), "a retirement of nobody");
  const RegionCode region = place_of_enjoyment(*context.actor, retired_on_, context.today, *record);
  if (region.is_none()) return refuse("no_place_of_enjoyment");
  const Verdict may = person::check_retirement_decision(
      person, retired_on_, context.policies->on(region, context.today).activation, context.today);
  if (!may) return may;
  RetirementDecision decision = decide_retirement(retirement_facts_of(region, *record), region,
                                                  retired_on_, *context.policies, context.today);
  person.retired_on = retired_on_;
  person.retired_at = region;
  person.retirement_benefits_from = decision.benefits_from;
  if (decision.benefits_from) {
    auto beginning = enrolment::begin_retirement(record->enrolments, region,
                                                 *decision.benefits_from, context.today);
    if (beginning) enrolment::stage(plan, std::move(*beginning), context);
  }
  plan.event = "person_retired";
  tell(person, decision.answer.check, plan);
  plan.answer =
      Tree::object({{"retired_on", retired_on_.to_string()},
                    {"region", region.to_string()},
                    {"benefits_from",
                     decision.benefits_from ? Tree(decision.benefits_from->to_string()) : Tree()}});
  plan.reasons = std::move(decision.answer.reasons);
  return Nothing{};
}

}  // namespace yibao::entitlement
