#include "business/card/commands_production.h"

#include "business/application/change.h"
#include "business/application/store.h"
#include "business/card/order.h"
#include "business/card/store.h"

namespace yibao::card {

namespace {

Verdict check_possible(const Card& card, ProductionEvent event) {
  if (find(card.production, event) != nullptr) return Nothing{};
  return refuse("card_step_not_possible", {{"event", std::string(to_text(event))},
                                           {"production", std::string(to_text(card.production))}});
}

ProductionEvent event_of(const std::string& text) {
  if (text == "make") return ProductionEvent::make;
  if (text == "fail") return ProductionEvent::fail;
  return ProductionEvent::send_to_maker;
}

// The rows of a plan, and with them the end of the order that asked for the card, where there is
// one that still runs.
storage::Plan with_order(storage::Plan plan, const Known& known, application::Event event,
                         std::string_view told, const business::Context& context) {
  if (known.card.application.is_none()) return plan;
  const auto order = application::load_application(
      *known.facts, {known.person.id, known.card.application}, kCardOrder);
  if (!order || order->application.is_over()) return plan;
  application::Change change(order->application, {order->file, order->task, context}, context);
  change.plan() = plan;
  change.apply(event);
  change.tell(std::string(told));
  storage::Plan whole = change.finish(plan.event);
  for (const auto& [name, value] : *plan.answer.members()) whole.answer.set(name, value);
  whole.reasons.insert(whole.reasons.end(), plan.reasons.begin(), plan.reasons.end());
  return whole;
}

}  // namespace

void RecordProduction::read(business::Reader& reader, const business::Context& context,
                            storage::Session&) {
  event_ = event_of(reader.code("event", {"send_to_maker", "make", "fail"}));
  const std::string number = reader.text_or("number", 20, "");
  note_ = reader.text_or("note", 100, "");
  if (!reader.ok_so_far()) return;
  if (event_ == ProductionEvent::make && !is_card_number(number)) {
    reader.add({"card_number_shape", {{"member", "number"}}, {}});
  }
  number_ = CardNumber(number);
  claim_ = card_claim(*context.vault, number_);
}

void RecordProduction::need(storage::Needs& needs) const {
  CardCommand::need(needs);
  needs.add(kCardOfNumber, storage::Value(claim_));
}

Decision<storage::Plan> RecordProduction::decide_known(const Known& known,
                                                       const business::Context& context) const {
  if (const Verdict may = check_possible(known.card, event_); !may) return may.refusal();
  storage::Plan plan;
  CardChange change(known.card, context);
  std::vector<Fact> facts;
  if (!note_.empty()) facts.push_back({"note", note_});
  if (event_ == ProductionEvent::make) {
    // A number that ever was on a card never comes back, a void one included.
    if (!known.facts->rows(kCardOfNumber, storage::Value(claim_)).empty()) {
      return refuse("card_number_taken");
    }
    change.edit().sealed_number = seal_number(number_, *context.vault);
    plan.insert(person::kClaim, {std::string(kCardClaim), claim_, known.person.id.value()});
  }
  change.produce(event_);
  change.tell(std::string(to_text(event_)), std::move(facts));
  plan.event = "card_" + std::string(to_text(change.card().production));
  change.write(plan);
  if (event_ == ProductionEvent::make) {
    plan.notify(known.person.id, "card_ready", {{"region", known.card.region.to_string()}});
  }
  plan.answer = present_card(change.card(), context);
  return plan;
}

void CollectCard::read(business::Reader& reader, const business::Context&, storage::Session&) {
  read_agent(reader);
  read_sighted(reader);
}

void CollectCard::need(storage::Needs& needs) const {
  CardCommand::need(needs);
  application::need_applications(needs, person_);
}

Decision<storage::Plan> CollectCard::decide_known(const Known& known,
                                                  const business::Context& context) const {
  if (const Verdict may = check_possible(known.card, ProductionEvent::collect); !may) {
    return may.refusal();
  }
  const Verdict seen =
      check_sighted(known, {"identity_document"}, known.activation().materials_counter.citation);
  if (!seen) return seen.refusal();
  storage::Plan plan;
  plan.event = "card_collected";
  for (const Card& other : known.cards) {
    if (other.id == known.card.id || !other.is_held()) continue;
    CardChange old(other, context);
    old.end(known.card.id);
    old.tell("replaced", {{"why", std::string(to_text(known.card.why))}});
    old.write(plan);
    lift_card_holds(plan, known.hold_rows, other.id, context);
  }
  CardChange change(known.card, context);
  change.produce(ProductionEvent::collect);
  change.edit().activate_by = last_day_to_activate(context.today, known.activation());
  std::vector<Fact> facts;
  if (change.card().activate_by) {
    facts.push_back({"activate_by", change.card().activate_by->to_string()});
    plan.reasons.push_back({"activation_window", facts, {known.activation().window_days.citation}});
  }
  change.tell("collected", facts, known.by);
  change.write(plan);
  plan.answer = present_card(change.card(), context);
  return with_order(std::move(plan), known, application::Event::complete, "card_collected",
                    context);
}

void CancelCard::need(storage::Needs& needs) const {
  CardCommand::need(needs);
  application::need_applications(needs, person_);
}

Decision<storage::Plan> CancelCard::decide_known(const Known& known,
                                                 const business::Context& context) const {
  if (const Verdict may = check_possible(known.card, ProductionEvent::cancel); !may) {
    return may.refusal();
  }
  storage::Plan plan;
  plan.event = "card_cancelled";
  CardChange change(known.card, context);
  change.produce(ProductionEvent::cancel);
  change.tell("cancelled", {}, known.by);
  change.write(plan);
  plan.answer = present_card(change.card(), context);
  return with_order(std::move(plan), known, application::Event::end, "card_cancelled", context);
}

}  // namespace yibao::card
