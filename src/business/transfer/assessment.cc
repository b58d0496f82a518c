#include "business/transfer/assessment.h"

#include <algorithm>

#include "business/agency/store.h"
#include "business/contribution/roster.h"
#include "business/enrolment/rules.h"
#include "business/enrolment/store.h"
#include "business/entitlement/facts.h"
#include "business/entitlement/rules.h"
#include "business/transfer/deadlines.h"
#include "policy/policy_set.h"

namespace yibao::transfer {

namespace {

using enrolment::Enrolment;

// The one that is not left; else the one that is left only on a day to come.
std::optional<Enrolment> relation_at_target(const std::vector<Enrolment>& enrolments,
                                            RegionCode region, Date today) {
  std::optional<Enrolment> leaving;
  for (const Enrolment& each : enrolments) {
    if (!enrolment::is_at(each, region)) continue;
    if (each.is_active()) return each;
    if (each.participates_on(today)) leaving = each;
  }
  return leaving;
}

// 居民在转入地的待遇享受期(43号,B 类): from its first day, or the end of the wait there. Whoever
// has paid for this year at the origin is covered there until its end: then from the next year on.
// What an origin on paper has recorded comes with the sheet only, so that no wait for want of it
// counts.
std::optional<Date> benefits_from(const PersonFacts& person, const PrecheckFacts& asked,
                                  const Policies& policies) {
  if (!asked.at_target || asked.at_target->scheme != Scheme::resident) return std::nullopt;
  const Enrolment& there = *asked.at_target;
  const entitlement::PersonRecord record{
      person.person, person.enrolments, person.contributions, person.recognised, {}, person.groups};
  const entitlement::Standing standing = entitlement::standing_on(
      asked.today,
      entitlement::facts_of(there, record, *policies.of_every_day, policies.target, asked.today),
      policies.target);
  if (standing.ground == entitlement::Ground::resident_unpaid) return std::nullopt;
  const bool waits = standing.ground == entitlement::Ground::resident_waiting;
  Date from = waits && asked.origin_on_system ? *standing.until : there.started_on;
  const bool paid_at_origin = contribution::paid_months(person.contributions, person.enrolments,
                                                        asked.origin, Scheme::resident)
                                  .actual.contains(Month::containing(asked.today));
  const Date this_year = Month::of(asked.today.year(), 1).first_day();
  if (paid_at_origin && there.started_on > this_year) {
    from = std::max(from, Month::of(asked.today.year() + 1, 1).first_day());
  }
  return from;
}

// 全程期限 of a transfer that is accepted today.
Date done_by(const Places& places, const Policies& policies, const business::Context& context) {
  Transfer wanted;
  wanted.origin = places.origin;
  wanted.target = places.target;
  return origin_deadlines(wanted, context.today, context.today, policies.origin, policies.target,
                          *context.calendar)
      .total.day;
}

std::vector<std::string> names_of(const std::vector<contribution::Arrears>& arrears,
                                  const storage::Facts& facts) {
  std::vector<std::string> names;
  for (const contribution::Arrears& each : arrears) {
    const storage::Rows& rows =
        facts.rows(enrolment::kEmployerById, storage::Value(each.employer.value()));
    if (rows.empty()) continue;
    const std::string name = enrolment::read_employer(rows.front()).name;
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names;
}

// As the agency's page has it: name and telephone.
std::string contact_of(const storage::Facts& facts, RegionCode region) {
  const storage::Rows& rows = facts.rows(agency::kAgencyOf, storage::Value(region.value()));
  if (rows.empty()) return "";
  const agency::Agency agency = agency::read_agency(rows.front());
  return agency.phone.empty() ? agency.name : agency.name + " " + agency.phone;
}

MoneyFacts money_facts(const PrecheckFacts& facts) {
  MoneyFacts money{facts.origin,
                   facts.target,
                   facts.origin_scheme,
                   Scheme::employee,
                   enrolment::AccountType::pooled_and_account,
                   enrolment::AccountType::pooled_and_account};
  if (facts.at_origin) {
    money.origin_scheme = facts.at_origin->scheme;
    money.origin_account = facts.at_origin->account_type;
  }
  if (facts.at_target) {
    money.target_scheme = facts.at_target->scheme;
    money.target_account = facts.at_target->account_type;
  }
  return money;
}

// What is on record of the person at both places, however and by whom it is asked.
PrecheckFacts facts_on_record(const storage::Facts& facts, const PersonFacts& person,
                              const Places& places, const Policies& policies, Date today) {
  PrecheckFacts asked;
  asked.today = today;
  asked.origin = places.origin;
  asked.target = places.target;
  asked.origin_on_system = is_on_system(facts, places.origin);
  asked.target_on_system = is_on_system(facts, places.target);
  asked.origin_contact = contact_of(facts, places.origin);
  asked.target_contact = contact_of(facts, places.target);
  if (const Enrolment* last = enrolment::still_at(person.enrolments, places.origin)) {
    asked.at_origin = *last;
  }
  asked.at_target = relation_at_target(person.enrolments, places.target, today);
  asked.participates_at_target = std::ranges::any_of(person.enrolments, [&](const Enrolment& each) {
    return enrolment::is_at(each, places.target) && each.participates_on(today);
  });
  asked.target_benefits_from = benefits_from(person, asked, policies);
  asked.arrears = contribution::arrears_at(places.origin, person.enrolments, person.contributions,
                                           person.person, *policies.of_every_day, today);
  asked.arrears_employers = names_of(asked.arrears, facts);
  for (const Overruled& each : person.overruled) {
    const bool concerns = each.origin == places.origin || each.target == places.target;
    if (concerns) asked.arrears_overruled_on = each.decided_on;
  }
  asked.holds = person.holds;
  asked.died_on = person.person.died_on;
  return asked;
}

bool month_is_paid_at(const PersonFacts& person, const PrecheckFacts& asked) {
  const Scheme there = asked.at_target ? asked.at_target->scheme : Scheme::employee;
  return contribution::paid_months(person.contributions, person.enrolments, asked.target, there)
      .actual.contains(Month::containing(asked.today));
}

}  // namespace

Assessment assess(const storage::Facts& facts, const PersonFacts& person, const Places& places,
                  const Filing& filing, const Policies& policies,
                  const business::Context& context) {
  Assessment assessment;
  PrecheckFacts& asked = assessment.facts;
  asked = facts_on_record(facts, person, places, policies, context.today);
  asked.done_by = done_by(places, policies, context);
  asked.target_month_paid = month_is_paid_at(person, asked);
  asked.another_running = person.transfer_running;
  asked.retired_on = person.person.retired_on;
  asked.desk = filing.desk;
  asked.certificate = filing.certificate;
  asked.bank_account_given = filing.bank_account_given;
  asked.origin_scheme = filing.origin_scheme;
  const MoneyFacts money = money_facts(asked);
  const bool left = !person.account_at(places.origin).available().is_zero();
  assessment.money = plan_money(left ? with_account_left(money) : money, policies.origin);
  asked.needs_bank_account = assessment.money.route == Route::payout;
  assessment.obstacles = find_obstacles(asked, policies);
  return assessment;
}

PrecheckFacts facts_on_approval(const storage::Facts& facts, const CaseFacts& known,
                                const Policies& policies, const business::Context& context) {
  const Transfer& transfer = known.transfer;
  PrecheckFacts asked = facts_on_record(facts, known.person, {transfer.origin, transfer.target},
                                        policies, context.today);
  asked.origin_scheme = transfer.origin_scheme;
  asked.certificate = CertificateStanding::valid;
  asked.target_month_paid = true;
  asked.done_by = context.today;
  return asked;
}

}  // namespace yibao::transfer
