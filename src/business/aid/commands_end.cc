#include "business/access.h"
#include "business/account/store.h"
#include "business/aid/commands.h"
#include "business/aid/facts.h"
#include "business/enrolment/store.h"
#include "business/person/store.h"
#include "business/reader.h"

namespace yibao::aid {

namespace {

constexpr storage::Statement kBindingPayer{
    "aid_binding_payer", "SELECT person_id FROM aid_binding WHERE binding_id = $1"};
constexpr storage::Statement kBindingsOfDeadPayers{
    "aid_bindings_of_dead_payers",
    "SELECT b.person_id, b.binding_id FROM aid_binding AS b "
    "JOIN person AS p ON p.person_id = b.person_id "
    "WHERE b.state = 'active' AND p.died_on IS NOT NULL AND p.died_on <= $1 "
    "ORDER BY b.person_id, b.binding_id LIMIT $2"};
constexpr storage::Statement kBindingsOfDeadBeneficiaries{
    "aid_bindings_of_dead_beneficiaries",
    "SELECT b.person_id, b.binding_id FROM aid_binding AS b "
    "JOIN person AS p ON p.person_id = b.beneficiary_id "
    "WHERE b.state = 'active' AND p.died_on IS NOT NULL AND p.died_on <= $1 "
    "ORDER BY b.person_id, b.binding_id LIMIT $2"};

bool is_dead(const storage::Facts& facts, PersonId person, const business::Context& context) {
  const Decision<person::Person> found = person::require_person(facts, person, context);
  return found && found->died_on && *found->died_on <= context.today;
}

Refusal not_found() {
  return refuse(RefusalKind::not_found, "not_found", {{"member", "binding"}});
}

}  // namespace

business::CommandOrRefusal Unbind::parse(const business::Request& request,
                                         const business::Context& context,
                                         storage::Session& session) {
  auto command = std::make_unique<Unbind>();
  auto reader = business::Reader::body(request, context);
  command->binding_ = reader.path_id("binding", storage::IdKind::aid_binding);
  if (command->binding_ != 0) {
    const storage::Rows rows = session.select(kBindingPayer, {command->binding_});
    if (rows.empty()) {
      reader.add({"not_found", {{"member", "binding"}}, {}}, RefusalKind::not_found);
    } else {
      command->payer_ = PersonId(rows.front()[0].integer());
    }
  }
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> Unbind::subjects() const {
  return {storage::Subject::person(payer_)};
}

void Unbind::need(storage::Needs& needs) const {
  needs.add(person::kPersonById, payer_);
  needs.add(account::kAccountsOf, payer_);
  needs.add(enrolment::kEnrolmentsOf, payer_);
  needs.add(kBindingsOf, payer_);
}

void Unbind::need_more(const storage::Facts& facts, storage::Needs& needs) const {
  const auto binding = find_binding(facts.rows(kBindingsOf, payer_), binding_);
  if (binding) needs.add(person::kPersonById, binding->beneficiary);
}

Verdict Unbind::authorise(const business::Actor& actor, const storage::Facts& facts) const {
  const auto binding = find_binding(facts.rows(kBindingsOf, payer_), binding_);
  if (!binding) return not_found();
  if (actor.is(business::Role::participant)) {
    const bool own = actor.person() == payer_ || actor.person() == binding->beneficiary;
    return own ? Verdict(Nothing{}) : Verdict(not_found());
  }
  const auto place = place_of(facts, payer_);
  return place ? business::may_act_at(actor, *place) : Verdict(Nothing{});
}

Decision<storage::Plan> Unbind::decide(const storage::Facts& facts,
                                       const business::Context& context) const {
  auto binding = find_binding(facts.rows(kBindingsOf, payer_), binding_);
  if (!binding) return not_found();
  if (!binding->active) {
    return refuse("aid_ended_already", {{"ended_on", binding->ended_on->to_string()}});
  }
  binding->active = false;
  binding->ended_on = context.today;
  if (is_dead(facts, payer_, context)) {
    binding->end_reason = "payer_died";
  } else if (is_dead(facts, binding->beneficiary, context)) {
    binding->end_reason = "beneficiary_died";
  } else if (context.actor->is(business::Role::system)) {
    return refuse("aid_both_alive");
  } else {
    const bool payer = context.actor->person() != binding->beneficiary;
    binding->end_reason = payer ? "ended_by_payer" : "ended_by_beneficiary";
  }
  storage::Plan plan;
  plan.event = "aid_unbound";
  plan.update(kAidBinding, binding_row(*binding));
  for (const PersonId person : {payer_, binding->beneficiary}) {
    if (is_dead(facts, person, context)) continue;
    plan.notify(person, "aid_unbound", {{"reason", binding->end_reason}});
  }
  plan.answer = Tree::object({{"state", "ended"},
                              {"ended_on", context.today.to_string()},
                              {"reason", binding->end_reason}});
  return plan;
}

std::vector<std::unique_ptr<business::Command>> due_commands(storage::Session& reader, Date today,
                                                             int limit) {
  std::vector<std::unique_ptr<business::Command>> commands;
  for (const storage::Statement* statement :
       {&kBindingsOfDeadPayers, &kBindingsOfDeadBeneficiaries}) {
    for (const storage::Row& row : reader.select(*statement, {today.days(), limit})) {
      commands.push_back(std::make_unique<Unbind>(PersonId(row[0].integer()), row[1].integer()));
    }
    if (!commands.empty()) return commands;  // who lost both is ended once
  }
  return commands;
}

}  // namespace yibao::aid
