#include "business/staff/rules.h"

#include <algorithm>
#include <array>

namespace yibao::staff {

namespace {

using business::Role;

constexpr std::array<Role, 4> kAgencyRoles{Role::agency_officer, Role::senior_officer,
                                           Role::county_window, Role::community};
constexpr std::array<Role, 3> kAdministrators{Role::system_admin, Role::security_admin,
                                              Role::audit_admin};
constexpr std::array<Role, 3> kOthers{Role::policy_officer, Role::auditor, Role::operator_};

template<class List>
bool among(const List& list, Role role) {
  return std::ranges::find(list, role) != list.end();
}

bool overlap(const HeldRole& one, const HeldRole& other) {
  const bool one_ends_before = one.until && *one.until <= other.since;
  const bool other_ends_before = other.until && *other.until <= one.since;
  const bool empty =
      (one.until && *one.until <= one.since) || (other.until && *other.until <= other.since);
  return !one_ends_before && !other_ends_before && !empty;
}

}  // namespace

bool is_agency_role(Role role) {
  return among(kAgencyRoles, role);
}
bool is_administrator(Role role) {
  return among(kAdministrators, role);
}
bool is_staff_role(Role role) {
  return is_agency_role(role) || is_administrator(role) || among(kOthers, role);
}

std::optional<Role> second_administrator(std::span<const HeldRole> held) {
  for (std::size_t i = 0; i < held.size(); ++i) {
    for (std::size_t j = i + 1; j < held.size(); ++j) {
      const bool both = is_administrator(held[i].role) && is_administrator(held[j].role);
      if (both && held[i].role != held[j].role && overlap(held[i], held[j])) return held[i].role;
    }
  }
  return std::nullopt;
}

Verdict check_grant(const Member& member, std::span<const HeldRole> held, const HeldRole& wanted,
                    Date today) {
  const Fact role{"role", std::string(business::role_code(wanted.role))};
  if (member.left_on && *member.left_on <= today) {
    return refuse("staff_has_left", {{"left_on", member.left_on->to_string()}});
  }
  if (is_agency_role(wanted.role) == member.is_of_nation()) {
    return refuse(member.is_of_nation() ? "role_needs_agency" : "role_needs_nation", {role});
  }
  for (const HeldRole& each : held) {
    if (each.role == wanted.role && overlap(each, wanted)) return refuse("role_held", {role});
  }
  std::vector<HeldRole> all(held.begin(), held.end());
  all.push_back(wanted);
  if (const auto other = second_administrator(all)) {
    return refuse("administrators_apart",
                  {role, {"other_role", std::string(business::role_code(*other))}});
  }
  return Nothing{};
}

bool works_on(const Member& member, std::span<const HeldRole> roles,
              std::span<const Absence> absences, Date day) {
  const auto at_work = [&](const HeldRole& each) {
    return each.holds_on(day) &&
           (each.role == Role::agency_officer || each.role == Role::senior_officer);
  };
  return member.here_on(day) && std::ranges::any_of(roles, at_work) &&
         std::ranges::none_of(absences, [&](const Absence& each) { return each.covers(day); });
}

Opening opening_on(Date day, bool working_day, std::span<const OpeningSlot> hours,
                   std::span<const ClosingDay> closed) {
  Opening opening;
  const auto closing = std::ranges::find(closed, day, &ClosingDay::day);
  if (closing != closed.end()) {
    opening.why_closed = "closing_day";
    opening.note = closing->why;
    return opening;
  }
  // Some agencies open on Saturdays; on a weekday that is a holiday none does.
  const bool make_up = working_day && day.is_weekend();
  const int weekday = make_up ? 1 : day.weekday();
  for (const OpeningSlot& slot : hours) {
    if (slot.weekday == weekday) opening.slots.push_back(slot);
  }
  const bool holiday = !working_day && !day.is_weekend();
  if (holiday || opening.slots.empty()) {
    opening.slots.clear();
    opening.why_closed = hours.empty() ? "no_hours" : "weekend_or_holiday";
    return opening;
  }
  opening.open = true;
  return opening;
}

}  // namespace yibao::staff
