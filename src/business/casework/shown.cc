#include "business/casework/shown.h"

#include "base/region_table.h"
#include "base/secret.h"
#include "business/casework/stored_json.h"
#include "business/person/store.h"

namespace yibao::casework {

namespace {

constexpr storage::Statement kStepsOfCase{
    "steps_of_case",
    "SELECT step, event, actor, region, happened_on, facts, reasons, recorded_at FROM case_step "
    "WHERE person_id = $1 AND case_id = $2 ORDER BY step"};

}  // namespace

std::string case_number(CaseId id, Instant recorded_at, const business::Context& context) {
  return context.vault->outside_id(storage::IdKind::application, id.value(), recorded_at);
}

void add_person(Tree& tree, PersonId person, const storage::Facts& facts,
                const business::Context& context) {
  if (context.actor->is(business::Role::participant)) return;
  const storage::Rows& rows = facts.rows(person::kPersonById, person);
  if (rows.empty()) return;
  const person::Person known =
      person::read_person(rows.front(), *context.vault, person::Open::nothing);
  tree.set("person",
           context.vault->outside_id(storage::IdKind::person, person.value(), known.recorded_at));
  tree.set("person_name", mask_name(known.name));
}

Tree place_tree(RegionCode region, const business::Context& context) {
  return Tree::object(
      {{"region", region.to_string()}, {"name", context.regions->full_name(region)}});
}

Tree steps_tree(const CaseFile& file, StepsShown shown, const business::Context& context,
                storage::Session& session) {
  const bool officer = !context.actor->is(business::Role::participant);
  Tree steps = Tree(Tree::List{});
  for (const storage::Row& row :
       session.select(kStepsOfCase, {file.person.value(), file.id.value()})) {
    const Tree reasons = read_stored(row[6].text());
    if (shown == StepsShown::decisions && reasons.list()->empty()) continue;
    const Date day = Date::from_days(static_cast<std::int32_t>(row[4].integer()));
    Tree step = Tree::object({{"step", row[0].integer()},
                              {"event", row[1].text()},
                              {"happened_on", day.to_string()},
                              {"facts", read_stored(row[5].text())}});
    const RegionCode region(static_cast<std::int32_t>(row[3].integer()));
    if (!region.is_none()) step.set("region", region.to_string());
    if (officer) step.set("actor", row[2].text());
    if (shown == StepsShown::decisions) step.set("reasons", reasons);
    steps.push(std::move(step));
  }
  return steps;
}

Tree materials_tree(const std::vector<CaseMaterial>& materials) {
  Tree list = Tree(Tree::List{});
  for (const CaseMaterial& each : materials) {
    list.push(Tree::object({{"slot", each.slot}, {"state", std::string(to_text(each.state))}}));
  }
  return list;
}

Tree task_tree(const Task& task) {
  Tree tree = Tree::object({{"leg", task.leg},
                            {"queue", task.queue},
                            {"overdue", task.overdue},
                            {"urged", task.urged},
                            {"escalated", task.escalated}});
  if (!task.region.is_none()) tree.set("region", task.region.to_string());
  if (task.due_on) tree.set("due_on", task.due_on->to_string());
  return tree;
}

}  // namespace yibao::casework
