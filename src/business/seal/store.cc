#include "business/seal/store.h"

#include <algorithm>

#include "business/account/store.h"
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

void read_service(std::vector<StoredHold>& stored, const storage::Rows& served) {
  for (StoredHold& each : stored) {
    for (const storage::Row& row : served) {
      if (row[1].text() != hold::subject_of_hold(each.hold.id)) continue;
      each.served_on = Date::from_days(static_cast<std::int32_t>(row[2].integer()));
    }
  }
}

}  // namespace

void need_record(storage::Needs& needs, PersonId person) {
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
                      row[10].text(), Instant::from_milliseconds(row[11].integer()), std::nullopt});
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
  record.cards = card::read_cards(facts.rows(card::kCardsOf, person));
  record.accounts = account::read_accounts(facts.rows(account::kAccountsOf, person));
  record.person.groups = entitlement::read_memberships(facts.rows(entitlement::kGroupsOf, person));
  for (const StoredHold& stored : record.stored) record.person.holds.push_back(stored.hold);
  return record;
}

}  // namespace yibao::seal
