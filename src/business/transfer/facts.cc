#include "business/transfer/facts.h"

#include <algorithm>

#include "business/account/store.h"
#include "business/agency/store.h"
#include "business/application/store.h"
#include "business/care/store.h"
#include "business/casework/remedies.h"
#include "business/enrolment/insurance_code.h"
#include "business/enrolment/store.h"
#include "business/entitlement/groups.h"
#include "business/hold/rules.h"
#include "business/hold/store.h"
#include "business/payout/store.h"
#include "business/person/store.h"
#include "policy/policy_set.h"

namespace yibao::transfer {

namespace {

using enrolment::Enrolment;

std::vector<CaseId> undone_by(const Transfer& reversal, const storage::Rows& transfers) {
  if (reversal.reverses.is_none()) return {};
  std::vector<CaseId> undone{reversal.reverses};
  for (const storage::Row& row : transfers) {
    const Transfer each = read_transfer(row);
    if (each.supplements == reversal.reverses) undone.push_back(each.id);
  }
  return undone;
}

// 参保地变更 asks the same of the place that is left, before it opens a transfer. The agency that
// declined it overrules itself for the way there, the one that was to be left for itself.
void add_place_changes(std::vector<Overruled>& all, const application::Application& appeal,
                       const storage::Rows& applications) {
  for (const storage::Row& row : applications) {
    const application::Application change = application::read_application(row);
    const bool declined = change.service == "place_change" &&
                          change.state == application::State::declined &&
                          appeal.subject == application::subject_of_case(change.id);
    if (!declined) continue;
    const bool by_itself = appeal.region == change.region;
    all.push_back({by_itself ? RegionCode() : appeal.region,
                   by_itself ? change.region : RegionCode(), *appeal.decided_on});
  }
}

std::vector<Overruled> overruled_of(const storage::Rows& applications,
                                    const storage::Rows& transfers) {
  std::vector<Overruled> all;
  for (const storage::Row& row : applications) {
    const application::Application appeal = application::read_application(row);
    const bool won = appeal.service == application::kAppealService &&
                     appeal.state == application::State::completed && appeal.decided_on;
    if (!won) continue;
    add_place_changes(all, appeal, applications);
    for (const storage::Row& each : transfers) {
      const Transfer transfer = read_transfer(each);
      if (appeal.subject == application::subject_of_case(transfer.id) &&
          transfer.relation == RelationState::declined && transfer.origin == appeal.region) {
        all.push_back({transfer.origin, {}, *appeal.decided_on});
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

void need_case(storage::Needs& needs, PersonId person) {
  need_person(needs, person);
  needs.add(casework::kCaseFilesOf, person);
  needs.add(casework::kTasksOf, person);
  needs.add(casework::kCaseMaterialsOf, person);
  needs.add(kSheetsOf, person);
  needs.add(payout::kPayoutsOf, person);
  needs.add(kStepClocksOf, person);
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
  known.clocks = step_clocks_of(facts.rows(kStepClocksOf, key.person), key.id);
  known.undoes = undone_by(*transfer, facts.rows(kTransfersOf, key.person));
  return known;
}

care::Move care_move(const Transfer& transfer, Date day) {
  return {transfer.origin, transfer.target, transfer.target_on_system(),
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
