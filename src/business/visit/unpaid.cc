#include "business/visit/unpaid.h"

#include <algorithm>

#include "business/enrolment/insurance_code.h"
#include "business/entitlement/rules.h"
#include "policy/policy_set.h"

namespace yibao::visit {

namespace {

constexpr const char* kNeverHere = "fund_pays_nothing_here";

std::vector<Reason> within_deductible(const Terms& terms, const Settlement& settlement) {
  Reason reason{"fund_within_deductible",
                {{"in_scope", settlement.scope.in_scope.to_display()},
                 {"deductible", terms.deductible.to_display()}},
                {}};
  // The deductible is cited first.
  if (!terms.sources.empty()) reason.citations.push_back(terms.sources.front());
  return {std::move(reason)};
}

// Of who has benefits on the day.
std::vector<Reason> by_terms(const Terms& terms, const Settlement& settlement) {
  if (!terms.pays()) return tell_terms(terms);
  const Money in_scope = settlement.scope.in_scope;
  if (in_scope.is_zero()) return {{"fund_nothing_in_scope", {}, {}}};
  if (settlement.parts.deductible == in_scope) return within_deductible(terms, settlement);
  if (terms.ceiling.is_zero() || !settlement.fund_left.is_zero()) return {};
  return {{"fund_ceiling_used",
           {{"year", std::to_string(settlement.care_on.year())},
            {"ceiling", terms.ceiling.to_display()},
            {"paid", terms.ceiling.to_display()}},
           {}}};
}

std::vector<Reason> cover_now(Date day, const enrolment::Enrolment& relation,
                              const entitlement::PersonRecord& record,
                              const business::Context& context) {
  const policy::RegionPolicy& policy = context.policies->on(relation.region, day);
  entitlement::Entitlement entitlement = entitlement::entitlement_on(
      day, entitlement::facts_of(relation, record, *context.policies, policy, context.today),
      policy);
  if (entitlement.standing.cover == entitlement::Cover::no) return std::move(entitlement.reasons);
  return {{"fund_would_pay_now", {{"day", day.to_string()}}, {}}};
}

}  // namespace

Unpaid why_unpaid(const Weighing& weighing, const Settlement& settlement) {
  Unpaid unpaid;
  if (!settlement.parts.fund.is_zero()) return unpaid;
  // Terms rest on texts, except where nobody is insured.
  const bool insured = !weighing.terms.sources.empty();
  const bool covered = weighing.rate.basis_points() > 0 || !weighing.terms.pays();
  if (!insured || !covered) unpaid.cover = weighing.cover;
  unpaid.all = insured && covered ? by_terms(weighing.terms, settlement) : unpaid.cover;
  return unpaid;
}

std::vector<Fact> with_unpaid(std::vector<Fact> facts, const Unpaid& unpaid) {
  if (unpaid.all.empty() || unpaid.all.front().code == kNeverHere) return facts;
  const Reason& why = unpaid.all.front();
  facts.push_back({"unpaid", why.code});
  facts.insert(facts.end(), why.facts.begin(), why.facts.end());
  return facts;
}

TermsFacts terms_facts_of(const Settlement& settlement, const person::Person& person,
                          provider::Level level, std::vector<care::Registration> registrations) {
  TermsFacts facts;
  facts.resident = settlement.insurance == enrolment::insurance_code(enrolment::Scheme::resident);
  facts.retiree = person.draws_retirement_on(settlement.care_on);
  facts.level = level;
  facts.institution = settlement.institution;
  facts.insured_place = settlement.insured_place;
  facts.place_of_care = settlement.place_of_care;
  facts.kind = settlement.kind;
  facts.registrations = std::move(registrations);
  facts.day = settlement.care_on;
  return facts;
}

std::vector<Reason> why_unpaid(const Settlement& settlement,
                               const entitlement::PersonRecord& record, provider::Level level,
                               const std::vector<care::Registration>& registrations,
                               const business::Context& context) {
  if (!settlement.parts.fund.is_zero() || !settlement.reverses.is_none()) return {};
  const policy::RegionPolicy& policy =
      context.policies->on(settlement.insured_place, settlement.care_on);
  const Decision<Terms> terms =
      fund_terms(terms_facts_of(settlement, record.person, level,
                                care::holding_on(settlement.care_on, registrations)),
                 policy.settlement);
  if (!terms) return tell_terms(terms);
  // At which rate it was settled stands in its row: nought where nobody had benefits, whatever is
  // known now.
  if (settlement.fund_rate.basis_points() > 0) return by_terms(*terms, settlement);
  const enrolment::Enrolment* relation =
      entitlement::relation_answering(settlement.care_on, record, *context.policies, context.today);
  if (relation == nullptr) {
    return {{"account_without_relation", {{"region", settlement.insured_place.to_string()}}, {}}};
  }
  if (!terms->pays()) return tell_terms(terms);
  return cover_now(settlement.care_on, *relation, record, context);
}

}  // namespace yibao::visit
