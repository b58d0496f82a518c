// What the keys of a step mean, looked up while it is read.
#include "business/card/commands_loss.h"
#include "business/card/holds.h"
#include "business/card/store.h"
#include "business/card/telephone.h"
#include "business/hotline/answers.h"
#include "business/hotline/commands.h"
#include "business/hotline/place.h"
#include "business/hotline/store.h"
#include "business/person/by_number.h"
#include "business/person/phone.h"
#include "business/person/store.h"

namespace yibao::hotline {

using storage::Value;

void TakeStep::look_up(const business::Context& context, storage::Session& session) {
  person_ = call_.person;
  identity_ = call_.identity_number;
  source_day_ = source_day(*context.vault, call_.caller, context.today);
  topic_ = call_.state == State::menu ? topic_of_key(input_.keys) : call_.topic;
  own_.role = business::Role::participant;
  own_.channel = "hotline";
  const std::string& keys = input_.keys;
  if (call_.state == State::region) region_ = place_of_keys(keys, context);
  if (call_.state == State::identity) look_up_identity(context, session);
  number_day_ = number_day(*context.vault, identity_, context.today);
  own_.id = person_.value();
  phone_in_doubt_ = call_.state == State::proof && !person_.is_none() &&
                    person::is_phone_in_doubt(person_, *context.vault, session);
  if (!person_.is_none()) look_up_card(context, session);
  if (call_.state == State::card_number && keys.size() > 1) give_activation("", context, session);
  if (call_.state == State::factor && keys == "2") give_activation("code", context, session);
  if (call_.state == State::card_password && keys.size() > 1) {
    give_activation("password", context, session);
  }
  if (call_.state == State::card_code && keys.size() > 1) {
    give_activation("code", context, session);
  }
  if (call_.state == State::confirm_loss && keys == "1") give_loss(context, session);
  read_answer(context, session);
}

// 身份证号的 X 以星号代替.
void TakeStep::look_up_identity(const business::Context& context, storage::Session& session) {
  if (input_.keys.size() < 2) return;
  const auto found = person::find_by_keys(input_.keys, context, session);
  if (!found) return;
  identity_ = found->number.reveal();
  person_ = found->person;
}

// The card in hand; and, where a number is keyed, the one of the person's cards that it is.
void TakeStep::look_up_card(const business::Context& context, storage::Session& session) {
  const Value key[] = {Value(person_.value())};
  const auto cards = card::read_cards(session.select_keyed(card::kCardsOf, key).front());
  if (const card::Card* current = card::current_card(cards); current != nullptr) {
    if (current->is_held()) card_id_ = card::card_number_outside(*current, context);
  }
  card_ = call_.state == State::card_number ? input_.keys : call_.card_number;
  if (call_.state != State::card_number) return;
  for (const card::Card& each : cards) {
    const std::string number = card::open_number(each, *context.vault).reveal();
    if (!number.empty() && keyed(number) == input_.keys) card_ = number;
  }
}

void TakeStep::give_activation(const char* factor, const business::Context& context,
                               storage::Session& session) {
  if (card_.empty()) card_ = input_.keys;
  business::Request request;
  request.body =
      Tree::object({{"region", call_.region.to_string()},
                    {"identity_number", call_.identity_number},
                    {"card_number", card_},
                    {"caller", is_one_source(call_.caller) ? call_.caller : card::kWithheld}});
  if (factor[0] != '\0') request.body.set("factor", factor);
  if (call_.state == State::card_password || call_.state == State::card_code) {
    request.body.set("value", input_.keys);
  }
  auto command = card::ActivateByTelephone::parse(request, context, session);
  if (command) {
    inner_ = std::move(command).value();
  } else {
    inner_refusal_ = command.refusal();
  }
}

// The caller has proved who they are: it is their own report.
void TakeStep::give_loss(const business::Context& context, storage::Session& session) {
  if (card_id_.empty()) return;
  const Value key[] = {Value(person_.value())};
  const storage::Rows rows = session.select_keyed(person::kPersonById, key).front();
  const person::Person whom =
      person::read_person(rows.front(), *context.vault, person::Open::nothing);
  business::Request request;
  request.path_values = {{"person", context.vault->outside_id(storage::IdKind::person,
                                                              whom.id.value(), whom.recorded_at)},
                         {"card", card_id_}};
  request.body = Tree(Tree::Members{});
  business::Context own = context;
  own.actor = &own_;
  auto command = card::CardCommand::parse<card::ReportLoss>(request, own, session);
  if (command) {
    inner_ = std::move(command).value();
  } else {
    inner_refusal_ = command.refusal();
  }
}

// Read only where it will be told: that a number is on record must not show in the time it takes.
void TakeStep::read_answer(const business::Context& context, storage::Session& session) {
  HotlineCall call = call_;
  call.person = person_;
  call.topic = topic_;
  std::string key = input_.keys;
  bool tells = false;
  if (call_.state == State::menu) {
    tells = topic_ != Topic::guide && (is_open_to_all(topic_) || call_.verified);
  } else if (call_.state == State::identity) {
    tells = topic_ == Topic::status;
  } else if (call_.state == State::password) {
    storage::Needs needs;
    needs.add(card::kTelephoneFactorOf, person_);
    storage::Facts facts;
    storage::ask(session, needs, facts);
    tells = card::is_enquiry_password(facts, *context.vault, person_, input_.keys);
  } else if (call_.state == State::guide) {
    tells = !guide_of_key(input_.keys).empty();
  } else if (call_.state == State::answered && input_.keys == "*") {
    tells = call_.told > 0;
    key = std::to_string(call_.told);
  }
  if (!tells || (call.person.is_none() && topic_ != Topic::guide)) return;
  told_ = answer_of(call, key, context, session);
  if (call.person.is_none()) return;
  const Value whose[] = {Value(person_.value())};
  const storage::Rows rows = session.select_keyed(person::kPersonById, whose).front();
  who_ = spoken_name(person::read_person(rows.front(), *context.vault, person::Open::nothing).name);
}

}  // namespace yibao::hotline
