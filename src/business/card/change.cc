#include "business/card/change.h"

#include "base/region_table.h"
#include "business/card/store.h"

namespace yibao::card {

namespace {

std::string facts_json(const std::vector<Fact>& facts) {
  Tree tree = Tree(Tree::Members{});
  for (const Fact& fact : facts) tree.set(fact.name, fact.value);
  return tree.to_json();
}

Function after(Function from, FunctionEvent event) {
  const FunctionTransition* transition = find(from, event);
  YB_CHECK(transition != nullptr, "an event that has no place in this state of a function");
  return transition->to;
}

}  // namespace

CardChange::CardChange(Card card, const business::Context& context)
    : card_(std::move(card)), context_(context) {}

CardChange CardChange::order(Card card, const business::Context& context) {
  card.id = CardId(context.ids->next());
  card.production = Production::ordered;
  card.ordered_on = context.today;
  card.recorded_at = context.now;
  CardChange change(std::move(card), context);
  change.is_new_ = true;
  change.tell("ordered",
              {{"bank", change.card_.bank}, {"why", std::string(to_text(change.card_.why))}});
  return change;
}

void CardChange::produce(ProductionEvent event) {
  const ProductionTransition* transition = find(card_.production, event);
  YB_CHECK(transition != nullptr, "an event that has no place in this state of a card");
  card_.production = transition->to;
  if (event == ProductionEvent::make) card_.made_on = context_.today;
  if (event == ProductionEvent::collect) card_.taken_on = context_.today;
  if (event == ProductionEvent::cancel) end();
}

void CardChange::activate_medical() {
  card_.medical_function = after(card_.medical_function, FunctionEvent::activate);
  card_.medical_since = context_.today;
}

void CardChange::activate_bank(bool password_set) {
  card_.bank_function = after(card_.bank_function, FunctionEvent::activate);
  card_.bank_since = context_.today;
  card_.bank_password_set = password_set;
}

void CardChange::end(CardId replaced_by) {
  card_.medical_function = after(card_.medical_function, FunctionEvent::end);
  card_.bank_function = after(card_.bank_function, FunctionEvent::end);
  card_.dead_on = context_.today;
  card_.replaced_by = replaced_by;
}

void CardChange::tell(std::string event, std::vector<Fact> facts,
                      const std::optional<person::Authorisation>& by, std::string_view way) {
  if (by) facts.push_back({"agent_relation", by->relation});
  events_.push_back({card_.person.value(), context_.ids->next(), card_.id.value(), std::move(event),
                     way.empty() ? std::string_view(context_.actor->channel) : way,
                     context_.actor->journal_name(),
                     by ? storage::Value(by->id.value()) : storage::Value(), context_.today.days(),
                     facts_json(facts), context_.now.milliseconds()});
}

void CardChange::write(storage::Plan& plan) const {
  plan.save(kCard, card_row(card_), is_new_);
  for (const storage::Row& event : events_) plan.insert(kCardEvent, event);
}

std::string card_number_outside(const Card& card, const business::Context& context) {
  return context.vault->outside_id(storage::IdKind::card, card.id.value(), card.recorded_at);
}

Tree present_card(const Card& card, const business::Context& context) {
  Tree tree = Tree::object({{"card", card_number_outside(card, context)},
                            {"region", card.region.to_string()},
                            {"region_name", context.regions->name(card.region)},
                            {"bank", card.bank},
                            {"why", std::string(to_text(card.why))},
                            {"production", std::string(to_text(card.production))},
                            {"ordered_on", card.ordered_on.to_string()},
                            {"medical_function", std::string(to_text(card.medical_function))},
                            {"bank_function", std::string(to_text(card.bank_function))}});
  const CardNumber number = open_number(card, *context.vault);
  if (!number.empty()) {
    tree.set("number", "****" + number.reveal().substr(number.reveal().size() - 4));
  }
  if (card.made_on) tree.set("made_on", card.made_on->to_string());
  if (card.taken_on) tree.set("taken_on", card.taken_on->to_string());
  if (card.medical_since) tree.set("medical_since", card.medical_since->to_string());
  if (card.bank_since) tree.set("bank_since", card.bank_since->to_string());
  if (card.activate_by) tree.set("activate_by", card.activate_by->to_string());
  if (card.dead_on) tree.set("dead_on", card.dead_on->to_string());
  return tree;
}

}  // namespace yibao::card
