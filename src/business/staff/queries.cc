#include "business/staff/queries.h"

#include <algorithm>
#include <array>

#include "base/secret.h"
#include "base/text.h"
#include "business/access.h"
#include "business/agency/present.h"
#include "business/casework/shown.h"
#include "business/person/store.h"
#include "business/reader.h"
#include "business/staff/commands_break_glass.h"
#include "business/staff/commands_member.h"
#include "business/staff/rules.h"
#include "business/staff/store.h"
#include "calendar/calendar.h"

namespace yibao::staff {

namespace {

using business::Role;
using storage::Value;

constexpr std::int64_t kPageMax = 500;

constexpr storage::Statement kStaffAt{
    "staff_at",
    "SELECT staff_id FROM staff_member WHERE kept_at = $1 AND staff_id > $2 "
    "ORDER BY staff_id LIMIT $3"};
constexpr storage::Statement kAssignmentsAt{
    "case_assignments_at",
    "SELECT a.case_id, a.staff_id, a.recorded_at, f.recorded_at, f.service, t.queue, t.due_on, "
    "m.name FROM case_assignment a JOIN task t ON t.person_id = a.person_id AND t.case_id = "
    "a.case_id "
    "JOIN case_file f ON f.person_id = a.person_id AND f.case_id = a.case_id "
    "LEFT JOIN staff_member m ON m.staff_id = a.staff_id "
    "WHERE a.region = $1 AND t.open = 1 AND (a.staff_id = $2 OR $2 = 0) AND a.case_id > $3 "
    "AND (a.case_id = $5 OR $5 = 0) ORDER BY a.case_id LIMIT $4"};
constexpr storage::Statement kBreakGlassAll{
    "break_glass_all",
    "SELECT b.person_id, b.ordinal, b.role, b.staff_id, b.staff_name, b.region, b.why, b.begun_at, "
    "b.until_at, b.verdict, b.note, b.reviewed_by, b.reviewed_at, p.recorded_at, p.name, "
    "p.identity_sealed FROM break_glass b JOIN person p ON p.person_id = b.person_id "
    "WHERE b.begun_at < $1 ORDER BY b.begun_at DESC, b.person_id LIMIT $2"};
constexpr storage::Statement kBreakGlassUnreviewed{
    "break_glass_unreviewed",
    "SELECT b.person_id, b.ordinal, b.role, b.staff_id, b.staff_name, b.region, b.why, b.begun_at, "
    "b.until_at, b.verdict, b.note, b.reviewed_by, b.reviewed_at, p.recorded_at, p.name, "
    "p.identity_sealed FROM break_glass b JOIN person p ON p.person_id = b.person_id "
    "WHERE b.verdict IS NULL AND b.begun_at < $1 ORDER BY b.begun_at, b.person_id LIMIT $2"};
// What was looked at by it.
constexpr storage::Statement kLooksBy{
    "break_glass_looks",
    "SELECT what, CAST(COUNT(*) AS BIGINT), MIN(viewed_at), MAX(viewed_at) FROM person_view "
    "WHERE person_id = $1 AND break_glass = $2 GROUP BY what ORDER BY MIN(viewed_at), what LIMIT "
    "100"};

Tree looks_by(const storage::Row& access, storage::Session& session) {
  Tree looks = Tree(Tree::List{});
  for (const storage::Row& row :
       session.select(kLooksBy, {access[0].integer(), access[1].integer()})) {
    looks.push(
        Tree::object({{"what", row[0].text()},
                      {"times", row[1].integer()},
                      {"first_at", Instant::from_milliseconds(row[2].integer()).to_string()},
                      {"last_at", Instant::from_milliseconds(row[3].integer()).to_string()}}));
  }
  return looks;
}

Tree member_tree(std::int64_t staff, const business::Context& context, storage::Session& session) {
  const Value key[] = {Value(staff)};
  const storage::Rows members = session.select_keyed(kMemberById, key).front();
  const storage::Rows roles = session.select_keyed(kRolesOf, key).front();
  const storage::Rows absences = session.select_keyed(kAbsencesOf, key).front();
  return present_member(*read_member(members), read_roles(roles), read_absences(absences),
                        context.today);
}

// Senior officers see those of their own agency, administrators and auditors everybody.
Verdict may_see_staff(const business::Actor& actor, RegionCode kept_at) {
  if (!actor.is_officer()) return Nothing{};
  return business::may_act_at(actor, kept_at);
}

std::string clock(int minutes) {
  const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return two(minutes / 60) + ":" + two(minutes % 60);
}

}  // namespace

Decision<Tree> answer_staff(const business::Request& request, const business::Context& context,
                            storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const RegionCode own = context.actor->region;
  const RegionCode region =
      reader.optional_region("region").value_or(own.is_none() ? RegionCode::nation() : own);
  const std::int64_t after = reader.integer_or("after", 0, 99'999'999, 0);
  const std::int64_t limit = reader.integer_or("limit", 1, kPageMax, kPageMax);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict may = may_see_staff(*context.actor, region); !may) return may.refusal();
  Tree list = Tree(Tree::List{});
  for (const storage::Row& row : session.select(kStaffAt, {region.value(), after, limit})) {
    list.push(member_tree(row[0].integer(), context, session));
  }
  return Tree::object({{"region", region.to_string()}, {"staff", std::move(list)}});
}

Decision<Tree> answer_member(const business::Request& request, const business::Context& context,
                             storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const Refusal unknown = refuse(RefusalKind::not_found, "not_found", {{"member", "staff"}});
  const std::string* text = request.path_value("staff");
  const std::optional<std::int64_t> staff = parse_integer(text == nullptr ? "" : *text);
  if (!staff) return unknown;
  const std::optional<RegionCode> region = kept_at(*staff, session);
  if (!region || !may_see_staff(*context.actor, *region)) return unknown;
  return member_tree(*staff, context, session);
}

Decision<Tree> answer_opening(const business::Request& request, const business::Context& context,
                              storage::Session& session) {
  constexpr std::array<std::string_view, 7> kWeekdays{"一", "二", "三", "四", "五", "六", "日"};
  auto reader = business::Reader::parameters(request, context);
  const RegionCode region = agency::path_region(reader, request, context);
  const Date from = reader.optional_date("from").value_or(context.today);
  const std::int64_t days = reader.integer_or("days", 1, 62, 14);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const Value key[] = {Value(region.value())};
  const storage::Rows hours_rows = session.select_keyed(kHoursOf, key).front();
  const storage::Rows closed_rows = session.select_keyed(kClosingDaysOf, key).front();
  const auto hours = read_hours(hours_rows);
  const auto closed = read_closing_days(closed_rows);
  Tree list = Tree(Tree::List{});
  for (std::int64_t i = 0; i < days; ++i) {
    const Date day = from + static_cast<int>(i);
    const Opening opening = opening_on(day, context.calendar->is_working_day(day), hours, closed);
    Tree slots = Tree(Tree::List{});
    for (const OpeningSlot& slot : opening.slots) {
      slots.push(Tree::object({{"opens", clock(slot.opens)}, {"closes", clock(slot.closes)}}));
    }
    Tree each = Tree::object(
        {{"day", day.to_string()},
         {"weekday", "星期" + std::string(kWeekdays[static_cast<std::size_t>(day.weekday() - 1)])},
         {"open", opening.open},
         {"slots", std::move(slots)}});
    if (!opening.open) each.set("why", opening.why_closed);
    if (!opening.note.empty()) each.set("note", opening.note);
    list.push(std::move(each));
  }
  return Tree::object({{"region", region.to_string()}, {"days", std::move(list)}});
}

Decision<Tree> answer_assignments(const business::Request& request,
                                  const business::Context& context, storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const RegionCode region = agency::path_region(reader, request, context);
  const std::int64_t staff = reader.integer_or("staff", 1, 99'999'999, 0);
  const std::int64_t after = reader.optional_id("after", storage::IdKind::application).value_or(0);
  const std::int64_t limit = reader.integer_or("limit", 1, kPageMax, kPageMax);
  const std::int64_t one = reader.optional_id("case", storage::IdKind::application).value_or(0);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict may = business::may_act_at(*context.actor, region); !may) {
    return may.refusal();
  }
  Tree list = Tree(Tree::List{});
  for (const storage::Row& row :
       session.select(kAssignmentsAt, {region.value(), staff, after, limit, one})) {
    Tree each = Tree::object(
        {{"case", casework::case_number(CaseId(row[0].integer()),
                                        Instant::from_milliseconds(row[3].integer()), context)},
         {"staff", row[1].integer()},
         {"service", row[4].text()},
         {"queue", row[5].text()},
         {"assigned_at", Instant::from_milliseconds(row[2].integer()).to_string()}});
    if (!row[7].is_null()) each.set("staff_name", row[7].text());
    if (!row[6].is_null()) {
      each.set("due_on", Date::from_days(static_cast<std::int32_t>(row[6].integer())).to_string());
    }
    list.push(std::move(each));
  }
  return Tree::object({{"region", region.to_string()}, {"assignments", std::move(list)}});
}

Decision<Tree> answer_break_glass(const business::Request& request,
                                  const business::Context& context, storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const bool all = reader.code_or("state", {"unreviewed", "all"}, "unreviewed") == "all";
  const Date until = reader.optional_date("until").value_or(context.today + 1);
  const std::int64_t limit = reader.integer_or("limit", 1, kPageMax, 100);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const storage::Rows rows = session.select(all ? kBreakGlassAll : kBreakGlassUnreviewed,
                                            {Instant::start_of(until).milliseconds(), limit});
  Tree list = Tree(Tree::List{});
  for (const storage::Row& row : rows) {
    Tree access = present_break_glass(read_break_glass_row(row), context);
    access.set("person", context.vault->outside_id(storage::IdKind::person, row[0].integer(),
                                                   Instant::from_milliseconds(row[13].integer())));
    // Who reviews it must know whose it was, and what was looked at.
    access.set("person_name", mask_name(row[14].text()));
    access.set("person_number",
               mask_identity(person::open_identity(row[15].bytes(), *context.vault)));
    access.set("looks", looks_by(row, session));
    list.push(std::move(access));
  }
  return Tree::object({{"break_glass", std::move(list)}});
}

}  // namespace yibao::staff
