#include "business/enrolment/waiting.h"

#include <algorithm>

#include "base/region_table.h"
#include "business/employer_message/store.h"
#include "business/enrolment/rules.h"
#include "business/enrolment/store.h"
#include "policy/policy_set.h"

namespace yibao::enrolment {

namespace {

// A plan writes a row once, and PostgreSQL counts them: what a leaver's report has stopped just now
// and the joiner that waited for it ends is one update, as it is at last.
void update_once(storage::Plan& plan, storage::Row row) {
  const auto is_same = [&](const storage::Write& write) {
    return write.kind == storage::Write::Kind::update && write.table == &kEnrolment &&
           std::equal(row.begin(), row.begin() + kEnrolment.key_columns, write.row.begin());
  };
  const auto before = std::ranges::find_if(plan.writes, is_same);
  if (before == plan.writes.end()) return plan.update(kEnrolment, std::move(row));
  before->row = std::move(row);
}

}  // namespace

const EmployerReport* waiting_joiner(const std::vector<EmployerReport>& reports) {
  for (const EmployerReport& report : reports) {
    if (report.kind == ReportKind::joiner && report.state == ReportState::conflict) return &report;
  }
  return nullptr;
}

int next_report(const std::vector<EmployerReport>& reports) {
  std::int64_t highest = 0;
  for (const EmployerReport& report : reports) highest = std::max(highest, report.id);
  return static_cast<int>(highest) + 1;
}

void stage(storage::Plan& plan, Beginning beginning, const business::Context& context) {
  beginning.begun.recorded_at = context.now;
  for (const Enrolment& ended : beginning.ended) {
    update_once(plan, enrolment_row(ended));
  }
  plan.insert(kEnrolment, enrolment_row(beginning.begun));
  for (Reason& reason : beginning.reasons) plan.reasons.push_back(std::move(reason));
}

void need_waiting_employer(const storage::Facts& facts, storage::Needs& needs, PersonId person) {
  const std::vector<EmployerReport> reports = read_reports(facts.rows(kReportsOf, person));
  const EmployerReport* waiting = waiting_joiner(reports);
  if (waiting != nullptr) needs.add(kEmployerById, storage::Value(waiting->employer.value()));
}

std::string waiting_employer(const storage::Facts& facts, const EmployerReport& waiting) {
  const storage::Rows& rows = facts.rows(kEmployerById, storage::Value(waiting.employer.value()));
  YB_CHECK(!rows.empty(), "a report of an employer that is not registered");
  return read_employer(rows.front()).name;
}

void tell_wait_ended(storage::Plan& plan, const EmployerReport& waited,
                     const person::Person& person, const business::Context& context) {
  employer_message::tell(
      plan, waited.blocking_employer, person.id, "employer_wait_ended",
      {{"person_name", person.name}, {"place", context.regions->name(waited.region)}}, context);
}

void carry_out_waiting_joiner(storage::Plan& plan, const storage::Facts& facts,
                              const person::Person& person,
                              const std::vector<Enrolment>& enrolments,
                              const business::Context& context) {
  const std::vector<EmployerReport> reports = read_reports(facts.rows(kReportsOf, person.id));
  const EmployerReport* waiting = waiting_joiner(reports);
  if (waiting == nullptr) return;
  Wish wish;
  wish.region = waiting->region;
  wish.employer = waiting->employer;
  wish.base = waiting->base;
  wish.from = std::max(waiting->effective_on, context.today);
  Decision<Beginning> beginning = begin_enrolment(
      wish, person, enrolments, context.policies->on(wish.region, context.today), context.today);
  if (!beginning) return;
  EmployerReport resolved = *waiting;
  resolved.state = ReportState::resolved;
  plan.update(kEmployerReport, report_row(resolved));
  plan.notify(person.id, "joiner_carried_out",
              {{"employer", waiting_employer(facts, *waiting)},
               {"started_on", beginning->begun.started_on.to_string()},
               {"place", context.regions->name(wish.region)}});
  employer_message::tell(plan, resolved.employer, person.id, "employer_joiner_carried_out",
                         {{"person_name", person.name},
                          {"place", context.regions->name(wish.region)},
                          {"started_on", beginning->begun.started_on.to_string()}},
                         context);
  stage(plan, std::move(beginning).value(), context);
}

}  // namespace yibao::enrolment
