// What may be done with a statement, and what follows from its amounts.
#pragma once

#include <string>
#include <vector>

#include "base/decision.h"
#include "business/clearing/types.h"
#include "calendar/calendar.h"
#include "policy/parameters.h"

namespace yibao::clearing {

// 次月起编制: the month is over, and its last day has been recorded. Refused: clearing_too_early.
Verdict check_month(Month month, const policy::SettlementPolicy& policy, Date today);

// 到点自动编制的那一天: the region's day of the month that follows, or the first working day after
// it in that month, when there is somebody to look at what was drawn.
Date drawing_day(Month month, const policy::SettlementPolicy& policy,
                 const calendar::Calendar& calendar);

// 拨付期限: so many working days from the day on which it was drawn.
calendar::Deadline payment_due(Date drawn_on, const policy::SettlementPolicy& policy,
                               const calendar::Calendar& calendar);

// The statement before one of a month, among those of the same institution, oldest first: the
// latest that stands. Refused: clearing_drawn_before, clearing_month_passed, clearing_before_open.
struct Before {
  const Statement* statement = nullptr;  // none: it is the first
  int refused = 0;                       // of this very month, before
};
Decision<Before> find_before(const std::vector<Statement>& all, Month month);

// 多付的结转: what the one before paid too much.
Money carried_from(const Statement* before);

// Who approves, and where they work.
struct Approver {
  std::string name;  // "agency_officer:17"
  RegionCode region;
};
// The event that an approval is. Two people approve, never one twice (N-11); of two regions, one of
// each. Refused: clearing_not_open, second_officer_needed, clearing_other_side_needed.
Decision<Event> approval_of(const Statement& statement, const Approver& approver);

// "441900-202503-P44190000001", and "…-2" where the first was refused.
std::string number_of(RegionCode region, Month month, const std::string& party, int refused);

}  // namespace yibao::clearing
