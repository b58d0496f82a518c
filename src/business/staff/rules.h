// Rules of the staff: pure functions.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "base/decision.h"
#include "business/staff/types.h"

namespace yibao::staff {

inline constexpr int kBreakGlassHoursMax = 4;

// Roles that somebody of the staff can hold, and whether it is one of an agency's.
bool is_staff_role(business::Role role);
bool is_agency_role(business::Role role);
bool is_administrator(business::Role role);  // 系统、安全、审计管理员

// 系统管理员、安全管理员、审计管理员三员分立,互不兼任 (GB/T 22239—2019): of these three, nobody
// holds two on the same day. Returns the other one that stands in the way; none: none does.
std::optional<business::Role> second_administrator(std::span<const HeldRole> held);
Verdict check_grant(const Member& member, std::span<const HeldRole> held, const HeldRole& wanted,
                    Date today);

// Who works on a day: here, in a role of the agency's, and not absent.
bool works_on(const Member& member, std::span<const HeldRole> roles,
              std::span<const Absence> absences, Date day);

// Whether the counters are open on a day, and when. A make-up day of the State Council's notice is
// open as a Monday is; a holiday, and what the agency has closed, are not.
struct Opening {
  bool open = false;
  std::string why_closed;  // "weekend_or_holiday", "closing_day", "no_hours"; empty where open
  std::string note;        // of a closing day
  std::vector<OpeningSlot> slots;
};
Opening opening_on(Date day, bool working_day, std::span<const OpeningSlot> hours,
                   std::span<const ClosingDay> closed);

}  // namespace yibao::staff
