// 步骤时限: steps of a case that the days of the origin and of the target do not cover.
//
// A disputed sheet is corrected after the origin had done its part in time; money comes back, or
// lies with a bank, after the relation has ended. Each such step is somebody's, in one queue, and
// has its own days from the day on which it began: the origin's, counted anew. Kept with
// its day and the calendar that it was counted by; at most one of a case runs. class Change starts
// and ends them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "storage/plan.h"

namespace yibao::transfer {

extern const storage::Table kStepClock;
extern const storage::KeyedSelect kStepClocksOf;  // by person

struct StepClock {
  PersonId person;
  CaseId id;
  int number = 0;     // 1, 2, … of the case
  std::string queue;  // where the case waits meanwhile
  Date from;
  Date due_on;
  bool provisional = false;
  std::string calendar_version;
  std::optional<Date> ended_on;  // none: it runs
};

// A queue in which a case has the days of its step, not those of an agency's whole part.
bool has_own_days(std::string_view queue);

storage::Row step_clock_row(const StepClock& clock);
StepClock read_step_clock(const storage::Row& row);
// Of one case, the oldest first.
std::vector<StepClock> step_clocks_of(const storage::Rows& clocks, CaseId id);
// Null where none runs.
const StepClock* running_among(std::span<const StepClock> clocks);

}  // namespace yibao::transfer
