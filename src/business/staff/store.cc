#include "business/staff/store.h"

#include <algorithm>

#include "business/staff/rules.h"

namespace yibao::staff {

namespace {

using storage::Column;
using storage::ColumnType;
using storage::Mutability;
using storage::Owner;
using storage::Row;
using storage::Rows;
using storage::Value;

constexpr Column kMemberColumns[] = {
    {"kept_at", ColumnType::integer},   {"staff_id", ColumnType::integer},
    {"name", ColumnType::text},         {"identity_digest", ColumnType::bytes},
    {"joined_on", ColumnType::integer}, {"left_on", ColumnType::integer},
    {"recorded_by", ColumnType::text},  {"recorded_at", ColumnType::integer}};
constexpr Column kRoleColumns[] = {
    {"kept_at", ColumnType::integer}, {"staff_id", ColumnType::integer},
    {"role", ColumnType::text},       {"since", ColumnType::integer},
    {"until", ColumnType::integer},   {"granted_by", ColumnType::text},
    {"ended_by", ColumnType::text},   {"recorded_at", ColumnType::integer}};
constexpr Column kAbsenceColumns[] = {
    {"kept_at", ColumnType::integer},    {"staff_id", ColumnType::integer},
    {"first_day", ColumnType::integer},  {"last_day", ColumnType::integer},
    {"stand_in", ColumnType::integer},   {"recorded_by", ColumnType::text},
    {"recorded_at", ColumnType::integer}};
constexpr Column kHoursColumns[] = {
    {"region", ColumnType::integer},     {"weekday", ColumnType::integer},
    {"opens", ColumnType::integer},      {"closes", ColumnType::integer},
    {"valid", ColumnType::integer},      {"recorded_by", ColumnType::text},
    {"recorded_at", ColumnType::integer}};
constexpr Column kClosingColumns[] = {
    {"region", ColumnType::integer},   {"day", ColumnType::integer},
    {"why", ColumnType::text},         {"closed", ColumnType::integer},
    {"recorded_by", ColumnType::text}, {"recorded_at", ColumnType::integer}};
constexpr Column kAssignmentColumns[] = {
    {"region", ColumnType::integer},     {"case_id", ColumnType::integer},
    {"person_id", ColumnType::integer},  {"staff_id", ColumnType::integer},
    {"assigned_by", ColumnType::text},   {"why", ColumnType::text},
    {"recorded_at", ColumnType::integer}};
constexpr Column kBreakGlassColumns[] = {
    {"person_id", ColumnType::integer},  {"ordinal", ColumnType::integer},
    {"role", ColumnType::text},          {"staff_id", ColumnType::integer},
    {"staff_name", ColumnType::text},    {"region", ColumnType::integer},
    {"why", ColumnType::text},           {"begun_at", ColumnType::integer},
    {"until_at", ColumnType::integer},   {"verdict", ColumnType::text},
    {"note", ColumnType::text},          {"reviewed_by", ColumnType::text},
    {"reviewed_at", ColumnType::integer}};

Date day_of(const Value& value) {
  return Date::from_days(static_cast<std::int32_t>(value.integer()));
}
std::optional<Date> optional_day(const Value& value) {
  return value.is_null() ? std::nullopt : std::optional(day_of(value));
}
Value value_of(const std::optional<Date>& date) {
  return date ? Value(date->days()) : Value();
}
Value value_of(const std::string& text) {
  return text.empty() ? Value() : Value(text);
}
RegionCode region_of(const Value& value) {
  return RegionCode(static_cast<std::int32_t>(value.integer()));
}
Instant instant_of(const Value& value) {
  return Instant::from_milliseconds(value.integer());
}

business::Role role_of_text(const Value& value) {
  const auto role = business::role_of(value.text());
  YB_CHECK(role.has_value(), "an unknown role in the database");
  return *role;
}

// Without the key in front.
Row table_row(const Row& row) {
  return {row.begin() + 1, row.end()};
}

}  // namespace

const storage::Table kMember{151, "staff_member",          kMemberColumns, 2, Owner::region,
                             0,   Mutability::mutable_rows};
const storage::Table kRole{
    152, "staff_role", kRoleColumns, 4, Owner::region, 0, Mutability::mutable_rows};
const storage::Table kAbsence{153, "staff_absence",         kAbsenceColumns, 3, Owner::region,
                              0,   Mutability::mutable_rows};
const storage::Table kOpeningHours{154, "opening_hours",         kHoursColumns, 3, Owner::region,
                                   0,   Mutability::mutable_rows};
const storage::Table kClosingDay{155, "closing_day",           kClosingColumns, 2, Owner::region,
                                 0,   Mutability::mutable_rows};
const storage::Table kCaseAssignment{
    156, "case_assignment", kAssignmentColumns, 2, Owner::region, 0, Mutability::mutable_rows};
const storage::Table kBreakGlass{157, "break_glass",           kBreakGlassColumns, 2, Owner::person,
                                 0,   Mutability::mutable_rows};

const storage::KeyedSelect kMemberById{
    "staff_member_by_id",
    "SELECT staff_id, kept_at, staff_id, name, identity_digest, joined_on, left_on, recorded_by, "
    "recorded_at FROM staff_member WHERE staff_id {key} ORDER BY staff_id"};
const storage::KeyedSelect kRolesOf{
    "staff_roles_of",
    "SELECT staff_id, kept_at, staff_id, role, since, until, granted_by, ended_by, recorded_at "
    "FROM staff_role WHERE staff_id {key} ORDER BY staff_id, since, role"};
const storage::KeyedSelect kAbsencesOf{
    "staff_absences_of",
    "SELECT staff_id, kept_at, staff_id, first_day, last_day, stand_in, recorded_by, recorded_at "
    "FROM staff_absence WHERE staff_id {key} ORDER BY staff_id, first_day"};
const storage::KeyedSelect kMemberByIdentity{
    "staff_member_by_identity",
    "SELECT identity_digest, staff_id FROM staff_member WHERE identity_digest {key} "
    "ORDER BY identity_digest",
    ColumnType::bytes};
const storage::KeyedSelect kHoursOf{
    "opening_hours_of",
    "SELECT region, weekday, opens, closes, valid, recorded_by, recorded_at FROM opening_hours "
    "WHERE region {key} ORDER BY region, weekday, opens"};
const storage::KeyedSelect kClosingDaysOf{
    "closing_days_of",
    "SELECT region, day, why, closed, recorded_by, recorded_at FROM closing_day "
    "WHERE region {key} ORDER BY region, day"};
const storage::KeyedSelect kAssignmentOfCase{
    "case_assignment_of_case",
    "SELECT case_id, region, case_id, person_id, staff_id, assigned_by, why, recorded_at "
    "FROM case_assignment WHERE case_id {key} ORDER BY case_id, region"};
const storage::KeyedSelect kBreakGlassOf{
    "break_glass_of",
    "SELECT person_id, ordinal, role, staff_id, staff_name, region, why, begun_at, until_at, "
    "verdict, note, reviewed_by, reviewed_at FROM break_glass WHERE person_id {key} "
    "ORDER BY person_id, ordinal"};

Member read_member_row(const Row& row) {
  Member member;
  member.kept_at = region_of(row[0]);
  member.id = row[1].integer();
  member.name = row[2].text();
  member.identity_digest = row[3].bytes().data;
  member.joined_on = day_of(row[4]);
  member.left_on = optional_day(row[5]);
  member.recorded_by = row[6].text();
  member.recorded_at = instant_of(row[7]);
  return member;
}

std::optional<Member> read_member(const Rows& rows) {
  if (rows.empty()) return std::nullopt;
  return read_member_row(table_row(rows.front()));
}

Row member_row(const Member& member) {
  YB_CHECK(member.id > 0 && !member.kept_at.is_none(), "somebody of no staff");
  return {member.kept_at.value(),
          member.id,
          member.name,
          storage::Bytes{member.identity_digest},
          member.joined_on.days(),
          value_of(member.left_on),
          member.recorded_by,
          member.recorded_at.milliseconds()};
}

HeldRole read_role_row(const Row& row) {
  HeldRole role;
  role.role = role_of_text(row[2]);
  role.since = day_of(row[3]);
  role.until = optional_day(row[4]);
  role.granted_by = row[5].text();
  role.ended_by = row[6].text_or("");
  role.recorded_at = instant_of(row[7]);
  return role;
}

std::vector<HeldRole> read_roles(const Rows& rows) {
  std::vector<HeldRole> roles;
  for (const Row& row : rows) roles.push_back(read_role_row(table_row(row)));
  return roles;
}

Row role_row(const Member& member, const HeldRole& role) {
  return {member.kept_at.value(),         member.id,
          business::role_code(role.role), role.since.days(),
          value_of(role.until),           role.granted_by,
          value_of(role.ended_by),        role.recorded_at.milliseconds()};
}

std::vector<Absence> read_absences(const Rows& rows) {
  std::vector<Absence> absences;
  for (const Row& row : rows) {  // the key, kept_at, staff_id, first_day, last_day, stand_in
    Absence absence{row[2].integer(), day_of(row[3]), day_of(row[4]), std::nullopt};
    if (!row[5].is_null()) absence.stand_in = row[5].integer();
    absences.push_back(absence);
  }
  return absences;
}

Row absence_row(const Member& member, const Absence& absence, const std::string& by, Instant at) {
  return {member.kept_at.value(),
          member.id,
          absence.first.days(),
          absence.last.days(),
          absence.stand_in ? Value(*absence.stand_in) : Value(),
          by,
          at.milliseconds()};
}

std::vector<OpeningSlot> read_hours(const Rows& rows) {
  std::vector<OpeningSlot> hours;
  for (const Row& row : rows) {
    if (row[4].integer() == 0) continue;
    hours.push_back({static_cast<int>(row[1].integer()), static_cast<int>(row[2].integer()),
                     static_cast<int>(row[3].integer())});
  }
  return hours;
}

std::vector<ClosingDay> read_closing_days(const Rows& rows) {
  std::vector<ClosingDay> days;
  for (const Row& row : rows) {
    if (row[3].integer() == 1) days.push_back({day_of(row[1]), row[2].text()});
  }
  return days;
}

BreakGlass read_break_glass_row(const Row& row) {
  BreakGlass access;
  access.person = PersonId(row[0].integer());
  access.ordinal = static_cast<int>(row[1].integer());
  access.role = role_of_text(row[2]);
  access.staff = row[3].integer();
  access.staff_name = row[4].text();
  access.region = region_of(row[5]);
  access.why = row[6].text();
  access.begun_at = instant_of(row[7]);
  access.until_at = instant_of(row[8]);
  access.verdict = row[9].text_or("");
  access.note = row[10].text_or("");
  access.reviewed_by = row[11].text_or("");
  if (!row[12].is_null()) access.reviewed_at = instant_of(row[12]);
  return access;
}

std::vector<BreakGlass> read_break_glass(const Rows& rows) {
  std::vector<BreakGlass> all;
  for (const Row& row : rows) all.push_back(read_break_glass_row(row));
  return all;
}

Row break_glass_row(const BreakGlass& access) {
  YB_CHECK(access.verdict.empty() == access.reviewed_by.empty(), "a verdict of nobody");
  return {access.person.value(),
          access.ordinal,
          business::role_code(access.role),
          access.staff,
          access.staff_name,
          access.region.value(),
          access.why,
          access.begun_at.milliseconds(),
          access.until_at.milliseconds(),
          value_of(access.verdict),
          value_of(access.note),
          value_of(access.reviewed_by),
          access.reviewed_at ? Value(access.reviewed_at->milliseconds()) : Value()};
}

storage::Bytes identity_digest(const storage::Vault& vault, const std::string& number) {
  return vault.keyed_hash("staff_identity", number);
}

std::optional<RegionCode> kept_at(std::int64_t staff, storage::Session& reader) {
  const Value key[] = {Value(staff)};
  const Rows rows = reader.select_keyed(kMemberById, key).front();
  const std::optional<Member> member = read_member(rows);
  return member ? std::optional(member->kept_at) : std::nullopt;
}

std::vector<business::Role> roles_on(std::int64_t staff, Date day, storage::Session& reader) {
  const Value key[] = {Value(staff)};
  const Rows members = reader.select_keyed(kMemberById, key).front();
  const std::optional<Member> member = read_member(members);
  std::vector<business::Role> roles;
  if (!member || !member->here_on(day)) return roles;
  const Rows rows = reader.select_keyed(kRolesOf, key).front();
  for (const HeldRole& each : read_roles(rows)) {
    if (each.holds_on(day)) roles.push_back(each.role);
  }
  return roles;
}

bool lets_in(std::int64_t staff, business::Role role, Date day, storage::Session& reader) {
  if (!is_staff_role(role) || !kept_at(staff, reader)) return true;
  const std::vector<business::Role> roles = roles_on(staff, day, reader);
  return std::ranges::find(roles, role) != roles.end();
}

static std::optional<BreakGlass> find_open(const business::Actor& actor, PersonId person,
                                           Instant now, storage::Session& reader) {
  if (!is_staff_role(actor.role)) return std::nullopt;
  const Value key[] = {Value(person.value())};
  const Rows rows = reader.select_keyed(kBreakGlassOf, key).front();
  for (const BreakGlass& each : read_break_glass(rows)) {
    if (each.open_for(actor, now)) return each;
  }
  return std::nullopt;
}

std::optional<int> open_break_glass(const business::Actor& actor, PersonId person, Instant now,
                                    storage::Session& reader) {
  const auto open = find_open(actor, person, now, reader);
  return open ? std::optional(open->ordinal) : std::nullopt;
}

std::optional<std::string> reason_of_open_break_glass(const business::Actor& actor, PersonId person,
                                                      Instant now, storage::Session& reader) {
  const auto open = find_open(actor, person, now, reader);
  return open ? std::optional(open->why) : std::nullopt;
}

}  // namespace yibao::staff
