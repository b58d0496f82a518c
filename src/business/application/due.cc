#include "business/application/due.h"

#include "business/application/commands_review.h"
#include "business/casework/outdated.h"
#include "business/casework/rules.h"

namespace yibao::application {

namespace {

// What a bank has still to answer waits for it: the answer ends the case (payout/commands.h).
constexpr storage::Statement kOfTheDead{
    "applications_of_the_dead",
    "SELECT a.person_id, a.case_id, a.service FROM application a "
    "JOIN person p ON p.person_id = a.person_id "
    "WHERE a.running = 1 AND p.died_on IS NOT NULL AND p.died_on <= $1 "
    "AND NOT EXISTS (SELECT 1 FROM payout o WHERE o.case_id = a.case_id "
    "AND o.state IN ('ordered', 'sent')) "
    "ORDER BY a.person_id, a.case_id LIMIT $2"};
constexpr storage::Statement kOverdue{
    "applications_overdue",
    "SELECT t.person_id, t.case_id, a.service FROM task t "
    "JOIN application a ON a.person_id = t.person_id AND a.case_id = t.case_id "
    "WHERE t.open = 1 AND t.overdue = 0 AND t.due_on < $1 ORDER BY t.due_on, t.case_id LIMIT $2"};
constexpr storage::Statement kToEscalate{
    "applications_to_escalate",
    "SELECT t.person_id, t.case_id, a.service FROM task t "
    "JOIN application a ON a.person_id = t.person_id AND a.case_id = t.case_id "
    "WHERE t.open = 1 AND t.overdue = 1 AND t.escalated = 0 AND t.due_on < $1 "
    "ORDER BY t.due_on, t.case_id LIMIT $2"};
constexpr storage::Statement kCalendars{
    "calendars_of_applications",
    "SELECT calendar_version FROM application WHERE running = 1 "
    "GROUP BY calendar_version ORDER BY calendar_version"};
constexpr storage::Statement kOfCalendar{
    "applications_of_calendar",
    "SELECT person_id, case_id, service FROM application WHERE running = 1 "
    "AND calendar_version = $1 ORDER BY person_id, case_id LIMIT $2"};

const Service* find(std::span<const Service* const> services, std::string_view name) {
  for (const Service* service : services) {
    if (service->name() == name) return service;
  }
  return nullptr;
}

template<class C>
void add(Commands& commands, storage::Session& reader, const storage::Rows& rows,
         std::span<const Service* const> services, const storage::Vault& vault) {
  for (const storage::Row& row : rows) {
    const Service* service = find(services, row[2].text());
    YB_CHECK(service != nullptr, "an application of no known service: " + row[2].text());
    auto command = std::make_unique<C>();
    const casework::CaseKey key{PersonId(row[0].integer()), CaseId(row[1].integer())};
    if (command->for_case(*service, key, vault, reader)) commands.push_back(std::move(command));
  }
}

}  // namespace

Commands due_commands(storage::Session& reader, std::span<const Service* const> services,
                      const storage::Vault& vault, Date today, int limit) {
  Commands commands;
  add<End>(commands, reader, reader.select(kOfTheDead, {today.days(), limit}), services, vault);
  add<MarkOverdue>(commands, reader, reader.select(kOverdue, {today.days(), limit}), services,
                   vault);
  if (!commands.empty()) return commands;
  // Calendar days here, working days in the rule: what is not late enough refuses by itself.
  const Date before = today - casework::kEscalateAfterWorkingDays + 1;
  add<MarkOverdue>(commands, reader, reader.select(kToEscalate, {before.days(), limit}), services,
                   vault);
  return commands;
}

Commands commands_to_recompute(storage::Session& reader, std::span<const Service* const> services,
                               const storage::Vault& vault, const calendar::Calendar& calendar,
                               int limit) {
  Commands commands;
  for (const std::string& version :
       casework::outdated_among(reader.select(kCalendars, {}), calendar)) {
    add<RecomputeDeadline>(commands, reader, reader.select(kOfCalendar, {version, limit}), services,
                           vault);
  }
  return commands;
}

}  // namespace yibao::application
