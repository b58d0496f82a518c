// Is a task late, and late enough for a senior officer (超期、督办)? Working days after the day
// due.
#pragma once

#include <optional>
#include <vector>

#include "base/decision.h"
#include "business/casework/types.h"
#include "business/use_case.h"

namespace yibao::casework {

struct Lateness {
  bool mark = false;      // the day has passed, and nobody has said so yet
  bool escalate = false;  // for kEscalateAfterWorkingDays or more
  std::vector<Fact> facts;
};

// Refused as not_overdue where there is nothing to mark or to escalate.
Decision<Lateness> check_overdue(const std::optional<Task>& task, const business::Context& context);

}  // namespace yibao::casework
