// Sentences about activating a card by telephone, and the password and codes that it takes.
#include "business/card/telephone.h"
#include "main/scenario/steps.h"

namespace yibao::main {

namespace {

std::string path_of(World& world, const std::string& person, const std::string& what) {
  return "/v1/people/" + world.person(person) + "/" + what;
}

void telephone(World& world, const Captures& says, const char* factor, const std::string& value) {
  Tree body = Tree::object(
      {{"region", world.place(says.at("place")).to_string()},
       {"identity_number", world.identity_number(says.at("person"))},
       {"card_number",
        says.contains("number") ? says.at("number") : world.noted("卡号 " + says.at("person"))},
       {"caller", says.at("caller")}});
  if (*factor != '\0') body.set("factor", factor);
  if (!value.empty()) body.set("value", value);
  world.post(world.hotline(world.place(says.at("place"))), "/v1/telephone-activations",
             std::move(body));
}

void call_with_numbers(World& world, const Captures& says, std::ostream&) {
  telephone(world, says, "", "");
}
void call_with_password(World& world, const Captures& says, std::ostream&) {
  telephone(world, says, "password", says.at("password"));
}
void call_for_code(World& world, const Captures& says, std::ostream&) {
  telephone(world, says, "code", "");
}

void call_with_code(World& world, const Captures& says, std::ostream&) {
  telephone(world, says, "code", code_received_by(world, says.at("person")));
}

void set_password(World& world, const Captures& says, std::ostream&) {
  world.post(world.participant(says.at("person")),
             path_of(world, says.at("person"), "enquiry-password"),
             Tree::object({{"password", says.at("password")}}));
}

void wait_seconds(World& world, const Captures& says, std::ostream&) {
  adapters::SimulatedClock* clock = world.installation().simulated_clock();
  clock->advance_to(Instant::from_milliseconds(clock->now().milliseconds() +
                                               std::int64_t{std::stoi(says.at("seconds"))} * 1000));
}

}  // namespace

// The message as the telephone shows it: who sends it derives the digits from the challenge.
std::string code_received_by(World& world, const std::string& person) {
  const Told& told = world.get(world.participant(person), path_of(world, person, "messages"));
  must_be_done(told);
  for (const Tree& message : *told.body.find("messages")->list()) {
    if (*message.find("rule")->text() != "telephone_code") continue;
    const std::string& challenge = *part(message, {"facts", "challenge"}).text();
    return card::telephone_code(world.installation().vault(), std::stoll(challenge));
  }
  throw Fault("no code was sent");
}

std::vector<Step> telephone_steps() {
  return {
      {"{person} 设置查询密码 {password}", set_password},
      {"{caller} 致电 {place} 热线,报 {person} 的身份证号和卡号 {number}", call_with_numbers},
      {"{caller} 致电 {place} 热线,报 {person} 的身份证号和卡号", call_with_numbers},
      {"{caller} 致电 {place} 热线,报 {person} 的身份证号、卡号和查询密码 {password}",
       call_with_password},
      {"{caller} 致电 {place} 热线,为 {person} 索取验证码", call_for_code},
      {"{caller} 致电 {place} 热线,报 {person} 收到的验证码", call_with_code},
      {"过了 {seconds} 秒", wait_seconds},
  };
}

}  // namespace yibao::main
