// The days of a case, computed again (时限复算): from the calendar versions that the case names and
// the policy of the day of acceptance, whatever calendar and policy say today.
#include <algorithm>
#include <map>
#include <string>

#include "business/casework/store.h"
#include "business/scan.h"
#include "business/transfer/checks.h"
#include "business/transfer/deadlines.h"
#include "business/transfer/shown.h"

namespace yibao::transfer {

namespace {

using business::CheckContext;
using business::Findings;
using storage::Row;

// Calendars by the version that a case names; made once each.
class Calendars {
 public:
  explicit Calendars(const calendar::Calendar& latest) : latest_(latest) {}
  // Null where the version is not at hand.
  const calendar::Calendar* at(const std::string& version) {
    const auto found = known_.find(version);
    const auto& known =
        found != known_.end() ? found->second : known_[version] = latest_.at(version);
    return known ? &*known : nullptr;
  }

 private:
  const calendar::Calendar& latest_;
  std::map<std::string, std::optional<calendar::Calendar>> known_;
};

// One transfer, and what its days follow from.
struct Accepted {
  const Row& row;
  const Transfer& transfer;
  Date accepted_on;
  Date computed_on;  // the origin's days, for the last time
  const policy::RegionPolicy& origin;
  const policy::RegionPolicy& target;
};

void compare(const Row& row, std::string_view column, const std::optional<Date>& found,
             Date expected, Findings& findings) {
  if (found == expected) return;
  findings.add(
      kTransfer, row,
      business::differs(column, found ? found->to_string() : "NULL", expected.to_string()));
}

const calendar::Calendar* find_calendar(Calendars& calendars, const Row& row,
                                        const std::string& version, Findings& findings) {
  const calendar::Calendar* calendar = calendars.at(version);
  if (calendar == nullptr) {
    findings.add(kTransfer, row, "no calendar of version '" + version + "' is at hand");
  }
  return calendar;
}

// Whether the deadlines of the origin pass through a year without a notice; none where they
// cannot be computed. A stop that began after the last computation counts when the clock runs
// again: till then the stored days are those of before.
std::optional<bool> check_origin(const Accepted& one, Calendars& calendars, Findings& findings) {
  const calendar::Calendar* calendar =
      find_calendar(calendars, one.row, one.transfer.calendar_version, findings);
  if (calendar == nullptr) return std::nullopt;
  Transfer running = one.transfer;
  std::erase_if(running.stops, [&](const Stop& stop) {
    return !stop.completed_on && stop.returned_on >= one.computed_on;
  });
  const OriginDeadlines expected = origin_deadlines(running, one.accepted_on, one.computed_on,
                                                    one.origin, one.target, *calendar);
  compare(one.row, "origin_due_on", one.transfer.origin_due, expected.origin.day, findings);
  compare(one.row, "total_due_on", one.transfer.total_due, expected.total.day, findings);
  return expected.origin.provisional || expected.total.provisional;
}

std::optional<bool> check_target(const Accepted& one, Calendars& calendars, Findings& findings) {
  if (!one.transfer.sheet_received_on) {
    if (one.transfer.target_due) {
      findings.add(kTransfer, one.row, "target_due_on is set before the sheet was received");
    }
    return false;
  }
  const calendar::Calendar* calendar =
      find_calendar(calendars, one.row, one.transfer.target_calendar_version, findings);
  if (calendar == nullptr) return std::nullopt;
  const TargetDeadline expected =
      target_deadline(one.transfer, *one.transfer.sheet_received_on, one.target, *calendar);
  compare(one.row, "target_due_on", one.transfer.target_due, expected.target.day, findings);
  return expected.target.provisional;
}

void check_accepted(const Accepted& one, Calendars& calendars, Findings& findings) {
  const std::optional<bool> origin = check_origin(one, calendars, findings);
  const std::optional<bool> target = check_target(one, calendars, findings);
  if (origin && target && one.transfer.provisional != (*origin || *target)) {
    findings.add(kTransfer, one.row, "provisional is not what the calendar says");
  }
}

// 步骤时限: by the calendar that it names and the origin's policy; one that runs is that of the
// queue in which the case waits.
void check_step_clock(const Row& row, const CheckContext& context, const business::Walk& people,
                      Calendars& calendars, Findings& findings) {
  const StepClock clock = read_step_clock(row);
  const std::optional<Transfer> transfer = find_transfer(people.rows(kTransfer), clock.id);
  const std::optional<casework::CaseFile> file =
      casework::find_case_file(people.rows(casework::kCaseFile), clock.id);
  if (!transfer || !file || !file->accepted_on) {
    return findings.add(kStepClock, row, "belongs to no transfer that was accepted");
  }
  const calendar::Calendar* calendar = calendars.at(clock.calendar_version);
  if (calendar == nullptr) {
    return findings.add(kStepClock, row,
                        "no calendar of version '" + clock.calendar_version + "' is at hand");
  }
  const calendar::Deadline expected =
      step_deadline(*transfer, clock.queue, clock.from,
                    context.policies.on(transfer->origin, *file->accepted_on), *calendar)
          .step;
  if (clock.due_on != expected.day) {
    findings.add(kStepClock, row,
                 business::differs("due_on", clock.due_on.to_string(), expected.day.to_string()));
  }
  if (clock.provisional != expected.provisional) {
    findings.add(kStepClock, row, "provisional is not what the calendar says");
  }
  if (clock.ended_on) return;
  if (transfer->is_over() || place_of(*transfer, {}).queue != clock.queue) {
    findings.add(kStepClock, row, "runs, its case waits elsewhere");
  }
}

// The time line says when the clock of the origin was last set.
Date computed_on(const business::Walk& people, const Transfer& transfer, Date accepted_on) {
  Date day = accepted_on;
  for (const Row& step : people.rows(casework::kCaseStep)) {
    if (step[1].integer() != transfer.id.value() || step[3].text() != "origin_clock") continue;
    day = Instant::from_milliseconds(step[9].integer()).date();
  }
  return day;
}

// The clock runs from the first step after the draft until the relation has ended.
bool must_have_clock(const Transfer& transfer) {
  return transfer.relation != RelationState::draft && !is_terminal(transfer.relation);
}

void check_days(const CheckContext& context, const Row& row, const business::Walk& people,
                Calendars& calendars, Findings& findings) {
  const std::optional<Transfer> transfer = read_or_find(row, findings);
  if (!transfer) return;
  if (!transfer->origin_due) {
    if (must_have_clock(*transfer)) findings.add(kTransfer, row, "origin_due_on is missing");
    return;
  }
  const std::optional<casework::CaseFile> file =
      casework::find_case_file(people.rows(casework::kCaseFile), transfer->id);
  if (!file || !file->accepted_on) {
    findings.add(kTransfer, row, "has deadlines and was never accepted");
    return;
  }
  check_accepted(
      {row, *transfer, *file->accepted_on, computed_on(people, *transfer, *file->accepted_on),
       context.policies.on(transfer->origin, *file->accepted_on),
       context.policies.on(transfer->target, *file->accepted_on)},
      calendars, findings);
}

}  // namespace

void check_deadlines(const CheckContext& context, Findings& findings) {
  Calendars calendars(context.calendar);
  business::Walk people(context,
                        {&kTransfer, &casework::kCaseFile, &casework::kCaseStep, &kStepClock});
  while (people.next()) {
    for (const Row& row : people.rows(kTransfer)) {
      check_days(context, row, people, calendars, findings);
    }
    for (const Row& row : people.rows(kStepClock)) {
      business::read_or_find(kStepClock, row, findings, [&](const Row& each) {
        check_step_clock(each, context, people, calendars, findings);
        return true;
      });
    }
  }
}

}  // namespace yibao::transfer
