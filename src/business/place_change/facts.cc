#include "business/place_change/facts.h"

#include <algorithm>

#include "base/region_table.h"
#include "business/agency/store.h"
#include "business/card/store.h"
#include "business/enrolment/holder.h"
#include "business/enrolment/store.h"
#include "business/enrolment/waiting.h"
#include "business/entitlement/groups.h"
#include "business/place_change/store.h"
#include "policy/policy_set.h"

namespace yibao::place_change {

namespace {

using enrolment::Enrolment;

RegionCode place_to_leave(const storage::Facts& facts, PersonId person,
                          std::optional<RegionCode> from, RegionCode target) {
  const std::vector<Enrolment> enrolments =
      enrolment::read_enrolments(facts.rows(enrolment::kEnrolmentsOf, person));
  const std::optional<Enrolment> old = relation_to_leave(enrolments, from, target);
  return old ? old->region : target;
}

// The employer of the form, at the new place.
void find_employer(const storage::Facts& facts, const Form& form, ChangeFacts& change) {
  if (form.employer_code.empty()) return;
  const storage::Rows& rows =
      facts.rows(enrolment::kEmployerByCode, storage::Value(form.employer_code));
  change.employer_known = false;
  if (rows.empty()) return;
  const enrolment::Employer employer = enrolment::read_employer(rows.front());
  if (employer.region != change.target) return;
  change.employer_known = true;
  change.employer = employer.id;
}

bool resident_year_paid(const transfer::PersonFacts& person, RegionCode region, Date today) {
  const contribution::ContributionRecord paid =
      contribution::paid_months(person.contributions, person.enrolments, region);
  return paid.actual.contains(Month::of(today.year(), 12));
}

// 居民的下一年度已在原参保地缴费的: 待遇由缴费所在的统筹区支付,不随参保地变更;待遇期开始前可以申请
// 退费(云浮 1),新参保地的年度另行缴费。
void tell_year_paid(PlannedChange& planned, const business::Context& context) {
  ChangePlan& plan = planned.plan;
  const bool residents = plan.old && plan.there &&
                         plan.old->scheme == enrolment::Scheme::resident &&
                         plan.there->scheme == enrolment::Scheme::resident;
  if (!residents || plan.old->region == plan.there->region) return;
  const int year = plan.there->started_on.year();
  const Date begins = Month::of(year, 1).first_day();
  const contribution::ContributionRecord paid =
      contribution::paid_months(planned.person.contributions, planned.person.enrolments,
                                plan.old->region, enrolment::Scheme::resident);
  if (begins <= context.today || !paid.actual.contains(Month::of(year, 12))) return;
  planned.year_paid_before = {{"benefit_year", std::to_string(year)},
                              {"origin", plan.old->region.to_string()},
                              {"target", plan.there->region.to_string()},
                              {"last_day", (begins - 1).to_string()}};
  plan.reasons.push_back(
      {"year_paid_at_old_place",
       planned.year_paid_before,
       {context.policies->on(plan.old->region, context.today).refund.after_leaving.citation}});
}

// 新单位已申报增员、因原参保地未停而等待的: what it reported is what begins.
std::optional<enrolment::EmployerReport> joiner_at(
    const std::vector<enrolment::EmployerReport>& reports, RegionCode target) {
  const enrolment::EmployerReport* waiting = enrolment::waiting_joiner(reports);
  if (waiting == nullptr || waiting->region != target) return std::nullopt;
  return *waiting;
}

ChangeFacts change_facts(const storage::Facts& facts, const PlannedChange& planned,
                         const ChangeAsked& asked, const business::Context& context) {
  ChangeFacts change;
  change.today = context.today;
  change.person = planned.person.person;
  change.enrolments = planned.person.enrolments;
  change.from = asked.form.from;
  change.target = asked.target;
  change.reason = asked.form.reason;
  change.ground = asked.form.ground;
  change.kind = asked.form.kind;
  change.base = asked.form.base;
  change.by = asked.by;
  change.proof = asked.proof;
  change.proof_given_at = asked.proof_given_at;
  change.employer = asked.employer;
  find_employer(facts, asked.form, change);
  if (planned.joiner && change.employer.is_none() && change.employer_known) {
    change.employer = planned.joiner->employer;
    change.base = planned.joiner->base;
  }
  return change;
}

void name_employer(ChangePlan& plan, const storage::Facts& facts, PersonId person,
                   const business::Context& context) {
  for (Reason& each : plan.obstacles) {
    if (each.code == "suspend_through_employer" || each.code == "proof_of_another_employment") {
      each.facts.push_back({"employer", enrolment::holder_name(facts, person)});
    }
    if (each.code != "double_enrolment") continue;
    each = enrolment::name_holder(Refusal{RefusalKind::refused, {each}}, facts, person, context)
               .reasons.front();
  }
}

}  // namespace

void need_change(storage::Needs& needs, PersonId person, RegionCode target,
                 const std::string& employer_code) {
  transfer::need_person(needs, person);
  needs.add(enrolment::kReportsOf, person);
  needs.add(card::kCardsOf, person);
  needs.add(entitlement::kGroupsOf, person);
  needs.add(kDisplayedPlaceOf, person);
  needs.add(kPlaceChangesOf, person);
  needs.add(agency::kAgencyOf, storage::Value(target.value()));
  if (!employer_code.empty()) {
    needs.add(enrolment::kEmployerByCode, storage::Value(employer_code));
  }
}

void need_change_more(const storage::Facts& facts, storage::Needs& needs, PersonId person,
                      std::optional<RegionCode> from, RegionCode target) {
  const RegionCode origin = place_to_leave(facts, person, from, target);
  transfer::need_places(needs, {origin, target});
  transfer::need_employers(facts, needs, person, origin);
  enrolment::need_holder(facts, needs, person);
}

std::vector<Reason> PlannedChange::obstacles() const {
  std::vector<Reason> all = plan.obstacles;
  for (const Reason& each : following.obstacles) {
    const bool told =
        std::ranges::any_of(all, [&](const Reason& other) { return other.code == each.code; });
    // Of a retiree the change itself has said why.
    if (!told && each.code != "retiree_not_transferable") all.push_back(each);
  }
  return all;
}

Decision<PlannedChange> plan_for(const storage::Facts& facts, const ChangeAsked& asked,
                                 const business::Context& context) {
  Decision<transfer::PersonFacts> person = transfer::load_person(facts, asked.person, context);
  if (!person) return person.refusal();
  PlannedChange planned;
  planned.person = std::move(person).value();
  planned.joiner = joiner_at(
      enrolment::read_reports(facts.rows(enrolment::kReportsOf, asked.person)), asked.target);
  planned.target = &context.policies->on(asked.target, asked.judged_on);
  ChangeFacts change = change_facts(facts, planned, asked, context);
  const RegionCode origin = place_to_leave(facts, asked.person, asked.form.from, asked.target);
  change.year_paid = resident_year_paid(planned.person, origin, context.today);
  planned.plan =
      plan_change(change, context.policies->on(origin, asked.judged_on), *planned.target);
  tell_year_paid(planned, context);
  name_employer(planned.plan, facts, asked.person, context);
  planned.after = planned.person;
  planned.after.enrolments = planned.plan.after(planned.person.enrolments);
  planned.following = plan_following(facts, planned.after, planned.plan, context);
  return planned;
}

std::string counter_of(const storage::Facts& facts, RegionCode region,
                       const business::Context& context) {
  const storage::Rows& rows = facts.rows(agency::kAgencyOf, storage::Value(region.value()));
  if (rows.empty()) return context.regions->full_name(region);
  const agency::Agency agency = agency::read_agency(rows.front());
  std::string text = agency.name;
  if (!agency.address.empty()) text += "," + agency.address;
  if (!agency.phone.empty()) text += "," + agency.phone;
  return text;
}

}  // namespace yibao::place_change
