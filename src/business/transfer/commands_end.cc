#include "business/transfer/commands_end.h"

#include <set>
#include <span>

#include "business/casework/outdated.h"
#include "business/casework/overdue.h"
#include "business/casework/rules.h"
#include "business/transfer/ends.h"

namespace yibao::transfer {

namespace {

constexpr storage::Statement kTasksOverdue{
    "tasks_overdue",
    "SELECT t.person_id, t.case_id FROM task t "
    "JOIN transfer r ON r.person_id = t.person_id AND r.case_id = t.case_id "
    "WHERE t.open = 1 AND t.overdue = 0 AND t.due_on < $1 ORDER BY t.due_on, t.case_id LIMIT $2"};
constexpr storage::Statement kTasksToEscalate{
    "tasks_to_escalate",
    "SELECT t.person_id, t.case_id FROM task t "
    "JOIN transfer r ON r.person_id = t.person_id AND r.case_id = t.case_id "
    "WHERE t.open = 1 AND t.overdue = 1 AND t.escalated = 0 AND t.due_on < $1 "
    "ORDER BY t.due_on, t.case_id LIMIT $2"};
// EndReason::death, suspended_at_target and reenrolled_at_origin, in this order and as of the day;
// of which rows an enrolment at a place is, enrolment::is_at() says. reason_to_end() has the word.
constexpr storage::Statement kTransfersToEnd{
    "transfers_to_end",
    "SELECT t.person_id, t.case_id FROM transfer t JOIN person p ON p.person_id = t.person_id "
    "WHERE t.running = 1 AND (t.money_state IN ('planned', 'reserved', 'bounced') "
    "OR t.relation_state NOT IN ('completed', 'rejected', 'withdrawn', 'refused', 'ended', "
    "'unmoved', 'supplementary')) AND ("
    "(p.died_on IS NOT NULL AND p.died_on <= $1) "
    "OR (t.relation_state NOT IN ('completed', 'unmoved', 'supplementary') AND t.reverses IS NULL "
    "AND t.target_enrolment IS NOT NULL "
    "AND NOT EXISTS (SELECT 1 FROM enrolment e WHERE e.person_id = t.person_id "
    "AND e.region = t.target AND e.duplicate = 0 AND (e.end_reason IS NULL OR e.end_reason <> "
    "'transferred') "
    "AND (e.state = 'active' OR (e.started_on <= $1 AND e.suspended_on > $1)))) "
    "OR EXISTS (SELECT 1 FROM enrolment o JOIN enrolment e ON e.person_id = o.person_id "
    "WHERE t.relation_state NOT IN ('completed', 'unmoved', 'supplementary') "
    "AND t.reverses IS NULL AND o.person_id = t.person_id AND o.ordinal = t.origin_enrolment AND "
    "e.region = t.origin "
    "AND e.ordinal <> o.ordinal AND e.duplicate = 0 "
    "AND (e.end_reason IS NULL OR e.end_reason <> 'transferred') AND e.started_on <= $1 "
    "AND (e.suspended_on IS NULL OR (e.suspended_on > $1 AND e.suspended_on > o.suspended_on)))) "
    "ORDER BY t.person_id, t.case_id LIMIT $2"};
// EndReason::retired, where the policy of the origin says so: cases of people whom the origin has
// retired since. They are few, and where they go on they are soon over.
constexpr std::int64_t kRetiredMeanwhileMax = 10'000;
constexpr storage::Statement kRetiredMeanwhile{
    "transfers_retired_meanwhile",
    "SELECT t.person_id, t.case_id, t.origin, c.accepted_on FROM transfer t "
    "JOIN person p ON p.person_id = t.person_id "
    "JOIN case_file c ON c.person_id = t.person_id AND c.case_id = t.case_id "
    "WHERE t.running = 1 AND t.relation_state NOT IN "
    "('completed', 'rejected', 'withdrawn', 'refused', 'ended', 'unmoved', 'supplementary') "
    "AND t.reverses IS NULL AND p.retired_on <= $1 AND p.retired_at = t.origin "
    "ORDER BY t.person_id, t.case_id LIMIT $2"};
constexpr storage::Statement kCalendarsOfTransfers{
    "calendars_of_transfers",
    "SELECT calendar_version FROM transfer WHERE running = 1 UNION "
    "SELECT target_calendar_version FROM transfer WHERE running = 1 UNION "
    "SELECT calendar_version FROM step_clock WHERE ended_on IS NULL ORDER BY 1"};
constexpr storage::Statement kTransfersOfCalendar{
    "transfers_of_calendar",
    "SELECT person_id, case_id FROM transfer WHERE running = 1 "
    "AND (calendar_version = $1 OR target_calendar_version = $1) "
    "UNION SELECT person_id, case_id FROM step_clock WHERE ended_on IS NULL "
    "AND calendar_version = $1 ORDER BY person_id, case_id LIMIT $2"};

bool step_calendar_changed(std::span<const StepClock> before, std::span<const StepClock> now) {
  const StepClock* was = running_among(before);
  const StepClock* is = running_among(now);
  return was != nullptr && is != nullptr && was->calendar_version != is->calendar_version;
}

template<class C>
void add_commands(std::vector<std::unique_ptr<business::Command>>& commands,
                  const storage::Rows& rows) {
  for (const storage::Row& row : rows) {
    auto command = std::make_unique<C>();
    command->for_case({PersonId(row[0].integer()), CaseId(row[1].integer())});
    commands.push_back(std::move(command));
  }
}

storage::Rows ended_by_retirement(storage::Session& reader, const policy::PolicySet& policies,
                                  Date today) {
  storage::Rows rows = reader.select(kRetiredMeanwhile, {today.days(), kRetiredMeanwhileMax});
  std::erase_if(rows, [&](const storage::Row& row) {
    return !origin_keeps_retirees(RegionCode(static_cast<std::int32_t>(row[2].integer())),
                                  Date::from_days(static_cast<std::int32_t>(row[3].integer())),
                                  policies);
  });
  return rows;
}

}  // namespace

void EndTransfer::read(business::Reader& reader, const Parsing&) {
  why_ = reader.text_or("why", 200, "");
}

// 办理期间死亡、在转出地重新参保、在转入地停保的,办理终止;已划出的资金退回转出地个人账户,
// 死亡的由继承人依法继承(N-22).
Decision<storage::Plan> EndTransfer::decide_case(const CaseFacts& known, const storage::Facts&,
                                                 const business::Context& context) const {
  // Where the relation has ended by itself, or never moved, money that waits on the account can
  // end.
  const bool money_only =
      is_terminal(known.transfer.relation) && !known.transfer.is_over() &&
      (has_not_left(known.transfer.money) || is_set_aside(known.transfer.money));
  if (const Verdict possible = check_possible(known.transfer, RelationEvent::end);
      !possible && !money_only) {
    return possible.refusal();
  }
  const std::optional<EndReason> reason = reason_to_end(known, context);
  if (!reason) return refuse("no_reason_to_end");
  const std::string why(to_text(*reason));
  Change change(known, context);
  if (!money_only) change.apply(RelationEvent::end, context.today);
  change.end_money();
  change.edit().end_reason = why;
  change.tell("ended", known.transfer.origin, context.today, {{"end_reason", why}, {"note", why_}},
              {{code_of(*reason), {{"amount", known.transfer.amount.to_display()}}, {}}});
  change.notify("transfer_ended", {{"end_reason", why}});
  return change.finish("transfer_ended");
}

Decision<storage::Plan> MarkOverdue::decide_case(const CaseFacts& known, const storage::Facts&,
                                                 const business::Context& context) const {
  const Decision<casework::Lateness> late = casework::check_overdue(known.task, context);
  if (!late) return late.refusal();
  Change change(known, context);
  if (late->mark) {
    change.file().mark_overdue();
    change.tell("overdue", known.task->region, context.today, late->facts);
    change.notify("transfer_overdue", late->facts);
  }
  if (late->escalate) {
    change.file().escalate();
    change.tell("escalated", known.task->region, context.today, late->facts);
  }
  return change.finish("case_overdue");
}

Decision<storage::Plan> RecomputeDeadlines::decide_case(const CaseFacts& known,
                                                        const storage::Facts&,
                                                        const business::Context& context) const {
  if (!known.transfer.running) return refuse("deadlines_are_final");
  Change change(known, context);
  const std::string before = known.transfer.calendar_version;
  change.restart_clocks();
  if (change.transfer().calendar_version == before &&
      change.transfer().target_calendar_version == known.transfer.target_calendar_version &&
      !step_calendar_changed(known.clocks, change.clocks())) {
    return refuse("calendar_unchanged", {{"calendar", before}});
  }
  return change.finish("deadlines_recomputed");
}

std::vector<std::unique_ptr<business::Command>> due_commands(storage::Session& reader,
                                                             const policy::PolicySet& policies,
                                                             Date today, int limit) {
  std::vector<std::unique_ptr<business::Command>> commands;
  add_commands<EndTransfer>(commands, reader.select(kTransfersToEnd, {today.days(), limit}));
  add_commands<EndTransfer>(commands, ended_by_retirement(reader, policies, today));
  if (!commands.empty()) return commands;  // a case that ends is not late as well
  add_commands<MarkOverdue>(commands, reader.select(kTasksOverdue, {today.days(), limit}));
  if (!commands.empty()) return commands;
  // Calendar days here, working days in the rule: what is not late enough refuses by itself.
  const Date before = today - casework::kEscalateAfterWorkingDays + 1;
  add_commands<MarkOverdue>(commands, reader.select(kTasksToEscalate, {before.days(), limit}));
  return commands;
}

std::vector<std::unique_ptr<business::Command>> commands_to_recompute(
    storage::Session& reader, const calendar::Calendar& calendar, int limit) {
  std::vector<std::unique_ptr<business::Command>> commands;
  std::set<std::int64_t> found;  // one case may stand on two
  for (const std::string& version :
       casework::outdated_among(reader.select(kCalendarsOfTransfers, {}), calendar)) {
    storage::Rows rows = reader.select(kTransfersOfCalendar, {version, limit});
    std::erase_if(rows,
                  [&](const storage::Row& row) { return !found.insert(row[1].integer()).second; });
    add_commands<RecomputeDeadlines>(commands, rows);
  }
  return commands;
}

}  // namespace yibao::transfer
