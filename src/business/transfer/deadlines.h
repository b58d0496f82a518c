// Until when each side must be done (办理时限), in working days.
//
// The origin's clock runs from acceptance and stands still while the applicant completes materials
// (退回补正). The target's runs from receipt of the information sheet, even when the sending side
// was late. The total is shown beside the two and never derived from when they were met. A
// deadline that passes changes no state: the case is marked overdue and somebody is urged.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/decision.h"
#include "business/transfer/types.h"
#include "calendar/calendar.h"
#include "policy/parameters.h"

namespace yibao::transfer {

struct OriginDeadlines {
  calendar::Deadline origin;
  calendar::Deadline total;
  std::vector<Reason> reasons;
};

// `origin` and `target` are the policies of the day of acceptance (R-058, N-14).
OriginDeadlines origin_deadlines(const Transfer& transfer, Date accepted_on, Date today,
                                 const policy::RegionPolicy& origin,
                                 const policy::RegionPolicy& target,
                                 const calendar::Calendar& calendar);

struct TargetDeadline {
  calendar::Deadline target;
  std::vector<Reason> reasons;
};
TargetDeadline target_deadline(const Transfer& transfer, Date received_on,
                               const policy::RegionPolicy& target,
                               const calendar::Calendar& calendar);

// 步骤时限 (step_clock.h): the origin's days anew, from the day on which the step began.
struct StepDeadline {
  calendar::Deadline step;
  std::vector<Reason> reasons;
};
StepDeadline step_deadline(const Transfer& transfer, std::string_view queue, Date from,
                           const policy::RegionPolicy& origin, const calendar::Calendar& calendar);

// 退回补正: since when the clock of the origin stands still; none where it runs, or where the
// region lets it run on.
std::optional<Date> standing_since(const Transfer& transfer, const policy::RegionPolicy& origin);

using casework::working_days_left;

}  // namespace yibao::transfer
