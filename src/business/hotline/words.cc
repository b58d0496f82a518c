#include "business/hotline/words.h"

#include "base/check.h"

namespace yibao::hotline {

namespace {

const char* question_code(State state) {
  switch (state) {
    case State::region:
      return "hotline_ask_region";
    case State::menu:
      return "hotline_menu";
    case State::identity:
      return "hotline_ask_identity";
    case State::password:
      return "hotline_ask_password";
    case State::proof:
      return "hotline_ask_proof";
    case State::card_number:
      return "hotline_ask_card_number";
    case State::factor:
      return "hotline_ask_factor";
    case State::card_password:
      return "hotline_ask_card_password";
    case State::card_code:
      return "hotline_ask_card_code";
    case State::confirm_loss:
      return "hotline_confirm_loss";
    case State::guide:
      return "hotline_guides";
    case State::answered:
      return "hotline_answered";
    case State::ringing:
    case State::ended:
      break;
  }
  YB_CHECK(false, "nothing is asked there");
}

const char* wrong_code(State state) {
  switch (state) {
    case State::region:
      return "hotline_wrong_region";
    case State::identity:
      return "hotline_wrong_identity";
    case State::proof:
      return "hotline_wrong_proof";
    case State::card_number:
      return "hotline_wrong_card_number";
    case State::card_code:
      return "hotline_wrong_code";
    case State::password:
    case State::card_password:
      return "hotline_wrong_password";
    case State::ringing:
    case State::menu:
    case State::factor:
    case State::confirm_loss:
    case State::guide:
    case State::answered:
    case State::ended:
      break;
  }
  YB_CHECK(false, "nothing can be wrong there");
}

Reason greeting(const HotlineCall& call) {
  const bool medical = call.line == Line::medical;
  if (call.region.is_none()) {
    return {medical ? "hotline_greeting_medical" : "hotline_greeting_social", {}, {}};
  }
  return {medical ? "hotline_greeting_medical_of_place" : "hotline_greeting_social_of_place",
          {{"region", call.region.to_string()}},
          {}};
}

// 人工服务时间, as policy has it.
Reason staff_away(const policy::HotlinePolicy& policy) {
  return {"hotline_staff_away",
          {{"morning_from", std::to_string(policy.staff_morning_from.value)},
           {"morning_until", std::to_string(policy.staff_morning_until.value)},
           {"afternoon_from", std::to_string(policy.staff_afternoon_from.value)},
           {"afternoon_until", std::to_string(policy.staff_afternoon_until.value)}},
          {policy.staff_morning_from.citation, policy.staff_morning_until.citation,
           policy.staff_afternoon_from.citation, policy.staff_afternoon_until.citation}};
}

}  // namespace

Reason question_of(const HotlineCall& call) {
  return {question_code(call.state), {}, {}};
}

std::optional<Reason> remark_on(Event event, const HotlineCall& before, const HotlineCall& after,
                                const policy::RegionPolicy& policy) {
  switch (event) {
    case Event::place:
    case Event::not_placed:
      return greeting(after);
    case Event::find_region:
      return Reason{"hotline_place", {{"region", after.region.to_string()}}, {}};
    case Event::turn_away:
      return Reason{"hotline_turned_away", {}, {}};
    case Event::slow_down:
      return Reason{after.slow ? "hotline_slower" : "hotline_faster", {}, {}};
    case Event::find_nobody:
      return Reason{"hotline_nobody_found", {}, {}};
    case Event::not_offered:
      return Reason{"hotline_not_offered", {{"region", after.region.to_string()}}, {}};
    case Event::done:
      return Reason{
          after.topic == Topic::loss ? "hotline_loss_reported" : "hotline_activated", {}, {}};
    case Event::send_code:
      return Reason{"hotline_code_sent",
                    {{"seconds", std::to_string(policy.activation.telephone_code_seconds.value)}},
                    {policy.activation.telephone_code_seconds.citation}};
    case Event::wrong_pair:
      return Reason{"hotline_wrong_pair", {}, {}};
    case Event::wrong:
      return Reason{wrong_code(before.state), {}, {}};
    case Event::last_try:
      return Reason{"hotline_last_try", {}, {policy.hotline.tries_max.citation}};
    case Event::unclear:
      return Reason{"hotline_unclear", {}, {}};
    case Event::nobody_there:
      return Reason{"hotline_nobody_there", {}, {}};
    case Event::go_to_person:
      return Reason{"hotline_connecting", {}, {}};
    case Event::person_away:
      return staff_away(policy.hotline);
    case Event::too_long:
      return Reason{"hotline_too_long", {}, {policy.hotline.steps_max.citation}};
    case Event::ask_who:
    case Event::ask_password:
    case Event::ask_proof:
    case Event::ask_card:
    case Event::ask_factor:
    case Event::take_password:
    case Event::confirm:
    case Event::open_guides:
    case Event::answer:
    case Event::refused:
    case Event::silence:
    case Event::repeat:
    case Event::back:
    case Event::hang_up:
      return std::nullopt;
  }
  YB_CHECK(false, "no such event");
}

}  // namespace yibao::hotline
