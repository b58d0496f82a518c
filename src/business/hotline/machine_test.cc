// Goal: nobody is ever stuck in the dialog: in every place a person, the way back and hanging up
// end well, and no call goes on for ever.
#include "business/hotline/machine.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "business/hotline/rules.h"
#include "business/hotline/words.h"

namespace yibao::hotline {
namespace {

HotlineCall at(State state) {
  HotlineCall call;
  call.state = state;
  call.region = RegionCode(441900);
  call.topic = Topic::balance;
  call.steps = 1;
  call.path = "place";
  return call;
}

std::vector<State> waiting_states() {
  std::vector<State> all;
  for (std::size_t i = 0; i < kStates; ++i) {
    if (waits(static_cast<State>(i))) all.push_back(static_cast<State>(i));
  }
  return all;
}

// Whatever the keys turn out to mean.
rc::Gen<Known> any_known() {
  return rc::gen::build<Known>(
      rc::gen::set(&Known::region, rc::gen::element(RegionCode(), RegionCode(441900))),
      rc::gen::set(&Known::sound), rc::gen::set(&Known::person_found), rc::gen::set(&Known::right),
      rc::gen::set(&Known::has_card), rc::gen::set(&Known::activation_open),
      rc::gen::set(&Known::staff_there));
}

rc::Gen<Input> any_input() {
  static const std::vector<std::string> kKeys{
      "", "*", "0", "#", "1", "2", "5", "6", "7", "8", "9", "246801", "44190019900101001*"};
  return rc::gen::map(rc::gen::elementOf(kKeys), [](const std::string& keys) {
    return Input{keys.empty() ? Input::Kind::silence : Input::Kind::keys, keys};
  });
}

// What the command can say in this state; a driver cannot bring about anything else.
Outcome possible(State state, const std::string& keys, int choice) {
  static const std::map<State, std::vector<Outcome>> kOutcomes{
      {State::card_number, {Outcome::factor_needed, Outcome::wrong_pair, Outcome::refused}},
      {State::factor, {Outcome::code_sent, Outcome::wrong_pair, Outcome::refused}},
      {State::card_password,
       {Outcome::done, Outcome::wrong, Outcome::wrong_pair, Outcome::refused}},
      {State::card_code, {Outcome::done, Outcome::wrong, Outcome::wrong_pair, Outcome::refused}},
      {State::confirm_loss, {Outcome::done, Outcome::refused}}};
  const auto found = kOutcomes.find(state);
  if (found == kOutcomes.end() || keys.empty()) return Outcome::none;
  return found->second[static_cast<std::size_t>(choice) % found->second.size()];
}

TEST(HotlineMachine, every_transition_says_what_comes_next) {
  for (const HotlineTransition& row : kTable) {
    const bool asks = (row.effects & kAsk) != 0;
    EXPECT_EQ(asks, !is_terminal(row.to)) << to_text(row.from) << " " << to_text(row.event);
  }
}

// R-160, C-14: a person, the way back, hearing it again, hanging up.
TEST(HotlineMachine, offers_a_person_and_a_way_out_in_every_state) {
  for (const State state : waiting_states()) {
    Known known;
    known.staff_there = true;
    EXPECT_EQ(event_of(at(state), {Input::Kind::keys, "0"}, known), Event::go_to_person);
    known.staff_there = false;
    EXPECT_EQ(event_of(at(state), {Input::Kind::keys, "0"}, known), Event::person_away);
    EXPECT_EQ(moved(at(state), Event::person_away).state, state);
    EXPECT_EQ(event_of(at(state), {Input::Kind::keys, "*"}, known), Event::repeat);
    EXPECT_EQ(moved(at(state), Event::repeat).state, state);
    EXPECT_EQ(event_of(at(state), {Input::Kind::hang_up, ""}, known), Event::hang_up);
    EXPECT_TRUE(moved(at(state), Event::hang_up).is_over());
    if (state == State::region) continue;
    EXPECT_EQ(event_of(at(state), {Input::Kind::keys, "#"}, known), Event::back);
    EXPECT_EQ(moved(at(state), Event::back).state, State::menu);
  }
}

TEST(HotlineMachine, ends_after_three_silences) {
  for (const State state : waiting_states()) {
    HotlineCall call = at(state);
    for (int i = 1; i < kMissesMax; ++i) {
      ASSERT_EQ(event_of(call, {}, {}), Event::silence) << to_text(state);
      call = moved(call, Event::silence);
    }
    EXPECT_EQ(event_of(call, {}, {}), Event::nobody_there) << to_text(state);
  }
}

// R-136: three tries, then the end; of what proves who calls, over the whole call.
TEST(HotlineMachine, ends_after_three_wrong_numbers) {
  for (const State state : waiting_states()) {
    if (!table::can_be_wrong(state)) continue;
    HotlineCall call = at(state);
    Known known;
    known.outcome = Outcome::wrong;
    const Input keys{Input::Kind::keys, "000001"};
    if (state == State::card_number) known.outcome = Outcome::wrong_pair;
    known.sound = state == State::card_number;
    for (int i = 1; i < known.tries_max; ++i) {
      const Event event = event_of(call, keys, known);
      ASSERT_NE(event, Event::last_try) << to_text(state);
      call = moved(call, event);
      call.state = state;  // from wrong_pair the numbers are asked again
    }
    EXPECT_EQ(event_of(call, keys, known), Event::last_try) << to_text(state);
  }
}

TEST(HotlineMachine, asks_each_topic_for_no_more_than_it_needs) {
  struct Case {
    const char* key;
    Event unknown;    // who calls is not known
    Event by_number;  // an identity number was keyed
    Event verified;
  };
  const Case kCases[] = {
      {"1", Event::ask_who, Event::ask_password, Event::answer},
      {"2", Event::ask_who, Event::ask_password, Event::answer},
      {"3", Event::ask_who, Event::ask_password, Event::answer},
      {"4", Event::ask_who, Event::ask_password, Event::answer},
      {"5", Event::ask_who, Event::answer, Event::answer},  // R-161
      {"6", Event::ask_who, Event::ask_card, Event::ask_card},
      {"7", Event::ask_who, Event::ask_proof, Event::confirm},
      {"8", Event::open_guides, Event::open_guides, Event::open_guides},
      {"9", Event::slow_down, Event::slow_down, Event::slow_down},
  };
  Known known;
  known.person_found = known.activation_open = known.has_card = true;
  for (const Case& each : kCases) {
    HotlineCall call = at(State::menu);
    const Input key{Input::Kind::keys, each.key};
    EXPECT_EQ(event_of(call, key, known), each.unknown) << each.key;
    call.identity_number = "44190019900101001X";
    EXPECT_EQ(event_of(call, key, known), each.by_number) << each.key;
    call.verified = true;
    EXPECT_EQ(event_of(call, key, known), each.verified) << each.key;
  }
  known.activation_open = false;  // R-135
  EXPECT_EQ(event_of(at(State::menu), {Input::Kind::keys, "6"}, known), Event::not_offered);
}

// R-050: the menu, the number, the password.
TEST(HotlineMachine, reaches_the_balance_in_four_steps) {
  Known known;
  known.sound = known.right = known.person_found = true;
  HotlineCall call;
  call = moved(call, Event::place);
  int steps = 1;
  for (const char* keys : {"1", "44190019900101001*", "246801"}) {
    const Event event = event_of(call, {Input::Kind::keys, keys}, known);
    call = moved(call, event);
    call.topic = Topic::balance;
    if (event == Event::answer) break;
    ++steps;
  }
  EXPECT_EQ(call.state, State::answered);
  EXPECT_LE(steps, 4);
}

// Every event that the rules can choose has its place in the table, has words where it needs them,
// and the call ends within its steps whatever is keyed.
RC_GTEST_PROP(HotlineProperty, every_call_ends, ()) {
  policy::RegionPolicy policy;
  HotlineCall call = moved(HotlineCall{}, *rc::gen::element(Event::place, Event::not_placed));
  for (int i = 0; !call.is_over(); ++i) {
    Known known = *any_known();
    const Input input = *any_input();
    known.outcome = possible(call.state, input.keys, *rc::gen::inRange(0, 12));
    RC_ASSERT(i <= known.steps_max);
    const Event event = event_of(call, input, known);
    const HotlineTransition* transition = find(call.state, event);
    RC_ASSERT(transition != nullptr);
    HotlineCall after = moved(call, event);
    if (call.state == State::menu) after.topic = topic_of_key(input.keys);
    if (after.topic == Topic::none) after.topic = Topic::balance;
    if (call.state == State::identity && known.sound) after.identity_number = "x";
    if ((transition->effects & kRemark) != 0) {
      RC_ASSERT(remark_on(event, call, after, policy).has_value());
    }
    if ((transition->effects & kAsk) != 0) RC_ASSERT(!question_of(after).code.empty());
    call = after;
  }
  RC_ASSERT(call.steps <= Known{}.steps_max + 1);
}

TEST(HotlineMachine, draws_itself) {
  const std::string drawn = to_mermaid();
  EXPECT_NE(drawn.find("[*] --> ringing"), std::string::npos);
  EXPECT_NE(drawn.find("menu --> identity: ask_who"), std::string::npos);
  EXPECT_NE(drawn.find("ended --> [*]"), std::string::npos);
}

}  // namespace
}  // namespace yibao::hotline
