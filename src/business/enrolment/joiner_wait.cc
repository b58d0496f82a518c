#include "business/enrolment/joiner_wait.h"

#include <algorithm>

#include "base/region_table.h"
#include "base/secret.h"
#include "business/access.h"
#include "business/agency/present.h"
#include "business/employer_message/store.h"
#include "business/enrolment/present.h"
#include "business/enrolment/rules.h"
#include "business/enrolment/store.h"
#include "business/enrolment/waiting.h"
#include "business/person/store.h"
#include "business/reader.h"
#include "policy/policy_set.h"

namespace yibao::enrolment {

namespace {

using storage::Column;
using storage::ColumnType;

constexpr Column kJoinerWaitColumns[] = {{"person_id", ColumnType::integer},
                                         {"report_id", ColumnType::integer},
                                         {"escalated_on", ColumnType::integer},
                                         {"lapsed_on", ColumnType::integer}};

constexpr std::int64_t kPageMax = 200;
constexpr std::int64_t kPageDefault = 50;
constexpr int kLookedThroughMax = 10'000;  // of what waits, the oldest first

constexpr storage::Statement kWaitingOldest{
    "joiners_waiting_oldest",
    "SELECT r.person_id, r.report_id, r.employer_id, r.blocking_employer_id, r.region, "
    "r.effective_on, r.recorded_at, w.escalated_on FROM employer_report r "
    "LEFT JOIN joiner_wait w ON w.person_id = r.person_id AND w.report_id = r.report_id "
    "WHERE r.state = 'conflict' ORDER BY r.recorded_at, r.person_id LIMIT $1"};

constexpr storage::Statement kWaitingAt{
    "joiners_waiting_at",
    "SELECT r.person_id, r.report_id, r.region, r.effective_on, r.recorded_at, r.urged, "
    "w.escalated_on, p.name, p.recorded_at, e.name, h.name, h.region "
    "FROM employer_report r JOIN person p ON p.person_id = r.person_id "
    "JOIN employer e ON e.employer_id = r.employer_id "
    "JOIN employer h ON h.employer_id = r.blocking_employer_id "
    "LEFT JOIN joiner_wait w ON w.person_id = r.person_id AND w.report_id = r.report_id "
    "WHERE r.state = 'conflict' AND (r.region = $1 OR h.region = $1) AND r.person_id > $2 "
    "ORDER BY r.person_id, r.report_id LIMIT $3"};

Date day_of(const storage::Value& value) {
  return Date::from_days(static_cast<std::int32_t>(value.integer()));
}

RegionCode region_of(const storage::Value& value) {
  return RegionCode(static_cast<std::int32_t>(value.integer()));
}

// What the terms of a report follow from.
EmployerReport waiting_since(const storage::Value& region, const storage::Value& effective_on,
                             const storage::Value& recorded_at) {
  EmployerReport report;
  report.region = region_of(region);
  report.effective_on = day_of(effective_on);
  report.recorded_at = Instant::from_milliseconds(recorded_at.integer());
  return report;
}

// 不催办就不失效: one that nobody has followed in time (a system that stood still, a report of
// before) gets the days up to the next 截止日 after it was urged.
Date lapse_day(const EmployerReport& waiting, const std::optional<Date>& escalated_on,
               const policy::PolicySet& policies) {
  const Date lapses_on = term_of(waiting, policies).lapses_on;
  if (!escalated_on || *escalated_on < lapses_on) return lapses_on;
  const policy::EnrolmentPolicy& policy =
      policies.on(waiting.region, waiting.recorded_at.date()).enrolment;
  return cutoff_on(first_month_of(*escalated_on, Scheme::employee, policy), policy) + 1;
}

std::string name_of(const storage::Facts& facts, EmployerId employer) {
  const storage::Rows& rows = facts.rows(kEmployerById, storage::Value(employer.value()));
  return rows.empty() ? "" : read_employer(rows.front()).name;
}

}  // namespace

const storage::Table kJoinerWait{220,
                                 "joiner_wait",
                                 kJoinerWaitColumns,
                                 2,
                                 storage::Owner::person,
                                 0,
                                 storage::Mutability::mutable_rows};

const storage::KeyedSelect kJoinerWaitsOf{
    "joiner_waits_of",
    "SELECT person_id, report_id, escalated_on, lapsed_on FROM joiner_wait "
    "WHERE person_id {key} ORDER BY person_id, report_id"};

storage::Row joiner_wait_row(const JoinerWait& wait) {
  return {wait.person.value(), wait.report, wait.escalated_on.days(),
          wait.lapsed_on ? storage::Value(wait.lapsed_on->days()) : storage::Value()};
}

std::optional<JoinerWait> find_wait(const storage::Rows& rows, std::int64_t report) {
  for (const storage::Row& row : rows) {
    if (row[1].integer() != report) continue;
    JoinerWait wait{PersonId(row[0].integer()), report, day_of(row[2]), {}};
    if (!row[3].is_null()) wait.lapsed_on = day_of(row[3]);
    return wait;
  }
  return std::nullopt;
}

WaitTerm term_of(const EmployerReport& waiting, const policy::PolicySet& policies) {
  const Date reported = waiting.recorded_at.date();
  const policy::EnrolmentPolicy& policy = policies.on(waiting.region, reported).enrolment;
  const Month month =
      first_month_of(std::max(reported, waiting.effective_on), Scheme::employee, policy);
  return {cutoff_on(month, policy) + 1, cutoff_on(month + 1, policy) + 1,
          policy.cutoff_day.citation};
}

std::vector<storage::Subject> FollowJoiner::subjects() const {
  return {storage::Subject::person(person_)};
}

void FollowJoiner::need(storage::Needs& needs) const {
  needs.add(person::kPersonById, person_);
  needs.add(kReportsOf, person_);
  needs.add(kJoinerWaitsOf, person_);
  needs.add(kEmployerById, storage::Value(by_.value()));
  needs.add(kEmployerById, storage::Value(holding_.value()));
}

Verdict FollowJoiner::authorise(const business::Actor& actor, const storage::Facts&) const {
  if (actor.is(business::Role::system)) return Nothing{};
  return refuse(RefusalKind::forbidden, "not_yours_to_file");
}

// 原单位迟迟不减员的,先催办、报两地经办机构,期满仍未减员的,增员申报失效,可以重新申报。
Decision<storage::Plan> FollowJoiner::decide(const storage::Facts& facts,
                                             const business::Context& context) const {
  const std::vector<EmployerReport> reports = read_reports(facts.rows(kReportsOf, person_));
  const auto found = std::ranges::find(reports, report_, &EmployerReport::id);
  const Refusal not_due = refuse("step_not_possible", {{"event", "follow_joiner"}, {"state", ""}});
  if (found == reports.end() || found->state != ReportState::conflict) return not_due;
  EmployerReport report = *found;
  const WaitTerm term = term_of(report, *context.policies);
  const std::optional<JoinerWait> before = find_wait(facts.rows(kJoinerWaitsOf, person_), report_);
  const Date lapses_on =
      lapse_day(report, before ? before->escalated_on : context.today, *context.policies);
  const bool lapses = before && lapses_on <= context.today;
  if (!lapses && (before || context.today < term.urged_on)) return not_due;

  const Decision<person::Person> person = person::require_person(facts, person_, context);
  if (!person) return person.refusal();
  const std::string holding = name_of(facts, holding_);
  const std::vector<Fact> told{{"person_name", person->name},
                               {"employer", name_of(facts, by_)},
                               {"blocking_employer", mask_employer(holding)},
                               {"place", context.regions->name(report.region)},
                               {"lapses_on", lapses_on.to_string()}};
  JoinerWait wait = before.value_or(JoinerWait{person_, report_, context.today, {}});
  storage::Plan plan;
  plan.event = lapses ? "joiner_lapsed" : "joiner_escalated";
  if (lapses) {
    wait.lapsed_on = context.today;
    report.state = ReportState::withdrawn;
  } else {
    report.urged += 1;
  }
  plan.save(kJoinerWait, joiner_wait_row(wait), !before);
  plan.update(kEmployerReport, report_row(report));
  plan.reasons.push_back({lapses ? "joiner_lapsed" : "joiner_escalated", told, {term.cutoff}});
  plan.notify(person_, lapses ? "joiner_lapsed" : "joiner_escalated", told);
  employer_message::tell(plan, by_, person_,
                         lapses ? "employer_joiner_lapsed" : "employer_joiner_escalated", told,
                         context);
  if (lapses) {
    tell_wait_ended(plan, report, *person, context);
  } else {
    employer_message::tell(
        plan, holding_, person_, "employer_leaver_urged",
        {{"person_name", person->name}, {"place", context.regions->name(report.region)}}, context);
  }
  plan.answer = Tree::object({{"report", present_report(report, context)}});
  return plan;
}

std::vector<std::unique_ptr<business::Command>> due_joiners(storage::Session& reader,
                                                            const policy::PolicySet& policies,
                                                            Date today, int limit) {
  std::vector<std::unique_ptr<business::Command>> commands;
  for (const storage::Row& row : reader.select(kWaitingOldest, {kLookedThroughMax})) {
    if (commands.size() >= static_cast<std::size_t>(limit)) break;
    const EmployerReport waiting = waiting_since(row[4], row[5], row[6]);
    const Date due_on = row[7].is_null() ? term_of(waiting, policies).urged_on
                                         : lapse_day(waiting, day_of(row[7]), policies);
    if (today < due_on) continue;
    commands.push_back(std::make_unique<FollowJoiner>(PersonId(row[0].integer()), row[1].integer(),
                                                      EmployerId(row[2].integer()),
                                                      EmployerId(row[3].integer_or(0))));
  }
  return commands;
}

Decision<Tree> answer_waiting_at(const business::Request& request, const business::Context& context,
                                 storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const RegionCode region = agency::path_region(reader, request, context);
  const std::int64_t after = reader.optional_id("after", storage::IdKind::person).value_or(0);
  const std::int64_t limit = reader.integer_or("limit", 1, kPageMax, kPageDefault);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict may = business::may_act_at(*context.actor, region); !may) {
    return may.refusal();
  }
  Tree list = Tree(Tree::List{});
  for (const storage::Row& row : session.select(kWaitingAt, {region.value(), after, limit})) {
    const EmployerReport waiting = waiting_since(row[2], row[3], row[4]);
    const std::optional<Date> escalated_on =
        row[6].is_null() ? std::nullopt : std::optional(day_of(row[6]));
    Tree one = Tree::object(
        {{"person", context.vault->outside_id(storage::IdKind::person, row[0].integer(),
                                              Instant::from_milliseconds(row[8].integer()))},
         {"name", mask_name(row[7].text())},
         {"employer", row[9].text()},
         {"region", waiting.region.to_string()},
         {"region_name", context.regions->name(waiting.region)},
         {"blocking_employer", row[10].text()},
         {"blocking_place", context.regions->name(region_of(row[11]))},
         {"effective_on", waiting.effective_on.to_string()},
         {"waits_since", waiting.recorded_at.date().to_string()},
         {"lapses_on", lapse_day(waiting, escalated_on, *context.policies).to_string()},
         {"urged", row[5].integer()}});
    if (escalated_on) one.set("escalated_on", escalated_on->to_string());
    list.push(std::move(one));
  }
  return Tree::object({{"waiting", std::move(list)}});
}

}  // namespace yibao::enrolment
