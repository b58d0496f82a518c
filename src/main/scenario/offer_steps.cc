// Sentences about what the pages offer: a card's next steps, and what is worth a way to a counter.
#include "main/scenario/steps.h"

namespace yibao::main {

namespace {

Tree of_person(World& world, const Captures& says, const std::string& what) {
  const Told& told = world.get(world.participant(says.at("person")),
                               "/v1/people/" + world.person(says.at("person")) + "/" + what);
  must_be_done(told);
  return told.body;
}

void offers_are(World& world, const Captures& says, std::ostream&) {
  const Tree cards = of_person(world, says, "cards");
  std::string came;
  for (const Tree& each : *part(cards, {"offers"}).list()) {
    came += (came.empty() ? "" : "、") + *each.text();
  }
  must_equal("可以办", says.at("offers"), came.empty() ? "无" : came);
}

// Of each step, the one that has to be taken before it: "0、1、0".
void waits_are(World& world, const Captures& says, std::ostream&) {
  const Tree seals = of_person(world, says, "seals");
  std::string came;
  for (const Tree& each : *part(seals, {"steps"}).list()) {
    came += (came.empty() ? "" : "、") + std::to_string(*part(each, {"after"}).integer());
  }
  must_equal("先后", says.at("after"), came);
}

void ready_by_is(World& world, const Captures& says, std::ostream&) {
  const Tree cards = of_person(world, says, "cards");
  std::string came = "无";
  for (const Tree& each : *part(cards, {"cards"}).list()) {
    if (const Tree* day = each.find("ready_by")) came = *day->text();
  }
  must_equal("最迟制成", says.at("day"), came);
}

std::string count(const Tree& answer, std::string_view list) {
  return std::to_string(part(answer, {list}).list()->size());
}

void settlements_listed(World& world, const Captures& says, std::ostream&) {
  const Tree answer = of_person(world, says, "reimbursable-settlements");
  must_equal("列出", says.at("listed"), count(answer, "settlements"));
  must_equal("扣减", says.at("deducted"), count(answer, "deducted"));
  must_equal("窗口", says.at("offices"), count(answer, "where"));
}

}  // namespace

std::vector<Step> offer_expectations() {
  return {
      {"{person} 的社保卡现在可以办 {offers}", offers_are},
      {"{person} 的解封各步先后为 {after}", waits_are},
      {"{person} 的新卡最迟 {day} 制成", ready_by_is},
      {"{person} 的可补报列出 {listed} 笔、扣减 {deducted} 笔,去 {offices} 处窗口",
       settlements_listed},
  };
}

}  // namespace yibao::main
