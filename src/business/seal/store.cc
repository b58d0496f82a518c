#include "business/seal/store.h"

#include <algorithm>

#include "business/account/store.h"
#include "business/application/store.h"
#include "business/card/store.h"
#include "business/casework/store.h"
#include "business/enrolment/store.h"
#include "business/hold/decision.h"
#include "business/hold/store.h"
#include "business/person/store.h"

namespace yibao::seal {

namespace {

// 送达: of the written decisions on freezes (hold/decision.h). One that was voided serves nothing.
const storage::KeyedSelect kServedDecisionsOf{
    "served_decisions_of",
    "SELECT person_id, subject, served_on FROM document WHERE person_id {key} "
    "AND kind = 'written_decision' AND case_id IS NULL AND served_on IS NOT NULL "
    "AND state = 'valid' "
    "ORDER BY person_id, document_id"};

// … and of those that were handed over under a number that was merged with this one: the freeze
// goes on here, and its days for an appeal with it (N-12).
const storage::KeyedSelect kServedBeforeMergeOf{
    "served_before_merge_of",
    "SELECT p.merged_into, d.subject, d.served_on FROM person p JOIN document d "
    "ON d.person_id = p.person_id WHERE p.merged_into {key} AND d.kind = 'written_decision' "
    "AND d.case_id IS NULL AND d.served_on IS NOT NULL AND d.state = 'valid' "
    "ORDER BY p.merged_into, d.document_id"};

// How applications about holds have ended: who has refused one, and what was heard already. What
// the number that was merged had asked goes on with its holds (N-12).
const storage::KeyedSelect kDecidedOf{
    "decided_about_holds_of",
    "SELECT person_id, case_id, service, subject, state, decided_by, decided_on, region "
    "FROM application "
    "WHERE person_id {key} AND service IN ('appeal', 'seal_release', 'hold_correction') "
    "AND state IN ('completed', 'declined', 'refused') ORDER BY person_id, case_id"};
const storage::KeyedSelect kDecidedBeforeMergeOf{
    "decided_before_merge_of",
    "SELECT p.merged_into, a.case_id, a.service, a.subject, a.state, a.decided_by, a.decided_on, "
    "a.region FROM person p JOIN application a ON a.person_id = p.person_id WHERE p.merged_into "
    "{key} "
    "AND a.service IN ('appeal', 'seal_release', 'hold_correction') "
    "AND a.state IN ('completed', 'declined', 'refused') ORDER BY p.merged_into, a.case_id"};

void add_decided(std::vector<Decided>& decided, const storage::Rows& rows) {
  for (const storage::Row& row : rows) {
    Decided one;
    one.id = CaseId(row[1].integer());
    one.service = row[2].text();
    one.subject = row[3].text();
    const auto state = application::parse_state(row[4].text());
    YB_CHECK(state.has_value(), "an unknown state in the database");
    one.state = *state;
    one.by = row[5].text_or("");
    if (!row[6].is_null()) one.on = Date::from_days(static_cast<std::int32_t>(row[6].integer()));
    one.region = RegionCode(static_cast<std::int32_t>(row[7].integer()));
    decided.push_back(std::move(one));
  }
}

// 对封存的申诉已经维持的,不再申诉(N-25)。
void read_appeals(std::vector<StoredHold>& stored, const std::vector<Decided>& decided) {
  for (const Decided& each : decided) {
    if (each.service != application::kAppealService) continue;
    if (each.state != application::State::refused) continue;
    for (StoredHold& hold : stored) {
      if (each.subject == hold::subject_of_hold(hold.hold.id)) hold.appeal_refused = true;
    }
  }
}

void read_service(std::vector<StoredHold>& stored, const storage::Rows& served) {
  for (StoredHold& each : stored) {
    for (const storage::Row& row : served) {
      if (row[1].text() != hold::subject_of_hold(each.hold.id)) continue;
      each.served_on = Date::from_days(static_cast<std::int32_t>(row[2].integer()));
    }
  }
}

}  // namespace

void need_decided(storage::Needs& needs, PersonId person) {
  needs.add(kDecidedOf, person);
  needs.add(kDecidedBeforeMergeOf, person);
}

std::vector<Decided> read_decided(const storage::Facts& facts, PersonId person) {
  std::vector<Decided> decided;
  add_decided(decided, facts.rows(kDecidedBeforeMergeOf, person));
  add_decided(decided, facts.rows(kDecidedOf, person));
  return decided;
}

void need_record(storage::Needs& needs, PersonId person) {
  need_decided(needs, person);
  needs.add(person::kPersonById, person);
  needs.add(enrolment::kEnrolmentsOf, person);
  needs.add(contribution::kContributionsOf, person);
  needs.add(contribution::kRecognisedOf, person);
  needs.add(hold::kHoldHistoryOf, person);
  needs.add(kServedDecisionsOf, person);
  needs.add(kServedBeforeMergeOf, person);
  needs.add(card::kCardsOf, person);
  needs.add(account::kAccountsOf, person);
  needs.add(entitlement::kGroupsOf, person);
}

bool has_cases(const SealRecord& record) {
  return std::ranges::any_of(record.stored, [](const StoredHold& hold) {
    return !hold.application.is_none() && !hold.hold.until;
  });
}

void need_cases(storage::Needs& needs, PersonId person) {
  needs.add(casework::kCaseFilesOf, person);
  needs.add(casework::kTasksOf, person);
}

void read_cases(SealRecord& record, const storage::Facts& facts) {
  const PersonId person = record.person.person.id;
  const storage::Rows& files = facts.rows(casework::kCaseFilesOf, person);
  const storage::Rows& tasks = facts.rows(casework::kTasksOf, person);
  for (const StoredHold& hold : record.stored) {
    if (hold.application.is_none()) continue;
    HoldingCase one;
    one.id = hold.application;
    const auto file = casework::find_case_file(files, one.id);
    one.runs = file && !file->closed_on;
    if (file) one.recorded_at = file->recorded_at;
    const auto task = casework::find_task(tasks, one.id);
    if (one.runs && task) one.due_on = task->due_on;
    record.cases.push_back(one);
  }
}

std::vector<StoredHold> read_stored_holds(const storage::Rows& rows) {
  const std::vector<hold::Hold> holds = hold::read_holds(rows);
  std::vector<StoredHold> stored;
  for (std::size_t i = 0; i < holds.size(); ++i) {
    const storage::Row& row = rows[i];
    stored.push_back({holds[i], CaseId(row[5].integer_or(0)), row[8].text(), row[9].text_or(""),
                      row[10].text(), Instant::from_milliseconds(row[11].integer()), std::nullopt,
                      false});
  }
  return stored;
}

Decision<SealRecord> load_record(const storage::Facts& facts, PersonId person,
                                 const business::Context& context) {
  const Decision<person::Person> found = person::require_person(facts, person, context);
  if (!found) return found.refusal();
  SealRecord record;
  record.person.person = *found;
  record.person.enrolments =
      enrolment::read_enrolments(facts.rows(enrolment::kEnrolmentsOf, person));
  record.person.contributions =
      contribution::read_contributions(facts.rows(contribution::kContributionsOf, person));
  record.person.recognised =
      contribution::read_recognised(facts.rows(contribution::kRecognisedOf, person),
                                    record.person.contributions, record.person.enrolments);
  record.stored = read_stored_holds(facts.rows(hold::kHoldHistoryOf, person));
  read_service(record.stored, facts.rows(kServedBeforeMergeOf, person));
  read_service(record.stored, facts.rows(kServedDecisionsOf, person));
  record.decided = read_decided(facts, person);
  read_appeals(record.stored, record.decided);
  record.cards = card::read_cards(facts.rows(card::kCardsOf, person));
  record.accounts = account::read_accounts(facts.rows(account::kAccountsOf, person));
  record.person.groups = entitlement::read_memberships(facts.rows(entitlement::kGroupsOf, person));
  for (const StoredHold& stored : record.stored) record.person.holds.push_back(stored.hold);
  return record;
}

}  // namespace yibao::seal
