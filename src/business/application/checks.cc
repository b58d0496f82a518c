#include "business/application/checks.h"

#include <map>
#include <string>

#include "business/application/store.h"
#include "business/casework/store.h"
#include "business/scan.h"
#include "business/second_eyes.h"

namespace yibao::application {

namespace {

using business::CheckContext;
using business::differs;
using business::Findings;
using storage::Row;

// The queue of a state; a closed one waits nowhere.
std::string_view queue_of(State state) {
  switch (state) {
    case State::draft:
      return "application_confirmation";
    case State::returned:
      return "application_completion";
    case State::review:
      return "application_review";
    case State::second_review:
      return "application_second_review";
    case State::underway:
      return "application_underway";
    case State::completed:
    case State::declined:
    case State::refused:
    case State::withdrawn:
    case State::ended:
      return "";
  }
  return "";
}

// The deadline, from the calendar that it names. A stop that still stands counts from the day on
// which it ends: until then the stored day is that of before.
void check_clock(const CheckContext& context, const Row& row, const Application& application,
                 Findings& findings) {
  if (!application.due_on) {
    if (application.working_days && application.clock_from) {
      findings.add(kApplication, row, "has working days and no due_on");
    }
    return;
  }
  const auto calendar = context.calendar.at(application.calendar_version);
  if (!calendar) {
    findings.add(kApplication, row, "names a calendar that is not at hand");
    return;
  }
  std::vector<casework::Stop> ended = application.stops;
  std::erase_if(ended, [](const casework::Stop& stop) { return !stop.completed_on; });
  const calendar::Deadline expected =
      calendar->deadline(*application.clock_from, application.working_days.value_or(0),
                         casework::pauses_of(ended, *application.clock_from));
  if (*application.due_on != expected.day) {
    findings.add(kApplication, row,
                 differs("due_on", application.due_on->to_string(), expected.day.to_string()));
  }
  if (application.provisional != expected.provisional) {
    findings.add(kApplication, row, "provisional is not as its calendar says");
  }
}

// 回避、四眼: who may not decide has not decided, and two officers are two.
void check_officers(const Row& row, const Application& application, Findings& findings) {
  if (application.decided_by.empty()) return;
  if (business::is_one_of_officers(application.not_by, application.decided_by)) {
    findings.add(kApplication, row, "decided_by is one who may not decide");
  }
  const bool approved =
      application.state == State::completed || application.state == State::underway;
  if (!approved || application.handling != Handling::second_eyes) return;
  if (application.first_approved_by.empty() ||
      business::is_same_officer(application.first_approved_by, application.decided_by)) {
    findings.add(kApplication, row, "was approved by one officer instead of two");
  }
}

void check_case(const Row& row, const Application& application, const Row* file_row,
                const Row* task_row, Findings& findings) {
  if (file_row == nullptr) {
    findings.add(kApplication, row, "has no case file");
    return;
  }
  const auto file =
      business::read_or_find(casework::kCaseFile, *file_row, findings, &casework::read_case_file);
  if (!file) return;
  if (file->service != application.service) {
    findings.add(kApplication, row, differs("service", application.service, file->service));
  }
  if (file->state != to_text(application.state)) {
    findings.add(kApplication, row, differs("state", to_text(application.state), file->state));
  }
  if (application.is_over() != file->closed_on.has_value()) {
    findings.add(kApplication, row, "is over, its case file is not, or the other way round");
  }
  if (application.is_over() || task_row == nullptr) return;
  const casework::Task task = casework::read_task(*task_row);
  if (task.queue != queue_of(application.state)) {
    findings.add(casework::kTask, *task_row,
                 differs("queue", task.queue, queue_of(application.state)));
  }
}

std::map<std::int64_t, const Row*> by_case(const storage::Rows& rows) {
  std::map<std::int64_t, const Row*> cases;
  for (const Row& row : rows) cases[row[1].integer()] = &row;
  return cases;
}

void check_applications(const CheckContext& context, Findings& findings) {
  business::Walk people(context, {&kApplication, &casework::kCaseFile, &casework::kTask});
  while (people.next()) {
    const auto files = by_case(people.rows(casework::kCaseFile));
    const auto tasks = by_case(people.rows(casework::kTask));
    for (const Row& row : people.rows(kApplication)) {
      const auto application =
          business::read_or_find(kApplication, row, findings, &read_application);
      if (!application) continue;
      const auto file = files.find(application->id.value());
      const auto task = tasks.find(application->id.value());
      check_case(row, *application, file == files.end() ? nullptr : file->second,
                 task == tasks.end() ? nullptr : task->second, findings);
      check_clock(context, row, *application, findings);
      check_officers(row, *application, findings);
    }
  }
}

}  // namespace

std::vector<business::Check> checks() {
  return {{"applications", "申请的时限、经办人与办件一致", &check_applications}};
}

}  // namespace yibao::application
