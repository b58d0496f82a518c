// Somebody else than before (四眼、两人复核): who proposed, filed or approved first does not
// approve as well. Whoever works at an agency is their staff number (工号), in whatever role: one
// person may hold several. Every second look asks here.
#pragma once

#include <string_view>

#include "base/decision.h"
#include "business/use_case.h"

namespace yibao::business {

// People at work: a token of theirs carries a staff number.
inline constexpr Roles kStaffRoles =
    roles({Role::agency_officer, Role::senior_officer, Role::county_window, Role::community,
           Role::policy_officer, Role::auditor, Role::system_admin, Role::security_admin,
           Role::audit_admin});

// "senior_officer:17" → "17", and so whoever entered a letter, "on_paper:530100:senior_officer:17";
// empty: nobody of the staff ("participant:17", "on_paper:530100").
std::string_view staff_number(std::string_view journal_name);

// The same person at work: "agency_officer:7" and "senior_officer:7".
bool is_same_officer(std::string_view one, std::string_view other);
// Among several journal names, one a line.
bool is_one_of_officers(std::string_view lines, std::string_view officer);

// Refused: second_officer_needed.
Verdict check_second_officer(std::string_view first, std::string_view second);

}  // namespace yibao::business
