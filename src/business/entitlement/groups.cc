#include "business/entitlement/groups.h"

#include <algorithm>

#include "business/access.h"
#include "business/enrolment/store.h"
#include "business/person/store.h"
#include "business/reader.h"

namespace yibao::entitlement {

namespace {

using storage::Column;
using storage::ColumnType;

constexpr Column kColumns[] = {
    {"person_id", ColumnType::integer}, {"ordinal", ColumnType::integer},
    {"group_code", ColumnType::text},   {"from_day", ColumnType::integer},
    {"until_day", ColumnType::integer}, {"evidence", ColumnType::text},
    {"recorded_by", ColumnType::text},  {"recorded_at", ColumnType::integer}};

constexpr std::size_t kEvidenceMax = 100;

std::string read_group(business::Reader& reader) {
  return reader.code("group",
                     {"minimum_allowance", "extreme_poverty", "poverty_risk", "severe_disability"});
}

void need_person(storage::Needs& needs, PersonId person) {
  needs.add(person::kPersonById, person);
  needs.add(enrolment::kEnrolmentsOf, person);
  needs.add(kGroupsOf, person);
}

// Who may say so: the agency of a region in which the person is, or was, enrolled.
Verdict may_certify(const business::Actor& actor, const storage::Facts& facts, PersonId person) {
  const auto enrolments = enrolment::read_enrolments(facts.rows(enrolment::kEnrolmentsOf, person));
  const bool is_there = std::ranges::any_of(
      enrolments, [&](const enrolment::Enrolment& each) { return each.region == actor.region; });
  if (is_there || enrolments.empty()) return Nothing{};
  return business::may_act_at(actor, enrolments.back().region);
}

// The row of a membership as it is from now on, and what the caller is told.
storage::Plan recorded(Membership membership, int ordinal, std::string event,
                       const business::Context& context) {
  membership.ordinal = ordinal;
  membership.recorded_by = context.actor->journal_name();
  membership.recorded_at = context.now;
  storage::Plan plan;
  plan.event = std::move(event);
  plan.insert(kPersonGroup, membership_row(membership));
  plan.answer =
      Tree::object({{"group", membership.group},
                    {"from", membership.from.to_string()},
                    {"until", membership.until ? Tree(membership.until->to_string()) : Tree()}});
  return plan;
}

}  // namespace

const storage::Table kPersonGroup{
    105, "person_group", kColumns, 2, storage::Owner::person, 0, storage::Mutability::append_only};

const storage::KeyedSelect kGroupsOf{
    "person_groups_of",
    "SELECT person_id, ordinal, group_code, from_day, until_day, evidence, recorded_by, "
    "recorded_at FROM person_group WHERE person_id {key} ORDER BY person_id, ordinal"};

std::vector<Membership> read_memberships(const storage::Rows& rows) {
  const auto day = [](const storage::Value& value) {
    return Date::from_days(static_cast<std::int32_t>(value.integer()));
  };
  std::vector<Membership> memberships;
  for (const storage::Row& row : rows) {
    Membership read{PersonId(row[0].integer()),
                    static_cast<int>(row[1].integer()),
                    row[2].text(),
                    day(row[3]),
                    row[4].is_null() ? std::nullopt : std::optional(day(row[4])),
                    row[5].text(),
                    row[6].text(),
                    Instant::from_milliseconds(row[7].integer())};
    const auto same = std::ranges::find_if(memberships, [&](const Membership& each) {
      return each.group == read.group && each.from == read.from;
    });
    if (same == memberships.end()) {
      memberships.push_back(std::move(read));
    } else {
      *same = std::move(read);
    }
  }
  return memberships;
}

storage::Row membership_row(const Membership& each) {
  return {each.person.value(),
          each.ordinal,
          each.group,
          each.from.days(),
          each.until ? storage::Value(each.until->days()) : storage::Value(),
          each.evidence,
          each.recorded_by,
          each.recorded_at.milliseconds()};
}

int next_ordinal(const std::vector<Membership>& known) {
  int last = 0;
  for (const Membership& each : known) last = std::max(last, each.ordinal);
  return last + 1;
}

Decision<Tree> answer_groups(const business::Request& request, const business::Context& context,
                             storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict own = person::may_enquire(person, context, session); !own) {
    return own.refusal();
  }
  const storage::Value key[] = {storage::Value(person.value())};
  const std::vector<storage::Rows> found = session.select_keyed(kGroupsOf, key);
  Tree list = Tree(Tree::List{});
  for (const Membership& each : read_memberships(found.front())) {
    list.push(Tree::object({{"group", each.group},
                            {"from", each.from.to_string()},
                            {"until", each.until ? Tree(each.until->to_string()) : Tree()},
                            {"evidence", each.evidence}}));
  }
  return Tree::object({{"groups", std::move(list)}});
}

business::CommandOrRefusal RecordGroup::parse(const business::Request& request,
                                              const business::Context& context, storage::Session&) {
  auto command = std::make_unique<RecordGroup>();
  auto reader = business::Reader::body(request, context);
  Membership& membership = command->membership_;
  membership.person = PersonId(reader.path_id("person", storage::IdKind::person));
  membership.group = read_group(reader);
  membership.from = reader.date("from");
  membership.until = reader.optional_date("until");
  membership.evidence = reader.text("evidence", kEvidenceMax);
  if (reader.ok_so_far() && membership.until && *membership.until <= membership.from) {
    reader.add({"member_not_date", {{"member", "until"}}, {}});
  }
  const Verdict verdict = reader.finish();
  if (!verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> RecordGroup::subjects() const {
  return {storage::Subject::person(membership_.person)};
}

void RecordGroup::need(storage::Needs& needs) const {
  need_person(needs, membership_.person);
}

Verdict RecordGroup::authorise(const business::Actor& actor, const storage::Facts& facts) const {
  return may_certify(actor, facts, membership_.person);
}

Decision<storage::Plan> RecordGroup::decide(const storage::Facts& facts,
                                            const business::Context& context) const {
  const Decision<person::Person> person =
      person::require_person(facts, membership_.person, context);
  if (!person) return person.refusal();
  const std::vector<Membership> known = read_memberships(facts.rows(kGroupsOf, membership_.person));
  for (const Membership& each : known) {
    if (each.group != membership_.group || !each.holds_on(membership_.from)) continue;
    return refuse("group_already_recorded",
                  {{"group", each.group}, {"from", each.from.to_string()}});
  }
  return recorded(membership_, next_ordinal(known), "group_recorded", context);
}

business::CommandOrRefusal EndGroup::parse(const business::Request& request,
                                           const business::Context& context, storage::Session&) {
  auto command = std::make_unique<EndGroup>();
  auto reader = business::Reader::body(request, context);
  command->person_ = PersonId(reader.path_id("person", storage::IdKind::person));
  command->group_ = read_group(reader);
  command->until_ = reader.date("until");
  command->evidence_ = reader.text("evidence", kEvidenceMax);
  const Verdict verdict = reader.finish();
  if (!verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> EndGroup::subjects() const {
  return {storage::Subject::person(person_)};
}

void EndGroup::need(storage::Needs& needs) const {
  need_person(needs, person_);
}

Verdict EndGroup::authorise(const business::Actor& actor, const storage::Facts& facts) const {
  return may_certify(actor, facts, person_);
}

Decision<storage::Plan> EndGroup::decide(const storage::Facts& facts,
                                         const business::Context& context) const {
  const std::vector<Membership> known = read_memberships(facts.rows(kGroupsOf, person_));
  // It holds until the day before, so it must hold then.
  const auto found = std::ranges::find_if(known, [&](const Membership& each) {
    return each.group == group_ && each.holds_on(until_ - 1);
  });
  if (found == known.end()) {
    return refuse("group_not_recorded", {{"group", group_}, {"until", until_.to_string()}});
  }
  Membership ended = *found;
  ended.until = until_;
  ended.evidence = evidence_;
  return recorded(std::move(ended), next_ordinal(known), "group_ended", context);
}

}  // namespace yibao::entitlement
