#include "business/hotline/rules.h"

#include <algorithm>

#include "base/check.h"
#include "business/hotline/area_codes.h"

namespace yibao::hotline {

namespace {

constexpr std::array<std::string_view, 6> kGuides{"transfer", "place_change", "card",
                                                  "release",  "coverage",     kContacts};
constexpr std::size_t kPathMax = 2'000;

// One digit, 1 to 9; zero where it is anything else.
std::size_t single_key(std::string_view keys) {
  return keys.size() == 1 && keys[0] >= '1' && keys[0] <= '9'
             ? static_cast<std::size_t>(keys[0] - '0')
             : 0;
}

// What is keyed there says that the caller is who they say: every wrong one counts to the end.
bool is_proof(State state) {
  return state == State::password || state == State::proof || state == State::card_number ||
         state == State::card_password || state == State::card_code;
}

bool is_failure(const HotlineCall& call, Event event) {
  const bool wrong = event == Event::wrong || event == Event::last_try;
  return (wrong && is_proof(call.state)) || event == Event::wrong_pair ||
         event == Event::find_nobody;
}

Event wrong(const HotlineCall& call, const Known& known) {
  const int so_far = is_proof(call.state) ? call.failures : call.tries;
  return so_far + 1 >= known.tries_max ? Event::last_try : Event::wrong;
}

Event missed(const HotlineCall& call, Event event) {
  return call.misses + 1 >= kMissesMax ? Event::nobody_there : event;
}

// The number is here: what is asked next, for each topic.
Event behind_number(const HotlineCall& call, Topic topic, const Known& known) {
  switch (topic) {
    case Topic::status:
      return known.person_found ? Event::answer : Event::find_nobody;
    case Topic::activation:
      return Event::ask_card;
    case Topic::loss:
      return !call.verified ? Event::ask_proof : known.has_card ? Event::confirm : Event::refused;
    case Topic::balance:
    case Topic::credits:
    case Topic::months:
    case Topic::progress:
      return call.verified ? Event::answer : Event::ask_password;
    case Topic::none:
    case Topic::guide:
      break;
  }
  YB_CHECK(false, "a topic that asks for no number");
}

Event chosen(const HotlineCall& call, const std::string& keys, const Known& known) {
  if (keys == "9") return Event::slow_down;
  const Topic topic = topic_of_key(keys);
  if (topic == Topic::none) return missed(call, Event::unclear);
  if (topic == Topic::guide) return Event::open_guides;
  if (topic == Topic::activation && !known.activation_open) return Event::not_offered;
  if (call.identity_number.empty()) return Event::ask_who;
  return behind_number(call, topic, known);
}

// 激活的结果, wherever the command was given.
Event came_out(const HotlineCall& call, const Known& known) {
  switch (known.outcome) {
    case Outcome::done:
      return Event::done;
    case Outcome::code_sent:
      return Event::send_code;
    case Outcome::factor_needed:
      return Event::ask_factor;
    case Outcome::wrong_pair:
      return wrong(call, known) == Event::last_try && is_proof(call.state) ? Event::last_try
                                                                           : Event::wrong_pair;
    case Outcome::wrong:
      return wrong(call, known);
    case Outcome::refused:
      return Event::refused;
    case Outcome::none:
      break;
  }
  YB_CHECK(false, "nothing has come out");
}

Event answer_of_keys(const HotlineCall& call, const std::string& keys, const Known& known) {
  switch (call.state) {
    case State::region:
      return known.region.is_none() ? wrong(call, known) : Event::find_region;
    case State::menu:
      return chosen(call, keys, known);
    case State::identity:
      return known.sound ? behind_number(call, call.topic, known) : wrong(call, known);
    case State::password:
      return known.right ? Event::answer : wrong(call, known);
    case State::proof:
      if (!known.right) return wrong(call, known);
      return known.has_card ? Event::confirm : Event::refused;
    case State::card_number:
      return known.sound ? came_out(call, known) : wrong(call, known);
    case State::factor:
      if (keys == "1") return Event::take_password;
      return keys == "2" ? came_out(call, known) : missed(call, Event::unclear);
    case State::card_password:
    case State::card_code:
      return came_out(call, known);
    case State::confirm_loss:
      if (keys == "1") return came_out(call, known);
      return keys == "2" ? Event::back : missed(call, Event::unclear);
    case State::guide:
      return guide_of_key(keys).empty() ? missed(call, Event::unclear) : Event::answer;
    case State::answered:
      return keys == "1" ? Event::back : missed(call, Event::unclear);
    case State::ringing:
    case State::ended:
      break;
  }
  YB_CHECK(false, "nothing is waited for");
}

}  // namespace

// 按 0 转人工, 按星号重听, 按井号返回: the same everywhere, before anything else.
Event event_of(const HotlineCall& call, const Input& input, const Known& known) {
  YB_CHECK(waits(call.state), "nothing is waited for");
  if (input.kind == Input::Kind::hang_up) return Event::hang_up;
  if (call.steps >= known.steps_max) return Event::too_long;
  if (input.kind == Input::Kind::silence) return missed(call, Event::silence);
  if (input.keys == "*") return Event::repeat;
  if (input.keys == "0") return known.staff_there ? Event::go_to_person : Event::person_away;
  if (input.keys == "#") {
    return call.state == State::region ? missed(call, Event::unclear) : Event::back;
  }
  return answer_of_keys(call, input.keys, known);
}

HotlineCall moved(HotlineCall call, Event event) {
  const HotlineTransition* transition = find(call.state, event);
  YB_CHECK(transition != nullptr, "an event that has no place there");
  if (is_failure(call, event)) ++call.failures;
  const bool missed = event == Event::silence || event == Event::unclear;
  const bool same = missed || event == Event::repeat || event == Event::person_away;
  call.misses = missed ? call.misses + 1 : 0;
  if (event == Event::wrong || event == Event::wrong_pair) {
    ++call.tries;
  } else if (!same) {
    call.tries = 0;
  }
  if (event == Event::slow_down) call.slow = !call.slow;
  ++call.steps;
  call.state = transition->to;
  if (!call.path.empty()) call.path += ' ';
  call.path += to_text(event);
  YB_CHECK(call.path.size() <= kPathMax, "a call without an end");
  return call;
}

std::optional<Topic> topic_of(std::string_view text) {
  const auto* const found = std::ranges::find(kTopicTexts, text);
  if (found == kTopicTexts.end()) return std::nullopt;
  return static_cast<Topic>(found - kTopicTexts.begin());
}

Topic topic_of_key(std::string_view keys) {
  const std::size_t key = single_key(keys);
  return key < kTopicTexts.size() ? static_cast<Topic>(key) : Topic::none;
}

bool is_open_to_all(Topic topic) {
  return topic == Topic::status || topic == Topic::guide;
}

std::string_view guide_of_key(std::string_view keys) {
  const std::size_t key = single_key(keys);
  return key == 0 || key > kGuides.size() ? std::string_view() : kGuides[key - 1];
}

Collect collect_of(State state) {
  switch (state) {
    case State::region:
      return {6, 15};
    case State::identity:
      return {18, 40};
    case State::password:
    case State::card_password:
      return {6, 20};
    case State::card_code:
      return {6, 60};  // the message has to arrive first
    case State::proof:
      return {11, 30};
    case State::card_number:
      return {20, 40};
    case State::menu:
    case State::factor:
    case State::confirm_loss:
    case State::guide:
    case State::answered:
      return {1, 10};
    case State::ringing:
    case State::ended:
      return {};
  }
  YB_CHECK(false, "no such state");
}

std::optional<Dialled> read_dialled(std::string_view number, const policy::HotlinePolicy& policy) {
  std::string digits;
  for (const char c : number) {
    if (c >= '0' && c <= '9') digits += c;
  }
  // From abroad the area code loses its nought.
  if (number.starts_with("+86")) digits = "0" + digits.substr(2);
  if (number.starts_with("+86") && digits.size() <= 6) digits.erase(0, 1);
  const std::pair<Line, int> lines[] = {{Line::medical, policy.medical_number.value},
                                        {Line::social, policy.social_number.value}};
  for (const auto& [line, own] : lines) {
    const std::string text = std::to_string(own);
    if (!digits.ends_with(text)) continue;
    const std::string before = digits.substr(0, digits.size() - text.size());
    const RegionCode region = place_of_area_code(before);
    if (before.empty() || !region.is_none()) return Dialled{line, region};
  }
  return std::nullopt;
}

// 人工服务: 工作日 9 至 12 时、13 至 17 时 (C-14).
bool staff_is_there(const policy::HotlinePolicy& policy, const calendar::Calendar& calendar,
                    Instant now) {
  constexpr std::int64_t kHour = 3'600'000;
  const Date day = now.date();
  if (!calendar.is_working_day(day)) return false;
  const std::int64_t into_day = now.milliseconds() - Instant::start_of(day).milliseconds();
  const auto within = [&](int from, int until) {
    return into_day >= from * kHour && into_day < until * kHour;
  };
  return within(policy.staff_morning_from.value, policy.staff_morning_until.value) ||
         within(policy.staff_afternoon_from.value, policy.staff_afternoon_until.value);
}

std::string keyed(std::string_view card_number) {
  constexpr std::string_view kKeys = "22233344455566677778889999";  // A to Z
  std::string keys;
  for (const char c : card_number) {
    keys += c >= 'A' && c <= 'Z' ? kKeys[static_cast<std::size_t>(c - 'A')] : c;
  }
  return keys;
}

}  // namespace yibao::hotline
