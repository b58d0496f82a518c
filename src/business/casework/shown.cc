#include "business/casework/shown.h"

#include <map>

#include "base/region_table.h"
#include "base/secret.h"
#include "business/casework/stored_json.h"
#include "business/person/authorisation.h"
#include "business/person/store.h"

namespace yibao::casework {

namespace {

constexpr storage::Statement kStepsOfCase{
    "steps_of_case",
    "SELECT step, event, actor, region, happened_on, facts, reasons, recorded_at FROM case_step "
    "WHERE person_id = $1 AND case_id = $2 ORDER BY step"};

// 代办人、监护人: a participant who is not the person; whoever else acts does so by their office.
PersonId agent_of(const std::string& actor, PersonId person) {
  constexpr std::string_view kParticipant = "participant:";
  if (!actor.starts_with(kParticipant)) return {};
  const PersonId who(std::stoll(actor.substr(kParticipant.size())));
  return who == person ? PersonId() : who;
}

}  // namespace

Tree agent_tree(PersonId agent, PersonId person, const business::Context& context,
                storage::Session& session) {
  const storage::Value keys[] = {storage::Value(agent.value())};
  const storage::Rows rows = session.select_keyed(person::kPersonById, keys).front();
  if (rows.empty()) return Tree();
  const person::Person known =
      person::read_person(rows.front(), *context.vault, person::Open::nothing);
  Tree tree = Tree::object({{"name", mask_name(known.name)}});
  const storage::Value owner[] = {storage::Value(person.value())};
  const auto given =
      person::read_authorisations(session.select_keyed(person::kAuthorisationsOf, owner).front());
  for (const person::Authorisation& each : given) {
    if (each.agent != agent) continue;
    tree.set("kind", std::string(person::to_text(each.kind)));
    tree.set("relation", each.relation);
  }
  return tree;
}

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

void add_agent(Tree& tree, const CaseFile& file, const business::Context& context,
               storage::Session& session) {
  const PersonId agent = agent_of(file.filed_by, file.person);
  if (agent.is_none()) return;
  Tree told = agent_tree(agent, file.person, context, session);
  if (told.members() != nullptr) tree.set("filed_by_agent", std::move(told));
}

Tree place_tree(RegionCode region, const business::Context& context) {
  return Tree::object(
      {{"region", region.to_string()}, {"name", context.regions->full_name(region)}});
}

Tree steps_tree(const CaseFile& file, StepsShown shown, const business::Context& context,
                storage::Session& session) {
  const bool officer = !context.actor->is(business::Role::participant);
  std::map<PersonId, Tree> agents;
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
    if (const PersonId agent = agent_of(row[2].text(), file.person); !agent.is_none()) {
      const auto known = agents.find(agent);
      const Tree told =
          known != agents.end()
              ? known->second
              : agents.emplace(agent, agent_tree(agent, file.person, context, session))
                    .first->second;
      if (told.members() != nullptr) step.set("agent", told);
    }
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

Tree clock_tree(const ShownClock& clock, const business::Context& context) {
  if (!clock.due_on) return {};
  const std::optional<Date> stopped = clock.done_on ? clock.done_on : clock.ended_on;
  const Date day = clock.paused_on ? *clock.paused_on : stopped.value_or(context.today);
  Tree tree =
      Tree::object({{"due_on", clock.due_on->to_string()}, {"overdue", day > *clock.due_on}});
  tree.set(stopped ? "working_days_to_spare" : "working_days_left",
           working_days_left(*clock.due_on, day, *context.calendar));
  if (stopped) {
    tree.set(clock.done_on ? "done_on" : "ended_on", stopped->to_string());
  } else if (clock.paused_on) {
    tree.set("paused_on", day.to_string());
  }
  return tree;
}

Tree stops_tree(const std::vector<Stop>& stops) {
  Tree list = Tree(Tree::List{});
  for (const Stop& stop : stops) {
    Tree each = Tree::object({{"returned_on", stop.returned_on.to_string()}});
    if (stop.completed_on) each.set("completed_on", stop.completed_on->to_string());
    list.push(std::move(each));
  }
  return list;
}

}  // namespace yibao::casework
