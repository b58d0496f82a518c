#include "business/card/order.h"

#include <algorithm>

#include "business/application/change.h"
#include "business/card/change.h"
#include "business/card/holds.h"
#include "business/card/rules.h"
#include "business/card/store.h"
#include "business/hold/rules.h"
#include "business/hold/store.h"
#include "business/person/authorisation.h"
#include "business/person/store.h"
#include "policy/policy_set.h"

namespace yibao::card {

namespace {

using application::Asked;
using application::Assessment;

const std::string& text_of(const Tree& form, std::string_view name) {
  const Tree* member = form.find(name);
  YB_CHECK(member != nullptr && member->text() != nullptr, "a form without a member");
  return *member->text();
}

Why why_of(const Tree& form) {
  const std::string& text = text_of(form, "why");
  return text == "loss" ? Why::loss : text == "damage" ? Why::damage : Why::first;
}

OrderFacts facts_of(const Asked& asked, std::span<const Card> cards,
                    std::span<const hold::Hold> holds) {
  OrderFacts facts;
  facts.cards = cards;
  facts.holds = holds;
  facts.bank = text_of(asked.form, "bank");
  facts.why = why_of(asked.form);
  // Where they left long ago nobody orders a card, which would end the one of the present place.
  facts.insured_there = !asked.facts.rows(person::kInsuredRegionsOf, asked.person).empty() &&
                        person::latest_place(asked.facts, asked.person) == asked.region;
  return facts;
}

// 未满十六周岁的,由监护人凭出生证明、户口本和监护人身份证件办理(R-147): a newborn has no card of
// their own to show.
std::vector<std::string> materials_of(const Asked& asked, const person::Person& person) {
  const policy::RegionPolicy& policy = asked.policy();
  const Date grown =
      person.birth_date.birthday_at_age(policy.activation.guardian_required_below_age.value);
  std::vector<std::string> all =
      asked.judged_on < grown                 ? policy.activation.materials_guardian.value
      : asked.desk == casework::Desk::counter ? policy.card.materials_counter.value
                                              : policy.card.materials_online.value;
  if (why_of(asked.form) == Why::damage && asked.desk == casework::Desk::counter) {
    all.emplace_back("social_security_card");
  }
  return all;
}

// Who applies online: old enough, or a guardian or proxy whom the region lets.
void add_agent_obstacles(const Asked& asked, const person::Person& person,
                         std::vector<Reason>& obstacles) {
  const business::Actor& actor = *asked.context.actor;
  if (!actor.is(business::Role::participant)) return;
  const policy::ActivationPolicy& policy = asked.policy().activation;
  if (actor.person() == person.id) {
    const Verdict own = person::check_own_age(person, policy, asked.context.today);
    if (!own) obstacles.push_back(own.refusal().reasons.front());
    return;
  }
  const auto by =
      person::acting_for(actor, person, asked.facts, "card", policy, asked.context.today);
  if (!by || !*by) return;  // the framework has asked
  const Verdict admitted = person::check_agent_admitted(**by, true, asked.policy());
  if (!admitted) obstacles.push_back(admitted.refusal().reasons.front());
}

}  // namespace

std::vector<business::Field> CardOrder::fields() const {
  using business::FieldKind;
  return {{"bank", FieldKind::text, true, "卡面银行"},
          {"why", FieldKind::text, true, "first 首次申领, loss 挂失补卡, damage 损坏换卡"}};
}

void CardOrder::read_form(business::Reader& reader, const business::Context&, Tree& form) const {
  form.set("bank", reader.text("bank", 60));
  form.set("why", reader.code("why", {"first", "loss", "damage"}));
}

void CardOrder::need(storage::Needs& needs, PersonId person, RegionCode, const Tree&) const {
  needs.add(kCardsOf, person);
  needs.add(hold::kHoldsOf, person);
  needs.add(person::kInsuredRegionsOf, person);
}

Assessment CardOrder::assess(const Asked& asked) const {
  const std::vector<Card> all = read_cards(asked.facts.rows(kCardsOf, asked.person));
  std::vector<Card> cards;  // without the one that this very order has made
  for (const Card& card : all) {
    if (asked.id.is_none() || card.application != asked.id) cards.push_back(card);
  }
  const std::vector<hold::Hold> holds = hold::in_force(
      hold::read_holds(asked.facts.rows(hold::kHoldsOf, asked.person)), asked.context.today);
  const policy::RegionPolicy& policy = asked.policy();
  Assessment assessment;
  assessment.subject = "card";
  assessment.handling = application::Handling::at_once;
  assessment.obstacles = order_obstacles(facts_of(asked, cards, holds), policy.card, asked.region);
  const Decision<person::Person> person =
      person::require_person(asked.facts, asked.person, asked.context);
  if (person && person->died_on) {
    assessment.obstacles.push_back(
        {"person_died", {{"died_on", person->died_on->to_string()}}, {}});
  }
  if (person) {
    assessment.materials = materials_of(asked, *person);
    add_agent_obstacles(asked, *person, assessment.obstacles);
  }
  assessment.material_citations = {asked.desk == casework::Desk::counter
                                       ? policy.card.materials_counter.citation
                                       : policy.card.materials_online.citation};
  return assessment;
}

Verdict CardOrder::carry_out(const Asked& asked, application::Change& change) const {
  const policy::CardPolicy& policy = asked.policy().card;
  const std::vector<Card> cards = read_cards(asked.facts.rows(kCardsOf, asked.person));
  const Card* current = current_card(cards);
  Card card;
  card.person = asked.person;
  card.region = asked.region;
  card.bank = text_of(asked.form, "bank");
  card.why = why_of(asked.form);
  card.application = asked.id;
  if (current != nullptr) card.replaces = current->id;
  CardChange ordered = CardChange::order(card, asked.context);
  ordered.write(change.plan());
  const policy::Cited<int>& days = days_to_make(card.why, policy);
  change.stay_underway(days.value, {{"card_ordered", {{"bank", card.bank}}, {days.citation}}});
  change.answer("card", card_number_outside(ordered.card(), asked.context));
  return Nothing{};
}

void CardOrder::clear_away(const Asked& asked, application::Change& change) const {
  for (const Card& card : read_cards(asked.facts.rows(kCardsOf, asked.person))) {
    if (card.application != asked.id || !card.is_ordered()) continue;
    CardChange cancelled(card, asked.context);
    cancelled.produce(ProductionEvent::cancel);
    cancelled.tell("cancelled");
    cancelled.write(change.plan());
  }
}

std::optional<CardId> order_with_place_change(storage::Plan& plan, PersonId person,
                                              std::span<const Card> cards, RegionCode target,
                                              const business::Context& context) {
  const Card* current = current_card(cards);
  const Card* open = open_order(cards);
  if (open != nullptr && open->region != target) {
    plan.notify(person, "card_still_made_elsewhere",
                {{"region", target.to_string()}, {"other_region", open->region.to_string()}});
  }
  if (current == nullptr || current->region == target || open != nullptr) return std::nullopt;
  const std::vector<std::string>& banks =
      context.policies->on(target, context.today).card.banks.value;
  if (banks.empty()) return std::nullopt;
  Card card;
  card.person = person;
  card.region = target;
  card.bank =
      std::ranges::find(banks, current->bank) != banks.end() ? current->bank : banks.front();
  card.why = Why::region_change;
  card.replaces = current->id;
  CardChange ordered = CardChange::order(card, context);
  ordered.write(plan);
  plan.notify(person, "card_ordered_with_place",
              {{"region", target.to_string()}, {"bank", card.bank}});
  return ordered.card().id;
}

}  // namespace yibao::card
