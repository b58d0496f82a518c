// Sentences about seals: what is held, and which steps clear it.
#include "main/scenario/steps.h"

namespace yibao::main {

namespace {

const Tree& seals_of(World& world, const Captures& says, const std::string& on) {
  const Told& told = world.get(world.participant(says.at("person")),
                               "/v1/people/" + world.person(says.at("person")) + "/seals" +
                                   (on.empty() ? "" : "?on=" + on));
  must_be_done(told);
  return told.body;
}

// The texts of one member of each item of a list: "loss、gap".
std::string joined(const Tree& list, std::string_view member) {
  std::string text;
  for (const Tree& each : *list.list()) {
    text += (text.empty() ? "" : "、") + *part(each, {member}).text();
  }
  return text.empty() ? "无" : text;
}

void tell(const Tree& one, std::ostream& story) {
  const Tree& reason = part(one, {"reason"});
  story << "     · " << *part(reason, {"title"}).text() << ": " << *part(reason, {"detail"}).text()
        << " → " << *part(reason, {"next_step"}).text() << "\n";
}

void sealed_on(World& world, const Captures& says, std::ostream& story) {
  const Tree& seals = part(seals_of(world, says, says.at("day")), {"seals"});
  for (const Tree& seal : *seals.list()) tell(seal, story);
  must_equal("封存", says.at("causes"), joined(seals, "cause"));
}

void sealed_now(World& world, const Captures& says, std::ostream& story) {
  Captures today = says;
  today["day"] = world.today().to_string();
  sealed_on(world, today, story);
}

// Of ways to choose from, each: "cancel_loss/replace_card".
void steps_are(World& world, const Captures& says, std::ostream& story) {
  std::string came;
  for (const Tree& step : *part(seals_of(world, says, ""), {"steps"}).list()) {
    std::string ways;
    for (const Tree& way : *part(step, {"ways"}).list()) {
      tell(way, story);
      ways += (ways.empty() ? "" : "/") + *part(way, {"way"}).text();
    }
    came += (came.empty() ? "" : "、") + ways;
  }
  must_equal("解封步骤", says.at("ways"), came.empty() ? "无" : came);
}

// A member of the first way of the step that clears a cause: an amount, a day.
const Tree& first_way(World& world, const Captures& says) {
  for (const Tree& step : *part(seals_of(world, says, ""), {"steps"}).list()) {
    if (*part(step, {"cause"}).text() == says.at("cause")) {
      return part(step, {"ways"}).list()->front();
    }
  }
  throw Fault("no step clears " + says.at("cause"));
}

void amount_is(World& world, const Captures& says, std::ostream&) {
  const Tree& way = first_way(world, says);
  must_equal("应缴", says.at("amount"),
             Money::fen(*part(way, {"amount_fen"}).integer()).to_yuan());
}

void debtor_is(World& world, const Captures& says, std::ostream&) {
  const Tree& debts = part(first_way(world, says), {"debts"});
  must_equal("欠费单位", says.at("debtor"), *part(debts.list()->front(), {"debtor"}).text());
}

void benefits_from(World& world, const Captures& says, std::ostream&) {
  must_equal("待遇自", says.at("day"),
             *part(first_way(world, says), {"benefits_from"}).text());
}

void works_at(World& world, const Captures& says, std::ostream&) {
  const std::string region = world.place(says.at("place")).to_string();
  std::string came;
  for (const Tree& place : *part(seals_of(world, says, ""), {"works"}).list()) {
    if (*part(place, {"region"}).text() != region) continue;
    for (const char* what : {"benefit", "spending", "card", "id_card", "e_certificate",
                             "transfer"}) {
      if (*part(place, {what}).text() != "allowed") continue;
      came += (came.empty() ? "" : "、") + std::string(what);
    }
  }
  must_equal("仍可使用", says.at("what"), came.empty() ? "无" : came);
}

}  // namespace

std::vector<Step> seal_steps() {
  return {};
}

std::vector<Step> seal_expectations() {
  return {
      {"{person} 在 {day} 的封存为 {causes}", sealed_on},
      {"{person} 的封存为 {causes}", sealed_now},
      {"{person} 的解封步骤为 {ways}", steps_are},
      {"{person} 的 {cause} 应缴 {amount} 元", amount_is},
      {"{person} 的 {cause} 欠费单位为 {debtor}", debtor_is},
      {"{person} 今日解除 {cause},待遇自 {day} 起", benefits_from},
      {"{person} 在 {place} 仍可使用 {what}", works_at},
  };
}

}  // namespace yibao::main
