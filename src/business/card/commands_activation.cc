#include "business/card/commands_activation.h"

#include "business/card/attempts.h"
#include "business/card/registration.h"
#include "business/card/store.h"
#include "business/person/store.h"

namespace yibao::card {

namespace {

// What came of a check that did not pass: the attempt counts, so it is answered, not refused.
storage::Plan not_activated(VerificationCode code, std::string_view outcome, int left) {
  storage::Plan plan;
  plan.event = "activation_attempted";
  plan.answer = Tree::object({{"activated", false}, {"outcome", std::string(outcome)}});
  plan.reasons.push_back(why_not_passed(code, left));
  return plan;
}

// Who is helped on the telephone is called back: on the number on record, never on one that the
// caller names.
Verdict check_called_back(const person::Person& person, const std::string& last_digits) {
  const std::string& phone = person.phone.reveal();
  if (phone.empty()) return refuse("no_second_factor");
  if (last_digits.size() == 4 && phone.ends_with(last_digits)) return Nothing{};
  return refuse("call_back_other_number");
}

}  // namespace

storage::Plan activated(const Card& card, ActivationChannel channel,
                        const std::optional<person::Authorisation>& by,
                        const business::Context& context, std::string_view way) {
  CardChange change(card, context);
  change.activate_medical();
  change.tell("medical_activated", {{"channel", std::string(to_text(channel))}}, by, way);
  storage::Plan plan;
  plan.event = "card_activated";
  change.write(plan);
  plan.notify(card.person, "card_activated", {{"since", context.today.to_string()}});
  plan.answer = present_card(change.card(), context);
  plan.answer.set("activated", true);
  return plan;
}

void ActivateAtBank::read(business::Reader& reader, const business::Context&, storage::Session&) {
  password_set_ = reader.flag("password_set");
  medical_ = reader.flag("medical");
  on_line_ = reader.flag("on_line");
  called_back_ = reader.text_or("called_back", 4, "");
  read_agent(reader);
  read_sighted(reader);
}

Verdict ActivateAtBank::check_presence(const Known& known) const {
  if (on_line_) return check_called_back(known.person, called_back_);
  const auto& materials = known.activation().materials_counter;
  return check_sighted(known, materials.value, materials.citation);
}

// 设置账户密码,完成激活(S2:87): without the password it is not done.
Decision<storage::Plan> ActivateAtBank::decide_known(const Known& known,
                                                     const business::Context& context) const {
  const Card& card = known.card;
  if (const Verdict held = check_held(card); !held) return held.refusal();
  const bool bank_too = card.bank_function == Function::inactive;
  if (!bank_too && !medical_) {
    return refuse("already_active", {{"since", card.bank_since->to_string()}});
  }
  if (bank_too && !password_set_) return refuse("bank_password_missing");
  const ActivationChannel channel =
      on_line_ ? ActivationChannel::telephone : ActivationChannel::bank;
  // What is active already hinders the other function in nothing.
  const bool medical_too = medical_ && (!bank_too || card.medical_function == Function::inactive);
  if (medical_too) {
    const Verdict may = check_activation(card, known.on_card, channel, known.activation());
    if (!may) return may.refusal();
  }
  if (const Verdict present = check_presence(known); !present) return present.refusal();
  const std::string_view way = on_line_ ? to_text(channel) : "";
  CardChange change(card, context);
  if (bank_too) {
    change.activate_bank(password_set_);
    change.tell("bank_activated", {{"bank", card.bank}}, known.by, way);
  }
  if (medical_too) {
    change.activate_medical();
    change.tell("medical_activated", {{"channel", std::string(to_text(channel))}}, known.by, way);
  }
  storage::Plan plan;
  plan.event = "card_activated_at_bank";
  change.write(plan);
  if (medical_ && !medical_too) {
    plan.reasons.push_back(
        {"medical_active_already", {{"since", card.medical_since->to_string()}}, {}});
  }
  plan.notify(card.person, medical_too ? "card_activated" : "bank_function_activated",
              {{"since", context.today.to_string()}, {"bank", card.bank}});
  plan.answer = present_card(change.card(), context);
  return plan;
}

void ActivateAtCounter::read(business::Reader& reader, const business::Context&,
                             storage::Session&) {
  read_agent(reader);
  read_sighted(reader);
}

Decision<storage::Plan> ActivateAtCounter::decide_known(const Known& known,
                                                        const business::Context& context) const {
  const Verdict may =
      check_activation(known.card, known.on_card, ActivationChannel::counter, known.activation());
  if (!may) return may.refusal();
  const auto& materials = known.activation().materials_counter;
  if (const Verdict seen = check_sighted(known, materials.value, materials.citation); !seen) {
    return seen.refusal();
  }
  return activated(known.card, ActivationChannel::counter, known.by, context);
}

void AssistActivation::read(business::Reader& reader, const business::Context&, storage::Session&) {
  read_agent(reader);
  called_back_ = reader.text("called_back", 4);
}

// 未激活的,可联系参保地经办机构通过电话协助激活(S2:177).
Decision<storage::Plan> AssistActivation::decide_known(const Known& known,
                                                       const business::Context& context) const {
  const Verdict may =
      check_activation(known.card, known.on_card, ActivationChannel::counter, known.activation());
  if (!may) return may.refusal();
  const Verdict called = check_called_back(known.person, called_back_);
  if (!called) return called.refusal();
  // The agency's own work, open wherever its counters are; its way was the telephone.
  return activated(known.card, ActivationChannel::telephone, known.by, context, "telephone");
}

void ActivateOnline::read(business::Reader& reader, const business::Context& context,
                          storage::Session& session) {
  const std::string proof = reader.text("proof", 400);
  camera_ = reader.flag("camera");
  microphone_ = reader.flag("microphone");
  registered_ = context.actor->person();
  // Whose account it comes from: what a browser says of itself is the same with thousands, and
  // another one each time with who wishes to guess.
  source_day_ = source_day(*context.vault, context.actor->journal_name(), context.today);
  face_.ask(proof, person_, reader, context, session);
}

void ActivateOnline::need(storage::Needs& needs) const {
  CardCommand::need(needs);
  needs.add(kAttemptsOf, person_);
  needs.add(kAttemptsOfSource, storage::Value(source_day_));
  needs.add(kRegistrationOf, registered_);
}

// 下载并注册医保APP,完成人脸识别和身份验证;摄像头和麦克风正常;部分地区需先完成实名认证
// (S2:107 至 115)。
Decision<storage::Plan> ActivateOnline::decide_known(const Known& known,
                                                     const business::Context& context) const {
  const policy::ActivationPolicy& policy = known.activation();
  const Verdict may =
      check_activation(known.card, known.on_card, ActivationChannel::online, policy);
  if (!may) return may.refusal();
  const int level = real_name_level(*known.facts, registered_);
  if (const Verdict real = check_registration(level, policy); !real) return real.refusal();
  if (!camera_ || !microphone_) {
    return refuse("device_not_capable", {}, {policy.channels.citation});
  }
  const Attempts attempts =
      read_attempts(*known.facts, person_, card_, "online", source_day_, context.today);
  if (const Verdict rate = check_rate(attempts, policy); !rate) return rate.refusal();
  const int failures = failures_in_a_row(attempts.outcomes);
  if (failures >= policy.verification_failures_max.value) {
    return refuse("verification_failed_too_often", {{"times", std::to_string(failures)}},
                  {policy.verification_failures_max.citation});
  }
  if (!face_.outcome()) return refuse("verifier_not_connected");
  const VerificationCode code = *face_.outcome();
  const std::string_view outcome = outcome_of(code);
  storage::Plan plan =
      code == VerificationCode::passed
          ? activated(known.card, ActivationChannel::online, known.by, context)
          : not_activated(code, outcome, policy.verification_failures_max.value - failures - 1);
  record_attempt(plan, {person_, card_, "online", source_day_, std::string(outcome)}, context);
  return plan;
}

void ExtendActivation::read(business::Reader& reader, const business::Context&, storage::Session&) {
  read_agent(reader);
  read_sighted(reader);
}

Decision<storage::Plan> ExtendActivation::decide_known(const Known& known,
                                                       const business::Context& context) const {
  if (const Verdict may = check_extension(known.card, context.today); !may) return may.refusal();
  const auto& materials = known.activation().materials_counter;
  if (const Verdict seen = check_sighted(known, materials.value, materials.citation); !seen) {
    return seen.refusal();
  }
  CardChange change(known.card, context);
  change.edit().activate_by = last_day_to_activate(context.today, known.activation());
  change.edit().reminded = false;
  std::vector<Fact> facts;
  if (change.card().activate_by) {
    facts.push_back({"activate_by", change.card().activate_by->to_string()});
  }
  change.tell("activation_extended", facts, known.by);
  storage::Plan plan;
  plan.event = "activation_extended";
  change.write(plan);
  plan.notify(person_, "activation_extended", facts);
  plan.reasons.push_back({"activation_extended", facts, {known.activation().window_days.citation}});
  plan.answer = present_card(change.card(), context);
  return plan;
}

Decision<storage::Plan> RemindActivation::decide_known(const Known& known,
                                                       const business::Context& context) const {
  const Card& card = known.card;
  const bool due = card.is_held() && card.medical_function == Function::inactive &&
                   card.activate_by && !card.reminded && context.today <= *card.activate_by &&
                   context.today >= *card.activate_by - known.activation().reminder_days.value;
  if (!due) return refuse("no_reminder_due");
  CardChange change(card, context);
  change.edit().reminded = true;
  const std::vector<Fact> facts{{"activate_by", card.activate_by->to_string()}};
  change.tell("activation_reminded", facts);
  storage::Plan plan;
  plan.event = "activation_reminded";
  change.write(plan);
  plan.notify(card.person, "activation_reminder", facts);
  return plan;
}

}  // namespace yibao::card
