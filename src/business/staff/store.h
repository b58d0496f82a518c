// Staff, hours, assignments and break-glass access in the database (schema/016_staff.sql).
#pragma once

#include <vector>

#include "business/staff/types.h"
#include "storage/plan.h"
#include "storage/vault.h"

namespace yibao::staff {

extern const storage::Table kMember;
extern const storage::Table kRole;
extern const storage::Table kAbsence;
extern const storage::Table kOpeningHours;
extern const storage::Table kClosingDay;
extern const storage::Table kCaseAssignment;
extern const storage::Table kBreakGlass;

// By number, whole rows behind the key.
extern const storage::KeyedSelect kMemberById;
extern const storage::KeyedSelect kRolesOf;
extern const storage::KeyedSelect kAbsencesOf;
extern const storage::KeyedSelect kMemberByIdentity;  // by digest: staff_id
extern const storage::KeyedSelect kHoursOf;           // by region
extern const storage::KeyedSelect kClosingDaysOf;     // by region
extern const storage::KeyedSelect kAssignmentOfCase;  // by case
extern const storage::KeyedSelect kBreakGlassOf;      // by person

std::optional<Member> read_member(const storage::Rows& rows);
Member read_member_row(const storage::Row& row);  // of the table
storage::Row member_row(const Member& member);
HeldRole read_role_row(const storage::Row& row);  // of the table
std::vector<HeldRole> read_roles(const storage::Rows& rows);
storage::Row role_row(const Member& member, const HeldRole& role);
std::vector<Absence> read_absences(const storage::Rows& rows);
storage::Row absence_row(const Member& member, const Absence& absence, const std::string& by,
                         Instant at);
std::vector<OpeningSlot> read_hours(const storage::Rows& rows);  // those that are valid
std::vector<ClosingDay> read_closing_days(const storage::Rows& rows);
BreakGlass read_break_glass_row(const storage::Row& row);
std::vector<BreakGlass> read_break_glass(const storage::Rows& rows);
storage::Row break_glass_row(const BreakGlass& access);

storage::Bytes identity_digest(const storage::Vault& vault, const std::string& number);

// Whose agency somebody of the staff is of: never changes.
std::optional<RegionCode> kept_at(std::int64_t staff, storage::Session& reader);
// For signing in: the roles that somebody holds on a day; none where they are not here.
std::vector<business::Role> roles_on(std::int64_t staff, Date day, storage::Session& reader);
// Whether somebody may act in this role on a day. Whom the staff does not know (an account that the
// operator gave) is not held back here, nor whose number is another's: an employer's officer, a bank.
bool lets_in(std::int64_t staff, business::Role role, Date day, storage::Session& reader);

// The access by which this actor may look at this person now; none: there is none.
std::optional<int> open_break_glass(const business::Actor& actor, PersonId person, Instant now,
                                    storage::Session& reader);

std::optional<std::string> reason_of_open_break_glass(const business::Actor& actor, PersonId person,
                                                      Instant now, storage::Session& reader);

}  // namespace yibao::staff
