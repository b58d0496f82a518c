#include "business/transfer/facts.h"

#include <algorithm>

#include "business/account/store.h"
#include "business/agency/store.h"
#include "business/application/store.h"
#include "business/care/store.h"
#include "business/casework/remedies.h"
#include "business/contribution/roster.h"
#include "business/enrolment/insurance_code.h"
#include "business/enrolment/rules.h"
#include "business/enrolment/store.h"
#include "business/entitlement/facts.h"
#include "business/entitlement/groups.h"
#include "business/entitlement/rules.h"
#include "business/hold/rules.h"
#include "business/hold/store.h"
#include "business/payout/store.h"
#include "business/person/store.h"
#include "business/transfer/deadlines.h"
#include "policy/policy_set.h"

namespace yibao::transfer {

namespace {

using enrolment::Enrolment;

// A relation that has moved away or went on under another row is no longer here.
bool is_here(const Enrolment& each) {
  return each.end_reason != "transferred" && each.end_reason != "resumed";
}

// The one that is not left; else the one that is left only on a day to come.
std::optional<Enrolment> relation_at_target(const std::vector<Enrolment>& enrolments,
                                            RegionCode region, Date today) {
  std::optional<Enrolment> leaving;
  for (const Enrolment& each : enrolments) {
    if (each.region != region || each.duplicate) continue;
    if (each.is_active()) return each;
    if (is_here(each) && each.participates_on(today)) leaving = each;
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

std::vector<CaseId> undone_by(const Transfer& reversal, const storage::Rows& transfers) {
  if (reversal.reverses.is_none()) return {};
  std::vector<CaseId> undone{reversal.reverses};
  for (const storage::Row& row : transfers) {
    const Transfer each = read_transfer(row);
    if (each.supplements == reversal.reverses) undone.push_back(each.id);
  }
  return undone;
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

std::vector<Overruled> overruled_of(const storage::Rows& applications,
                                    const storage::Rows& transfers) {
  std::vector<Overruled> all;
  for (const storage::Row& row : applications) {
    const application::Application appeal = application::read_application(row);
    const bool won = appeal.service == application::kAppealService &&
                     appeal.state == application::State::completed && appeal.decided_on;
    if (!won) continue;
    for (const storage::Row& each : transfers) {
      const Transfer transfer = read_transfer(each);
      if (appeal.subject == application::subject_of_case(transfer.id) &&
          transfer.relation == RelationState::declined && transfer.origin == appeal.region) {
        all.push_back({transfer.origin, *appeal.decided_on});
      }
    }
  }
  return all;
}

}  // namespace

account::Account PersonFacts::account_at(RegionCode region) const {
  return account::account_at(accounts, person.id, region);
}

void need_person(storage::Needs& needs, PersonId person) {
  needs.add(person::kPersonById, person);
  needs.add(enrolment::kEnrolmentsOf, person);
  needs.add(contribution::kContributionsOf, person);
  needs.add(contribution::kRecognisedOf, person);
  needs.add(account::kAccountsOf, person);
  needs.add(account::kReservationsOf, person);
  needs.add(account::kPostingsOf, person);
  needs.add(hold::kHoldsOf, person);
  needs.add(entitlement::kGroupsOf, person);
  needs.add(care::kRegistrationsOf, person);
  needs.add(kTransfersOf, person);
  needs.add(application::kApplicationsOf, person);
}

Decision<PersonFacts> load_person(const storage::Facts& facts, PersonId id,
                                  const business::Context& context) {
  const Decision<person::Person> person =
      person::require_person(facts, id, context, person::Open::secrets);
  if (!person) return person.refusal();
  PersonFacts known;
  known.person = *person;
  known.enrolments = enrolment::read_enrolments(facts.rows(enrolment::kEnrolmentsOf, id));
  known.contributions =
      contribution::read_contributions(facts.rows(contribution::kContributionsOf, id));
  known.recognised = contribution::read_recognised(facts.rows(contribution::kRecognisedOf, id),
                                                   known.contributions, known.enrolments);
  known.accounts = account::read_accounts(facts.rows(account::kAccountsOf, id));
  known.reservations = facts.rows(account::kReservationsOf, id);
  known.postings = facts.rows(account::kPostingsOf, id);
  known.hold_rows = facts.rows(hold::kHoldsOf, id);
  known.groups = entitlement::read_memberships(facts.rows(entitlement::kGroupsOf, id));
  known.registrations = care::read_registrations(facts.rows(care::kRegistrationsOf, id));
  known.holds = hold::in_force(hold::read_holds(known.hold_rows), context.today);
  known.transfer_running = running_among(facts.rows(kTransfersOf, id)).has_value();
  known.overruled =
      overruled_of(facts.rows(application::kApplicationsOf, id), facts.rows(kTransfersOf, id));
  return known;
}

void need_places(storage::Needs& needs, const Places& places) {
  needs.add(agency::kAgencyOf, storage::Value(places.origin.value()));
  needs.add(agency::kAgencyOf, storage::Value(places.target.value()));
}

void need_employers(const storage::Facts& facts, storage::Needs& needs, PersonId person,
                    RegionCode origin) {
  for (const Enrolment& each :
       enrolment::read_enrolments(facts.rows(enrolment::kEnrolmentsOf, person))) {
    if (each.region != origin || each.employer.is_none()) continue;
    needs.add(enrolment::kEmployerById, storage::Value(each.employer.value()));
  }
}

// Only an agency that is known to be reached by paper is: an unknown one is asked strictly.
bool is_on_system(const storage::Facts& facts, RegionCode region) {
  const storage::Rows& rows = facts.rows(agency::kAgencyOf, storage::Value(region.value()));
  return rows.empty() || agency::read_agency(rows.front()).on_system;
}

Assessment assess(const storage::Facts& facts, const PersonFacts& person, const Places& places,
                  const Filing& filing, const Policies& policies,
                  const business::Context& context) {
  const Date today = context.today;
  Assessment assessment;
  PrecheckFacts& asked = assessment.facts;
  asked.today = today;
  asked.origin = places.origin;
  asked.target = places.target;
  asked.origin_on_system = is_on_system(facts, places.origin);
  asked.target_on_system = is_on_system(facts, places.target);
  if (const Enrolment* last = enrolment::still_at(person.enrolments, places.origin)) {
    asked.at_origin = *last;
  }
  asked.at_target = relation_at_target(person.enrolments, places.target, today);
  asked.done_by = done_by(places, policies, context);
  asked.participates_at_target =
      std::ranges::any_of(person.enrolments, [&](const enrolment::Enrolment& each) {
        return each.region == places.target && !each.duplicate &&
               each.end_reason != "transferred" && each.participates_on(today);
      });
  asked.target_benefits_from = benefits_from(person, asked, policies);
  asked.arrears = contribution::arrears_at(places.origin, person.enrolments, person.contributions,
                                           person.person, *policies.of_every_day, today);
  asked.arrears_employers = names_of(asked.arrears, facts);
  for (const Overruled& each : person.overruled) {
    if (each.origin == places.origin) asked.arrears_overruled_on = each.decided_on;
  }
  asked.holds = person.holds;
  const Scheme there = asked.at_target ? asked.at_target->scheme : Scheme::employee;
  asked.target_month_paid =
      contribution::paid_months(person.contributions, person.enrolments, places.target, there)
          .actual.contains(Month::containing(today));
  asked.another_running = person.transfer_running;
  asked.died_on = person.person.died_on;
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

void need_case(storage::Needs& needs, PersonId person) {
  need_person(needs, person);
  needs.add(casework::kCaseFilesOf, person);
  needs.add(casework::kTasksOf, person);
  needs.add(casework::kCaseMaterialsOf, person);
  needs.add(kSheetsOf, person);
  needs.add(payout::kPayoutsOf, person);
}

Decision<CaseFacts> load_case(const storage::Facts& facts, const casework::CaseKey& key,
                              const business::Context& context) {
  Decision<PersonFacts> person = load_person(facts, key.person, context);
  if (!person) return person.refusal();
  const auto file =
      casework::find_case_file(facts.rows(casework::kCaseFilesOf, key.person), key.id);
  const auto transfer = find_transfer(facts.rows(kTransfersOf, key.person), key.id);
  if (!file || !transfer) {
    return refuse(RefusalKind::not_found, "not_found", {{"member", "case"}});
  }
  CaseFacts known;
  known.person = std::move(person).value();
  known.file = *file;
  known.task = casework::find_task(facts.rows(casework::kTasksOf, key.person), key.id);
  known.transfer = *transfer;
  known.materials =
      casework::read_materials(facts.rows(casework::kCaseMaterialsOf, key.person), key.id);
  known.sheet = find_sheet(facts.rows(kSheetsOf, key.person), key.id);
  known.payout = payout::find_payout(facts.rows(payout::kPayoutsOf, key.person), key.id);
  known.undoes = undone_by(*transfer, facts.rows(kTransfersOf, key.person));
  return known;
}

care::Move care_move(const Transfer& transfer, Date day) {
  return {transfer.origin, transfer.target, transfer.target_is_here(),
          std::string(enrolment::insurance_code(transfer.target_scheme)), day};
}

Policies policies_of(const Places& places, Date accepted_on, const business::Context& context) {
  return {context.policies->on(places.origin, accepted_on),
          context.policies->on(places.target, accepted_on), context.policies};
}

Reason remedies_at(RegionCode region, const business::Context& context) {
  return casework::remedies(context.today, context.policies->on(region, context.today).appeal,
                            *context.calendar);
}

}  // namespace yibao::transfer
