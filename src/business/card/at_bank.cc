#include "business/card/at_bank.h"

#include <algorithm>
#include <span>

#include "base/region_table.h"
#include "business/banks.h"
#include "business/card/change.h"
#include "business/card/holds.h"
#include "business/card/rules.h"
#include "business/card/store.h"
#include "business/casework/stored_json.h"
#include "business/hold/rules.h"
#include "business/hold/store.h"
#include "business/person/authorisation.h"
#include "business/person/phone.h"
#include "business/person/rules.h"
#include "business/person/store.h"
#include "business/reader.h"
#include "policy/policy_set.h"

namespace yibao::card {

namespace {

constexpr std::int64_t kNameMax = 100;
constexpr std::int64_t kNumberMax = 20;

// 监护人、代办人: who may stand at the counter for the holder today.
struct Agent {
  person::Authorisation by;
  std::string name;  // masked
};

struct Found {
  person::Person person;
  Card card;
  std::vector<hold::Hold> holds;  // that count for the card, in force
  std::vector<Agent> agents;
  bool has_phone = false;  // to be called back on
};

storage::Rows rows_of(const storage::KeyedSelect& select, PersonId person,
                      storage::Session& session) {
  const storage::Value key[] = {storage::Value(person.value())};
  return session.select_keyed(select, key).front();
}

bool may_act(const person::Authorisation& by, const person::Person& person,
             const policy::RegionPolicy& place, Date today) {
  if (!person::check_agent_admitted(by, false, place)) return false;
  return person::check_agent(person, by.agent, std::span(&by, 1), "card", place.activation, today)
      .ok();
}

std::vector<Agent> agents_of(const person::Person& person, const policy::RegionPolicy& place,
                             const business::Context& context, storage::Session& session) {
  std::vector<Agent> agents;
  for (const storage::Row& row : rows_of(person::kAuthorisationsOf, person.id, session)) {
    Agent agent{person::read_authorisation(row), {}};
    if (!may_act(agent.by, person, place, context.today)) continue;
    const storage::Rows who = rows_of(person::kPersonById, agent.by.agent, session);
    if (who.empty()) continue;
    agent.name =
        mask_name(person::read_person(who.front(), *context.vault, person::Open::nothing).name);
    agents.push_back(std::move(agent));
  }
  return agents;
}

// A number of nobody, a card of another bank, the name of somebody else: nobody learns which.
Decision<Found> find_card(const std::string& number, const std::string& name,
                          const business::Context& context, storage::Session& session) {
  const Refusal unknown = refuse(RefusalKind::not_found, "card_unknown_at_bank");
  const PersonId holder = find_holder(session, *context.vault, CardNumber(number));
  if (holder.is_none()) return unknown;
  const std::vector<Card> cards = read_cards(rows_of(kCardsOf, holder, session));
  const auto card = std::ranges::find_if(cards, [&](const Card& each) {
    return !each.sealed_number.empty() && open_number(each, *context.vault).reveal() == number;
  });
  if (card == cards.end() || card->bank != business::bank_of(context.actor->id)) return unknown;
  Found found;
  found.person = person::read_person(rows_of(person::kPersonById, holder, session).front(),
                                     *context.vault, person::Open::secrets);
  if (found.person.name != name) return unknown;
  found.card = *card;
  found.has_phone = !person::usable_phone(found.person, *context.vault, session).empty();
  found.holds = hold::in_force(
      holds_on(*card, hold::read_holds(rows_of(hold::kHoldsOf, holder, session))), context.today);
  found.agents =
      agents_of(found.person, context.policies->on(card->region, context.today), context, session);
  return found;
}

Tree told(const Verdict& may) {
  return Tree::object(
      {{"open", may.ok()},
       {"reasons", casework::reasons_tree(may ? std::vector<Reason>() : may.refusal().reasons)}});
}

Verdict check_bank_function(const Card& card) {
  if (const Verdict held = check_held(card); !held) return held;
  if (card.bank_function == Function::inactive) return Nothing{};
  return refuse("already_active", {{"since", card.bank_since->to_string()}});
}

// What activating here lifts, and what is lifted elsewhere, each with its way.
Tree present_holds(const std::vector<hold::Hold>& holds) {
  Tree list = Tree(Tree::List{});
  for (const hold::Hold& each : holds) {
    list.push(Tree::object({{"cause", std::string(hold::to_text(each.cause))},
                            {"released_here", each.cause == hold::HoldCause::inactive},
                            {"reasons", casework::reasons_tree({hold::explain_hold(each)})}}));
  }
  return list;
}

// 本人、监护人、代办人各自要带的.
Tree present_materials(const policy::ActivationPolicy& policy) {
  return Tree::object({{"holder", casework::texts_tree(policy.materials_counter.value)},
                       {"guardian", casework::texts_tree(policy.materials_guardian.value)},
                       {"proxy", casework::texts_tree(policy.materials_proxy.value)}});
}

Tree present_agents(const std::vector<Agent>& agents, const business::Context& context) {
  Tree list = Tree(Tree::List{});
  for (const Agent& each : agents) {
    list.push(Tree::object({{"authorisation", person::authorisation_number(each.by, context)},
                            {"kind", std::string(person::to_text(each.by.kind))},
                            {"relation", each.by.relation},
                            {"name", each.name}}));
  }
  return list;
}

Tree present_found(const Found& found, const business::Context& context) {
  const auto& [person, card, holds, agents, has_phone] = found;
  const policy::ActivationPolicy& policy =
      context.policies->on(card.region, context.today).activation;
  const Verdict alive = person::check_alive(person, context.today);
  const auto medical = [&](ActivationChannel channel) {
    return told(alive ? check_activation(card, holds, channel, policy) : alive);
  };
  Tree answer = present_card(card, context);
  answer.set("card", card_number_outside(card, context));
  answer.set("person", context.vault->outside_id(storage::IdKind::person, person.id.value(),
                                                 person.recorded_at));
  answer.set("name", person.name);
  answer.set("identity_number", mask_identity(person.identity_number));
  answer.set("region_name", context.regions->full_name(card.region));
  answer.set("has_phone", has_phone);
  answer.set("bank_activation", told(alive ? check_bank_function(card) : alive));
  answer.set("medical_at_outlet", medical(ActivationChannel::bank));
  answer.set("medical_on_line", medical(ActivationChannel::telephone));
  answer.set("by_holder", told(person::check_own_age(person, policy, context.today)));
  answer.set("agents", present_agents(agents, context));
  answer.set("materials", present_materials(policy));
  answer.set("holds", present_holds(holds));
  return answer;
}

}  // namespace

Decision<Tree> answer_card_at_bank(const business::Request& request,
                                   const business::Context& context, storage::Session& session) {
  auto reader = business::Reader::body(request, context);
  const std::string number = reader.text("card_number", kNumberMax);
  const std::string name = reader.text("name", kNameMax);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const Decision<Found> found = find_card(number, name, context, session);
  if (!found) return found.refusal();
  return present_found(*found, context);
}

}  // namespace yibao::card
