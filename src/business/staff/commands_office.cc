#include "business/staff/commands_office.h"

#include <algorithm>

#include "business/access.h"
#include "business/agency/present.h"
#include "business/reader.h"
#include "business/reader_part.h"
#include "business/staff/rules.h"
#include "business/staff/store.h"

namespace yibao::staff {

namespace {

using business::Role;
using storage::Value;

constexpr std::size_t kSlotsMax = 28;
constexpr int kMinutesOfDay = 24 * 60;
constexpr std::size_t kWhyMax = 100;
constexpr std::int64_t kNumberMax = 99'999'999;

// Open cases of an agency that somebody works on.
constexpr storage::Statement kOpenAssignments{
    "case_assignments_open",
    "SELECT a.case_id, a.person_id FROM case_assignment a JOIN task t "
    "ON t.person_id = a.person_id AND t.case_id = a.case_id "
    "WHERE a.region = $1 AND a.staff_id = $2 AND t.open = 1 ORDER BY a.case_id LIMIT $3"};

// "08:30"; none where it is no time of the day.
std::optional<int> minutes_of(const std::string& text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  for (const std::size_t i : {0U, 1U, 3U, 4U}) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
  }
  const int minutes =
      ((text[0] - '0') * 10 + text[1] - '0') * 60 + (text[3] - '0') * 10 + (text[4] - '0');
  return text[3] < '6' && minutes <= kMinutesOfDay ? std::optional(minutes) : std::nullopt;
}

Verdict may_lead(const business::Actor& actor, RegionCode region) {
  if (actor.is(Role::system_admin)) return Nothing{};
  return business::may_act_at(actor, region);
}

void need_staff(storage::Needs& needs, std::int64_t staff) {
  needs.add(kMemberById, Value(staff));
  needs.add(kRolesOf, Value(staff));
  needs.add(kAbsencesOf, Value(staff));
}

// Of this agency, and at work today.
Verdict check_works(std::int64_t staff, RegionCode region, const storage::Facts& facts,
                    Date today) {
  const Fact who{"staff", std::to_string(staff)};
  const auto member = read_member(facts.rows(kMemberById, Value(staff)));
  if (!member || member->kept_at != region) return refuse("staff_of_another_agency", {who});
  const auto roles = read_roles(facts.rows(kRolesOf, Value(staff)));
  const auto away = read_absences(facts.rows(kAbsencesOf, Value(staff)));
  if (works_on(*member, roles, away, today)) return Nothing{};
  return refuse("staff_does_not_work", {who, {"day", today.to_string()}});
}

}  // namespace

std::vector<storage::Subject> OfficeCommand::subjects() const {
  return {storage::Subject::region(region_)};
}

void OfficeCommand::need(storage::Needs& needs) const {
  needs.add(kHoursOf, Value(region_.value()));
  needs.add(kClosingDaysOf, Value(region_.value()));
}

Verdict OfficeCommand::authorise(const business::Actor& actor, const storage::Facts&) const {
  return may_lead(actor, region_);
}

business::CommandOrRefusal SetHours::parse(const business::Request& request,
                                           const business::Context& context, storage::Session&) {
  auto command = std::make_unique<SetHours>();
  auto reader = business::Reader::body(request, context);
  command->region_ = agency::path_region(reader, request, context);
  const Tree::List* list = reader.list("hours", kSlotsMax);
  const auto read_slot = [&](business::Reader& part, const business::Request&) {
    OpeningSlot slot;
    slot.weekday = static_cast<int>(part.integer("weekday", 1, 7));
    const auto opens = minutes_of(part.text("opens", 5));
    const auto closes = minutes_of(part.text("closes", 5));
    if (!opens || !closes || *opens >= *closes) {
      part.add({"hours_shape", {{"member", "opens"}}, {}});
      return;
    }
    slot.opens = *opens;
    slot.closes = *closes;
    command->slots_.push_back(slot);
  };
  if (list != nullptr) {
    business::read_items(reader, request, context, "hours", *list, read_slot);
  }
  std::ranges::sort(command->slots_, {},
                    [](const OpeningSlot& each) { return std::pair(each.weekday, each.opens); });
  for (std::size_t i = 1; i < command->slots_.size(); ++i) {
    const OpeningSlot& before = command->slots_[i - 1];
    const OpeningSlot& slot = command->slots_[i];
    if (before.weekday == slot.weekday && slot.opens < before.closes) {
      reader.add({"hours_overlap", {{"member", "hours"}}, {}});
    }
  }
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

Decision<storage::Plan> SetHours::decide(const storage::Facts& facts,
                                         const business::Context& context) const {
  storage::Plan plan;
  plan.event = "opening_hours_set";
  const storage::Rows& present = facts.rows(kHoursOf, Value(region_.value()));
  const auto row_of = [&](int weekday, int opens, int closes, bool valid) -> storage::Row {
    return {region_.value(),
            weekday,
            opens,
            closes,
            valid ? 1 : 0,
            context.actor->journal_name(),
            context.now.milliseconds()};
  };
  for (const storage::Row& row : present) {
    const auto same = [&](const OpeningSlot& each) {
      return each.weekday == row[1].integer() && each.opens == row[2].integer();
    };
    if (std::ranges::any_of(slots_, same) || row[4].integer() == 0) continue;
    plan.update(kOpeningHours,
                row_of(static_cast<int>(row[1].integer()), static_cast<int>(row[2].integer()),
                       static_cast<int>(row[3].integer()), false));
  }
  for (const OpeningSlot& slot : slots_) {
    const bool is_new = std::ranges::none_of(present, [&](const storage::Row& row) {
      return row[1].integer() == slot.weekday && row[2].integer() == slot.opens;
    });
    plan.save(kOpeningHours, row_of(slot.weekday, slot.opens, slot.closes, true), is_new);
  }
  plan.answer = Tree::object(
      {{"region", region_.to_string()}, {"slots", static_cast<std::int64_t>(slots_.size())}});
  return plan;
}

business::CommandOrRefusal CloseDay::parse(const business::Request& request,
                                           const business::Context& context, storage::Session&) {
  auto command = std::make_unique<CloseDay>();
  auto reader = business::Reader::body(request, context);
  command->region_ = agency::path_region(reader, request, context);
  command->day_ = reader.date("day");
  command->closed_ = reader.code_or("state", {"closed", "open"}, "closed") == "closed";
  command->why_ = reader.text("why", kWhyMax);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

Decision<storage::Plan> CloseDay::decide(const storage::Facts& facts,
                                         const business::Context& context) const {
  if (day_ < context.today) return refuse("closing_day_past", {{"day", day_.to_string()}});
  const storage::Rows& days = facts.rows(kClosingDaysOf, Value(region_.value()));
  const bool is_new = std::ranges::none_of(
      days, [&](const storage::Row& row) { return row[1].integer() == day_.days(); });
  storage::Plan plan;
  plan.event = closed_ ? "closing_day_set" : "closing_day_taken_back";
  plan.save(kClosingDay,
            {region_.value(), day_.days(), why_, closed_ ? 1 : 0, context.actor->journal_name(),
             context.now.milliseconds()},
            is_new);
  plan.answer = Tree::object({{"region", region_.to_string()},
                              {"day", day_.to_string()},
                              {"closed", closed_},
                              {"why", why_}});
  return plan;
}

business::CommandOrRefusal AssignCase::parse(const business::Request& request,
                                             const business::Context& context,
                                             storage::Session& session) {
  auto command = std::make_unique<AssignCase>();
  auto reader = business::Reader::body(request, context);
  command->region_ = agency::path_region(reader, request, context);
  const std::string number = reader.text("case", 40);
  command->staff_ = reader.integer("staff", 1, kNumberMax);
  command->why_ = reader.text_or("why", kWhyMax, "");
  const auto key = casework::find_case(number, *context.vault, session);
  if (!number.empty() && !key) {
    reader.add({"not_found", {{"member", "case"}}, {}}, RefusalKind::not_found);
  }
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  command->key_ = *key;
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> AssignCase::subjects() const {
  return {storage::Subject::region(region_)};
}

void AssignCase::need(storage::Needs& needs) const {
  needs.add(casework::kTasksOf, key_.person);
  needs.add(kAssignmentOfCase, Value(key_.id.value()));
  need_staff(needs, staff_);
}

Verdict AssignCase::authorise(const business::Actor& actor, const storage::Facts&) const {
  return may_lead(actor, region_);
}

Decision<storage::Plan> AssignCase::decide(const storage::Facts& facts,
                                           const business::Context& context) const {
  const auto task = casework::find_task(facts.rows(casework::kTasksOf, key_.person), key_.id);
  if (!task || task->region != region_) {
    return refuse(RefusalKind::not_found, "not_found", {{"member", "case"}});
  }
  if (!task->open) return refuse("case_not_open");
  if (const Verdict works = check_works(staff_, region_, facts, context.today); !works) {
    return works.refusal();
  }
  const storage::Rows& present = facts.rows(kAssignmentOfCase, Value(key_.id.value()));
  const bool is_new = std::ranges::none_of(
      present, [&](const storage::Row& row) { return row[1].integer() == region_.value(); });
  storage::Plan plan;
  plan.event = "case_assigned";
  plan.save(kCaseAssignment,
            {region_.value(), key_.id.value(), key_.person.value(), staff_,
             context.actor->journal_name(), why_, context.now.milliseconds()},
            is_new);
  plan.answer = Tree::object({{"region", region_.to_string()}, {"staff", staff_}});
  return plan;
}

business::CommandOrRefusal ReassignAll::parse(const business::Request& request,
                                              const business::Context& context, storage::Session&) {
  auto command = std::make_unique<ReassignAll>();
  auto reader = business::Reader::body(request, context);
  command->region_ = agency::path_region(reader, request, context);
  command->from_ = reader.integer("from", 1, kNumberMax);
  command->to_ = reader.integer_or("to", 1, kNumberMax, 0);
  command->why_ = reader.text("why", kWhyMax);
  command->today_ = context.today;
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> ReassignAll::subjects() const {
  return {storage::Subject::region(region_)};
}

void ReassignAll::need(storage::Needs& needs) const {
  need_staff(needs, from_);
  needs.add(kOpenAssignments, {region_.value(), from_, kCasesMax});
}

std::int64_t ReassignAll::to(const storage::Facts& facts) const {
  if (to_ != 0) return to_;
  for (const Absence& each : read_absences(facts.rows(kAbsencesOf, Value(from_)))) {
    if (each.covers(today_) && each.stand_in) return *each.stand_in;
  }
  return 0;
}

void ReassignAll::need_more(const storage::Facts& facts, storage::Needs& needs) const {
  if (const std::int64_t staff = to(facts); staff != 0 && staff != from_) need_staff(needs, staff);
}

Verdict ReassignAll::authorise(const business::Actor& actor, const storage::Facts&) const {
  return may_lead(actor, region_);
}

Decision<storage::Plan> ReassignAll::decide(const storage::Facts& facts,
                                            const business::Context& context) const {
  const auto from = read_member(facts.rows(kMemberById, Value(from_)));
  if (!from || from->kept_at != region_) {
    return refuse("staff_of_another_agency", {{"staff", std::to_string(from_)}});
  }
  const std::int64_t staff = to(facts);
  if (staff == 0) return refuse("no_stand_in", {{"staff", std::to_string(from_)}});
  if (staff == from_)
    return refuse("stand_in_of_another_agency", {{"staff", std::to_string(staff)}});
  if (const Verdict works = check_works(staff, region_, facts, context.today); !works) {
    return works.refusal();
  }
  storage::Plan plan;
  plan.event = "cases_reassigned";
  for (const storage::Row& row : facts.rows(kOpenAssignments)) {
    plan.update(kCaseAssignment, {region_.value(), row[0].integer(), row[1].integer(), staff,
                                  context.actor->journal_name(), why_, context.now.milliseconds()});
  }
  plan.answer = Tree::object({{"region", region_.to_string()},
                              {"from", from_},
                              {"to", staff},
                              {"cases", static_cast<std::int64_t>(plan.writes.size())}});
  return plan;
}

}  // namespace yibao::staff
