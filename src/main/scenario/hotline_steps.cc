// Sentences about calls to 12393 and 12333: who dials, what is keyed, what is heard.
#include <algorithm>

#include "base/spoken.h"
#include "business/hotline/rules.h"
#include "main/scenario/steps.h"

namespace yibao::main {

namespace {

constexpr const char* kCall = "热线通话";
constexpr const char* kStep = "热线步数";

void follow(World& world, const Told& told) {
  if (!told.done()) return;
  world.note(kCall, told.text("call"));
  world.note(kStep, std::to_string(told.integer("step")));
}

void dial(World& world, const std::string& number, const std::string& caller) {
  Tree body = Tree::object({{"dialled", number}});
  if (!caller.empty()) body.set("caller", caller);
  follow(world, world.post(world.telephone_system(), "/v1/hotline-calls", std::move(body)));
}

void dial_from(World& world, const Captures& says, std::ostream&) {
  dial(world, says.at("number"), says.at("caller"));
}
void dial_withheld(World& world, const Captures& says, std::ostream&) {
  dial(world, says.at("number"), "");
}

void step(World& world, const std::string& member, Tree value) {
  Tree body = Tree::object({{"step", std::int64_t{std::stoll(world.noted(kStep))}}});
  if (!member.empty()) body.set(member, std::move(value));
  follow(world, world.post(world.telephone_system(),
                           "/v1/hotline-calls/" + world.noted(kCall) + "/steps", std::move(body)));
}

void press(World& world, const Captures& says, std::ostream&) {
  step(world, "keys", says.at("keys"));
}
void press_nothing(World& world, const Captures&, std::ostream&) {
  step(world, "", {});
}
void hang_up(World& world, const Captures&, std::ostream&) {
  step(world, "hang_up", true);
}

// On a telephone the X is a star.
void press_identity(World& world, const Captures& says, std::ostream&) {
  std::string number = world.identity_number(says.at("person"));
  // Letters before the digits are the keys that bear them; the last place is X, a star.
  if (number.front() >= 'A') {
    number = hotline::keyed(number);
  } else {
    std::ranges::replace(number, 'X', '*');
  }
  step(world, "keys", number);
}
void press_card(World& world, const Captures& says, std::ostream&) {
  step(world, "keys", hotline::keyed(says.at("number")));
}

void press_code(World& world, const Captures& says, std::ostream&) {
  step(world, "keys", code_received_by(world, says.at("person")));
}

// All that was said last, as it is spoken.
std::string heard(World& world) {
  std::string text;
  for (const Tree& line : *part(world.last().body, {"say"}).list()) {
    text += read_aloud(*part(line, {"detail"}).text() + *part(line, {"next_step"}).text());
  }
  return text;
}

void hears(World& world, const Captures& says, std::ostream&) {
  must_be_done(world.last());
  const std::string text = heard(world);
  if (text.find(says.at("words")) == std::string::npos) {
    throw Fault("not heard: " + says.at("words") + "; heard: " + text);
  }
}
void hears_nothing_of(World& world, const Captures& says, std::ostream&) {
  must_be_done(world.last());
  const std::string text = heard(world);
  if (text.find(says.at("words")) != std::string::npos) throw Fault("heard: " + text);
}

void stands_at(World& world, const Captures& says, std::ostream&) {
  must_be_done(world.last());
  must_equal("state", says.at("state"), world.last().text("state"));
}

void took_steps(World& world, const Captures& says, std::ostream&) {
  const std::int64_t most = std::stoll(says.at("number"));
  if (world.last().integer("step") > most) {
    throw Fault("took " + std::to_string(world.last().integer("step")) + " steps");
  }
}

void has_calls(World& world, const Captures& says, std::ostream&) {
  const RegionCode region = world.place(says.at("place"));
  const Told& told =
      world.get(world.officer(region), "/v1/hotline-calls?region=" + region.to_string());
  must_be_done(told);
  must_equal("calls", says.at("number"), std::to_string(part(told.body, {"calls"}).list()->size()));
}

void sees_view(World& world, const Captures& says, std::ostream&) {
  const std::string person = says.at("person");
  const Told& told =
      world.get(world.participant(person), "/v1/people/" + world.person(person) + "/views");
  must_be_done(told);
  const Tree::List& views = *part(told.body, {"views"}).list();
  const bool there = std::ranges::any_of(views, [&](const Tree& each) {
    return *part(each, {"endpoint"}).text() == says.at("endpoint");
  });
  if (!there) throw Fault("no such view: " + told.body.to_json());
}

}  // namespace

std::vector<Step> hotline_steps() {
  return {
      {"{caller} 拨打热线 {number}", &dial_from},
      {"隐藏号码拨打热线 {number}", &dial_withheld},
      {"按键 {keys}", &press},
      {"不按键", &press_nothing},
      {"按 {person} 的身份证号", &press_identity},
      {"按社保卡号 {number}", &press_card},
      {"按 {person} 收到的验证码", &press_code},
      {"挂机", &hang_up},
  };
}

std::vector<Step> hotline_expectations() {
  return {
      {"听到 {words}", &hears},
      {"没有听到 {words}", &hears_nothing_of},
      {"通话停在 {state}", &stands_at},
      {"通话不超过 {number} 步", &took_steps},
      {"{place} 有 {number} 通热线来电", &has_calls},
      {"{person} 的查看记录有 {endpoint}", &sees_view},
  };
}

}  // namespace yibao::main
