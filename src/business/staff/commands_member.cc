#include "business/staff/commands_member.h"

#include "base/identity_document.h"
#include "base/text.h"
#include "business/access.h"
#include "business/person/name.h"
#include "business/reader.h"
#include "business/staff/rules.h"
#include "business/staff/store.h"

namespace yibao::staff {

namespace {

using business::Role;

constexpr std::int64_t kNumberMax = 99'999'999;

Verdict only(const business::Actor& actor, Role role) {
  if (actor.is(role) || actor.is(Role::system)) return Nothing{};
  return refuse(RefusalKind::forbidden, "role_not_allowed",
                {{"role", std::string(business::role_code(actor.role))}});
}

std::optional<Role> read_role(business::Reader& reader) {
  const std::string text = reader.text("role", 40);
  const std::optional<Role> role = business::role_of(text);
  if (!text.empty() && (!role || !is_staff_role(*role))) {
    reader.add({"role_unknown", {{"member", "role"}}, {}});
    return std::nullopt;
  }
  return role;
}

}  // namespace

business::CommandOrRefusal JoinStaff::parse(const business::Request& request,
                                            const business::Context& context, storage::Session&) {
  auto command = std::make_unique<JoinStaff>();
  auto reader = business::Reader::body(request, context);
  Member& member = command->member_;
  member.id = reader.integer("staff", 1, kNumberMax);
  member.name = person::read_name(reader);
  member.kept_at = reader.optional_region("region").value_or(RegionCode::nation());
  member.joined_on = reader.optional_date("joined_on").value_or(context.today);
  const std::string number = reader.text("identity_number", 30);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const Decision<IdentityFacts> facts =
      check_identity(IdentityKind::citizen_identity_card, number, context.today);
  if (!facts) return facts.refusal();
  member.identity_digest =
      identity_digest(*context.vault, std::string(facts->number.reveal())).data;
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> JoinStaff::subjects() const {
  return {storage::Subject::region(member_.kept_at)};
}

void JoinStaff::need(storage::Needs& needs) const {
  needs.add(kMemberById, storage::Value(member_.id));
  needs.add(kMemberByIdentity, storage::Value(storage::Bytes{member_.identity_digest}));
}

Verdict JoinStaff::authorise(const business::Actor& actor, const storage::Facts&) const {
  return only(actor, Role::system_admin);
}

Decision<storage::Plan> JoinStaff::decide(const storage::Facts& facts,
                                          const business::Context& context) const {
  if (!facts.rows(kMemberById, storage::Value(member_.id)).empty()) {
    return refuse("staff_number_taken", {{"staff", std::to_string(member_.id)}});
  }
  const storage::Bytes digest{member_.identity_digest};
  const storage::Rows& same = facts.rows(kMemberByIdentity, storage::Value(digest));
  if (!same.empty()) {
    return refuse("staff_twice", {{"staff", std::to_string(same.front()[1].integer())}});
  }
  Member member = member_;
  member.recorded_by = context.actor->journal_name();
  member.recorded_at = context.now;
  storage::Plan plan;
  plan.event = "staff_joined";
  plan.insert(kMember, member_row(member));
  plan.answer = present_member(member, {}, {}, context.today);
  return plan;
}

void MemberCommand::read_path(const business::Request& request, storage::Session& session) {
  const std::string* text = request.path_value("staff");
  const std::optional<std::int64_t> number = parse_integer(text == nullptr ? "" : *text);
  if (!number || *number < 1 || *number > kNumberMax) return;
  staff_ = *number;
  kept_at_ = kept_at(staff_, session).value_or(RegionCode::nation());
}

std::vector<storage::Subject> MemberCommand::subjects() const {
  return {storage::Subject::region(kept_at_)};
}

void MemberCommand::need(storage::Needs& needs) const {
  needs.add(kMemberById, storage::Value(staff_));
  needs.add(kRolesOf, storage::Value(staff_));
  needs.add(kAbsencesOf, storage::Value(staff_));
}

Decision<Member> MemberCommand::require_member(const storage::Facts& facts) const {
  const auto member = read_member(facts.rows(kMemberById, storage::Value(staff_)));
  if (!member) return refuse(RefusalKind::not_found, "not_found", {{"member", "staff"}});
  return *member;
}

std::vector<HeldRole> MemberCommand::held(const storage::Facts& facts) const {
  return read_roles(facts.rows(kRolesOf, storage::Value(staff_)));
}

std::vector<Absence> MemberCommand::absences(const storage::Facts& facts) const {
  return read_absences(facts.rows(kAbsencesOf, storage::Value(staff_)));
}

business::CommandOrRefusal GrantRole::parse(const business::Request& request,
                                            const business::Context& context,
                                            storage::Session& session) {
  auto command = std::make_unique<GrantRole>();
  auto reader = business::Reader::body(request, context);
  command->read_path(request, session);
  command->role_.role = read_role(reader).value_or(Role::system);
  command->role_.since = reader.optional_date("from").value_or(context.today);
  command->role_.until = reader.optional_date("until");
  if (command->role_.until && *command->role_.until <= command->role_.since) {
    reader.add({"period_empty", {{"member", "until"}}, {}});
  }
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

Verdict GrantRole::authorise(const business::Actor& actor, const storage::Facts&) const {
  return only(actor, Role::security_admin);
}

Decision<storage::Plan> GrantRole::decide(const storage::Facts& facts,
                                          const business::Context& context) const {
  const Decision<Member> member = require_member(facts);
  if (!member) return member.refusal();
  if (context.actor->id == staff_ && !context.actor->is(Role::system)) {
    return refuse("role_of_your_own");
  }
  if (role_.since < context.today) {
    return refuse("role_begins_in_the_past", {{"from", role_.since.to_string()}});
  }
  std::vector<HeldRole> roles = held(facts);
  if (const Verdict may = check_grant(*member, roles, role_, context.today); !may) {
    return may.refusal();
  }
  HeldRole role = role_;
  role.granted_by = context.actor->journal_name();
  role.recorded_at = context.now;
  storage::Plan plan;
  plan.event = "staff_role_granted";
  // The same role from the same day, granted and ended before it began, is granted anew.
  bool is_new = true;
  for (HeldRole& each : roles) {
    if (each.role == role.role && each.since == role.since) {
      is_new = false;
      each = role;
    }
  }
  if (is_new) roles.push_back(role);
  plan.save(kRole, role_row(*member, role), is_new);
  plan.answer = present_member(*member, roles, absences(facts), context.today);
  return plan;
}

business::CommandOrRefusal EndRole::parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& session) {
  auto command = std::make_unique<EndRole>();
  auto reader = business::Reader::body(request, context);
  command->read_path(request, session);
  command->role_ = read_role(reader).value_or(Role::system);
  command->on_ = reader.optional_date("on");
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

Verdict EndRole::authorise(const business::Actor& actor, const storage::Facts&) const {
  return only(actor, Role::security_admin);
}

Decision<storage::Plan> EndRole::decide(const storage::Facts& facts,
                                        const business::Context& context) const {
  const Decision<Member> member = require_member(facts);
  if (!member) return member.refusal();
  const Date on = on_.value_or(context.today);
  if (on < context.today) return refuse("role_begins_in_the_past", {{"from", on.to_string()}});
  std::vector<HeldRole> roles = held(facts);
  storage::Plan plan;
  plan.event = "staff_role_ended";
  for (HeldRole& each : roles) {
    if (each.role != role_ || (each.until && *each.until <= on)) continue;
    each.until = std::max(on, each.since);
    each.ended_by = context.actor->journal_name();
    plan.update(kRole, role_row(*member, each));
  }
  if (plan.writes.empty()) {
    return refuse("role_not_held", {{"role", std::string(business::role_code(role_))}});
  }
  plan.answer = present_member(*member, roles, absences(facts), context.today);
  return plan;
}

business::CommandOrRefusal LeaveStaff::parse(const business::Request& request,
                                             const business::Context& context,
                                             storage::Session& session) {
  auto command = std::make_unique<LeaveStaff>();
  auto reader = business::Reader::body(request, context);
  command->read_path(request, session);
  command->on_ = reader.optional_date("on");
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

Verdict LeaveStaff::authorise(const business::Actor& actor, const storage::Facts&) const {
  return only(actor, Role::system_admin);
}

Decision<storage::Plan> LeaveStaff::decide(const storage::Facts& facts,
                                           const business::Context& context) const {
  const Decision<Member> found = require_member(facts);
  if (!found) return found.refusal();
  Member member = *found;
  if (member.left_on) return refuse("staff_has_left", {{"left_on", member.left_on->to_string()}});
  const Date on = std::max(on_.value_or(context.today), member.joined_on);
  member.left_on = on;
  storage::Plan plan;
  plan.event = "staff_left";
  plan.update(kMember, member_row(member));
  std::vector<HeldRole> roles = held(facts);
  for (HeldRole& each : roles) {
    if (each.until && *each.until <= on) continue;
    each.until = std::max(on, each.since);
    each.ended_by = context.actor->journal_name();
    plan.update(kRole, role_row(member, each));
  }
  plan.answer = present_member(member, roles, absences(facts), context.today);
  return plan;
}

business::CommandOrRefusal RecordAbsence::parse(const business::Request& request,
                                                const business::Context& context,
                                                storage::Session& session) {
  auto command = std::make_unique<RecordAbsence>();
  auto reader = business::Reader::body(request, context);
  command->read_path(request, session);
  Absence& absence = command->absence_;
  absence.staff = command->staff_;
  absence.first = reader.date("from");
  absence.last = reader.date("to");
  const std::int64_t stand_in = reader.integer_or("stand_in", 1, kNumberMax, 0);
  if (stand_in != 0) absence.stand_in = stand_in;
  if (reader.ok_so_far() && absence.last < absence.first) {
    reader.add({"period_empty", {{"member", "to"}}, {}});
  }
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

void RecordAbsence::need(storage::Needs& needs) const {
  MemberCommand::need(needs);
  if (!absence_.stand_in) return;
  needs.add(kMemberById, storage::Value(*absence_.stand_in));
  needs.add(kRolesOf, storage::Value(*absence_.stand_in));
  needs.add(kAbsencesOf, storage::Value(*absence_.stand_in));
}

Verdict RecordAbsence::authorise(const business::Actor& actor, const storage::Facts&) const {
  if (actor.is(Role::senior_officer)) return business::may_act_at(actor, kept_at_);
  return only(actor, Role::system_admin);
}

// 代班人 is of the same agency, works there, and is not away on one of the days.
static Verdict check_stand_in(const Absence& absence, RegionCode kept_at,
                              const storage::Facts& facts) {
  const storage::Value key(*absence.stand_in);
  const Fact who{"staff", std::to_string(*absence.stand_in)};
  const auto member = read_member(facts.rows(kMemberById, key));
  if (*absence.stand_in == absence.staff || !member || member->kept_at != kept_at) {
    return refuse("stand_in_of_another_agency", {who});
  }
  const auto roles = read_roles(facts.rows(kRolesOf, key));
  const auto away = read_absences(facts.rows(kAbsencesOf, key));
  for (Date day = absence.first; day <= absence.last; day = day + 1) {
    if (!works_on(*member, roles, away, day)) {
      return refuse("stand_in_does_not_work", {who, {"day", day.to_string()}});
    }
  }
  return Nothing{};
}

Decision<storage::Plan> RecordAbsence::decide(const storage::Facts& facts,
                                              const business::Context& context) const {
  constexpr int kDaysMax = 366;
  const Decision<Member> member = require_member(facts);
  if (!member) return member.refusal();
  if (absence_.last.days() - absence_.first.days() >= kDaysMax) {
    return refuse("absence_too_long", {{"days_max", std::to_string(kDaysMax)}});
  }
  std::vector<Absence> away = absences(facts);
  bool is_new = true;
  for (Absence& each : away) {
    if (each.first == absence_.first) {
      each = absence_;
      is_new = false;
    } else if (each.first <= absence_.last && absence_.first <= each.last) {
      return refuse("absence_twice", {{"from", each.first.to_string()}});
    }
  }
  if (absence_.stand_in) {
    const Verdict fits = check_stand_in(absence_, member->kept_at, facts);
    if (!fits) return fits.refusal();
  }
  if (is_new) away.push_back(absence_);
  storage::Plan plan;
  plan.event = "staff_absence_recorded";
  plan.save(kAbsence, absence_row(*member, absence_, context.actor->journal_name(), context.now),
            is_new);
  plan.answer = present_member(*member, held(facts), away, context.today);
  return plan;
}

Tree present_member(const Member& member, std::span<const HeldRole> roles,
                    std::span<const Absence> absences, Date today) {
  Tree held = Tree(Tree::List{});
  for (const HeldRole& each : roles) {
    Tree role = Tree::object({{"role", std::string(business::role_code(each.role))},
                              {"from", each.since.to_string()},
                              {"holds", each.holds_on(today)},
                              {"granted_by", each.granted_by}});
    if (each.until) role.set("until", each.until->to_string());
    held.push(std::move(role));
  }
  Tree away = Tree(Tree::List{});
  bool absent = false;
  for (const Absence& each : absences) {
    absent = absent || each.covers(today);
    if (each.last < today) continue;
    Tree absence = Tree::object({{"from", each.first.to_string()}, {"to", each.last.to_string()}});
    if (each.stand_in) absence.set("stand_in", *each.stand_in);
    away.push(std::move(absence));
  }
  Tree tree = Tree::object({{"staff", member.id},
                            {"name", member.name},
                            {"region", member.kept_at.to_string()},
                            {"joined_on", member.joined_on.to_string()},
                            {"absent", absent},
                            {"roles", std::move(held)},
                            {"absences", std::move(away)}});
  if (member.left_on) tree.set("left_on", member.left_on->to_string());
  return tree;
}

}  // namespace yibao::staff
