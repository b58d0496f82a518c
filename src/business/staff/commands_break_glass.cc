#include "business/staff/commands_break_glass.h"

#include <algorithm>

#include "base/text.h"
#include "business/casework/shown.h"
#include "business/person/store.h"
#include "business/reader.h"
#include "business/staff/rules.h"
#include "business/staff/store.h"

namespace yibao::staff {

namespace {

using business::Role;

constexpr std::size_t kWhyMax = 200;
constexpr std::size_t kWhyMin = 10;  // characters: a reason, not a dot
constexpr std::int64_t kMinute = 60'000;
constexpr std::int64_t kOrdinalMax = 1'000'000;

}  // namespace

business::CommandOrRefusal BreakTheGlass::parse(const business::Request& request,
                                                const business::Context& context,
                                                storage::Session&) {
  auto command = std::make_unique<BreakTheGlass>();
  auto reader = business::Reader::body(request, context);
  command->person_ = PersonId(reader.path_id("person", storage::IdKind::person));
  command->why_ = reader.text("why", kWhyMax);
  command->minutes_ = reader.integer_or("minutes", 5, kBreakGlassHoursMax * 60, 60);
  if (!command->why_.empty() && count_characters(command->why_) < kWhyMin) {
    reader.add(
        {"reason_too_short", {{"member", "why"}, {"characters_min", std::to_string(kWhyMin)}}, {}});
  }
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> BreakTheGlass::subjects() const {
  return {storage::Subject::person(person_)};
}

void BreakTheGlass::need(storage::Needs& needs) const {
  needs.add(person::kPersonById, person_);
  needs.add(kBreakGlassOf, person_);
}

Verdict BreakTheGlass::authorise(const business::Actor& actor, const storage::Facts&) const {
  if (is_staff_role(actor.role)) return Nothing{};
  return refuse(RefusalKind::forbidden, "role_not_allowed",
                {{"role", std::string(business::role_code(actor.role))}});
}

Decision<storage::Plan> BreakTheGlass::decide(const storage::Facts& facts,
                                              const business::Context& context) const {
  if (facts.rows(person::kPersonById, person_).empty()) {
    return refuse(RefusalKind::not_found, "not_found", {{"member", "person"}});
  }
  const auto all = read_break_glass(facts.rows(kBreakGlassOf, person_));
  for (const BreakGlass& each : all) {
    if (each.open_for(*context.actor, context.now)) {
      return refuse("break_glass_open", {{"until_at", each.until_at.to_string()}});
    }
  }
  BreakGlass access;
  access.person = person_;
  access.ordinal = all.empty() ? 1 : all.back().ordinal + 1;
  access.role = context.actor->role;
  access.staff = context.actor->id;
  access.staff_name = context.actor->name;
  access.region = context.actor->region;
  access.why = why_;
  access.begun_at = context.now;
  access.until_at = Instant::from_milliseconds(context.now.milliseconds() + minutes_ * kMinute);
  const RegionCode office = access.region.is_none() ? RegionCode::nation() : access.region;
  storage::Plan plan;
  plan.event = "break_glass_begun";
  plan.insert(kBreakGlass, break_glass_row(access));
  plan.notify(person_, "break_glass_begun",
              {{"role", std::string(business::role_code(access.role))},
               {"office", office.to_string()},
               {"why", why_},
               {"until_at", access.until_at.to_string()}});
  plan.answer = present_break_glass(access, context);
  return plan;
}

business::CommandOrRefusal ReviewBreakGlass::parse(const business::Request& request,
                                                   const business::Context& context,
                                                   storage::Session&) {
  auto command = std::make_unique<ReviewBreakGlass>();
  auto reader = business::Reader::body(request, context);
  command->person_ = PersonId(reader.path_id("person", storage::IdKind::person));
  const std::string* text = request.path_value("ordinal");
  command->ordinal_ = parse_integer(text == nullptr ? "" : *text).value_or(0);
  command->verdict_ = reader.code("verdict", {"justified", "not_justified"});
  command->note_ = reader.text("note", kWhyMax);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> ReviewBreakGlass::subjects() const {
  return {storage::Subject::person(person_)};
}

void ReviewBreakGlass::need(storage::Needs& needs) const {
  needs.add(kBreakGlassOf, person_);
}

Verdict ReviewBreakGlass::authorise(const business::Actor& actor, const storage::Facts&) const {
  if (actor.is(Role::audit_admin)) return Nothing{};
  return refuse(RefusalKind::forbidden, "role_not_allowed",
                {{"role", std::string(business::role_code(actor.role))}});
}

Decision<storage::Plan> ReviewBreakGlass::decide(const storage::Facts& facts,
                                                 const business::Context& context) const {
  auto all = read_break_glass(facts.rows(kBreakGlassOf, person_));
  const auto found =
      std::ranges::find_if(all, [&](const BreakGlass& each) { return each.ordinal == ordinal_; });
  if (found == all.end()) {
    return refuse(RefusalKind::not_found, "not_found", {{"member", "ordinal"}});
  }
  if (!found->verdict.empty()) return refuse("break_glass_reviewed");
  // Nobody says of their own that it was right.
  if (found->staff == context.actor->id) return refuse("second_officer_needed");
  found->verdict = verdict_;
  found->note = note_;
  found->reviewed_by = context.actor->journal_name();
  found->reviewed_at = context.now;
  storage::Plan plan;
  plan.event = "break_glass_reviewed";
  plan.update(kBreakGlass, break_glass_row(*found));
  if (verdict_ == "not_justified") {
    plan.notify(person_, "break_glass_not_justified",
                {{"begun_at", found->begun_at.to_string()}, {"note", note_}});
  }
  plan.answer = present_break_glass(*found, context);
  return plan;
}

Tree present_break_glass(const BreakGlass& access, const business::Context& context) {
  Tree tree = Tree::object({{"ordinal", access.ordinal},
                            {"role", std::string(business::role_code(access.role))},
                            {"staff", access.staff},
                            {"name", access.staff_name},
                            {"why", access.why},
                            {"begun_at", access.begun_at.to_string()},
                            {"until_at", access.until_at.to_string()},
                            {"open", context.now < access.until_at}});
  if (!access.region.is_none()) tree.set("office", casework::place_tree(access.region, context));
  if (!access.verdict.empty()) {
    tree.set("verdict", access.verdict);
    tree.set("note", access.note);
    tree.set("reviewed_at", access.reviewed_at->to_string());
  }
  return tree;
}

}  // namespace yibao::staff
