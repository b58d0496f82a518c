#include "business/casework/overdue.h"

#include "business/casework/rules.h"
#include "calendar/calendar.h"

namespace yibao::casework {

Decision<Lateness> check_overdue(const std::optional<Task>& task,
                                 const business::Context& context) {
  if (!task || !task->open || !task->due_on || *task->due_on >= context.today) {
    return refuse("not_overdue");
  }
  const int days = context.calendar->working_days_between(*task->due_on, context.today);
  Lateness late;
  late.mark = !task->overdue;
  late.escalate = days >= kEscalateAfterWorkingDays && !task->escalated;
  late.facts = {{"queue", task->queue},
                {"due_on", task->due_on->to_string()},
                {"working_days_late", std::to_string(days)}};
  if (!late.mark && !late.escalate) return refuse("not_overdue");
  return late;
}

}  // namespace yibao::casework
