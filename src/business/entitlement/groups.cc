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

storage::Row row_of(const Membership& each) {
  return {each.person.value(),
          each.ordinal,
          each.group,
          each.from.days(),
          each.until ? storage::Value(each.until->days()) : storage::Value(),
          each.evidence,
          each.recorded_by,
          each.recorded_at.milliseconds()};
}

// Who may say so: the agency of a region in which the person is, or was, enrolled.
bool enrolled_at(const std::vector<enrolment::Enrolment>& enrolments, RegionCode region) {
  for (const enrolment::Enrolment& each : enrolments) {
    if (each.region == region) return true;
  }
  return enrolments.empty();
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
    memberships.push_back(
        {PersonId(row[0].integer()), static_cast<int>(row[1].integer()), row[2].text(), day(row[3]),
         row[4].is_null() ? std::nullopt : std::optional(day(row[4])), row[5].text(), row[6].text(),
         Instant::from_milliseconds(row[7].integer())});
  }
  return memberships;
}

business::CommandOrRefusal RecordGroup::parse(const business::Request& request,
                                              const business::Context& context, storage::Session&) {
  auto command = std::make_unique<RecordGroup>();
  auto reader = business::Reader::body(request, context);
  Membership& membership = command->membership_;
  membership.person = PersonId(reader.path_id("person", storage::IdKind::person));
  membership.group = reader.code(
      "group", {"minimum_allowance", "extreme_poverty", "poverty_risk", "severe_disability"});
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
  needs.add(person::kPersonById, membership_.person);
  needs.add(enrolment::kEnrolmentsOf, membership_.person);
  needs.add(kGroupsOf, membership_.person);
}

Verdict RecordGroup::authorise(const business::Actor& actor, const storage::Facts& facts) const {
  const auto enrolments =
      enrolment::read_enrolments(facts.rows(enrolment::kEnrolmentsOf, membership_.person));
  if (enrolled_at(enrolments, actor.region)) return Nothing{};
  return business::may_act_at(actor, enrolments.back().region);
}

Decision<storage::Plan> RecordGroup::decide(const storage::Facts& facts,
                                            const business::Context& context) const {
  const Decision<person::Person> person =
      person::require_person(facts, membership_.person, context);
  if (!person) return person.refusal();
  const std::vector<Membership> known = read_memberships(facts.rows(kGroupsOf, membership_.person));
  Membership membership = membership_;
  for (const Membership& each : known) {
    membership.ordinal = std::max(membership.ordinal, each.ordinal);
    if (each.group != membership.group || !each.holds_on(membership.from)) continue;
    return refuse("group_already_recorded",
                  {{"group", each.group}, {"from", each.from.to_string()}});
  }
  membership.ordinal += 1;
  membership.recorded_by = context.actor->journal_name();
  membership.recorded_at = context.now;
  storage::Plan plan;
  plan.event = "group_recorded";
  plan.insert(kPersonGroup, row_of(membership));
  plan.answer =
      Tree::object({{"group", membership.group},
                    {"from", membership.from.to_string()},
                    {"until", membership.until ? Tree(membership.until->to_string()) : Tree()}});
  return plan;
}

}  // namespace yibao::entitlement
