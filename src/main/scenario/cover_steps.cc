// Sentences about who covers somebody on a day, and why.
#include <algorithm>

#include "main/scenario/steps.h"

namespace yibao::main {

namespace {

std::string person_path(World& world, const Captures& says, const std::string& what) {
  return "/v1/people/" + world.person(says.at("person")) + "/" + what;
}

bool has_rule(const Tree& reasons, const std::string& rule) {
  return std::ranges::any_of(*reasons.list(), [&](const Tree& each) {
    const Tree* found = each.find("rule");
    return found != nullptr && found->text() != nullptr && *found->text() == rule;
  });
}

const Tree& entitlement_of(World& world, const Captures& says) {
  const Told& told = world.get(world.participant(says.at("person")),
                               person_path(world, says, "entitlement?on=" + says.at("day")));
  must_be_done(told);
  return told.body;
}

// Whose fund: the pooling region and the scheme.
void paid_by(World& world, const Captures& says, std::ostream&) {
  const Tree& told = entitlement_of(world, says);
  must_equal("待遇", "yes", *part(told, {"cover"}).text());
  must_equal("统筹区", world.place(says.at("place")).to_string(), *part(told, {"region"}).text());
  must_equal("险种", says.at("scheme"), *part(told, {"scheme"}).text());
}

void decided_by(World& world, const Captures& says, std::ostream&) {
  const Tree& reasons = part(entitlement_of(world, says), {"reasons"});
  if (!has_rule(reasons, says.at("rule"))) throw Fault("not among " + reasons.to_json());
}

void last_told(World& world, const Captures& says, std::ostream&) {
  const Tree& reasons = part(world.last().body, {"reasons"});
  if (!has_rule(reasons, says.at("rule"))) throw Fault("not among " + reasons.to_json());
}

// The earliest day of each way of clearing a seal: "replace_card 2025-04-03、activate_card …".
void earliest_days(World& world, const Captures& says, std::ostream&) {
  const Told& told =
      world.get(world.participant(says.at("person")), person_path(world, says, "seals"));
  must_be_done(told);
  std::string came;
  for (const Tree& step : *part(told.body, {"steps"}).list()) {
    for (const Tree& way : *part(step, {"ways"}).list()) {
      came += (came.empty() ? "" : "、") + *part(way, {"way"}).text() + " " +
              *part(way, {"earliest_on"}).text();
    }
  }
  must_equal("最早解除", says.at("days"), came);
}

// One way of clearing a seal, or of being covered sooner: what it costs and what it brings.
void way_brings(World& world, const Captures& says, std::ostream&) {
  const Told& told =
      world.get(world.participant(says.at("person")), person_path(world, says, "seals"));
  must_be_done(told);
  for (const Tree& step : *part(told.body, {"steps"}).list()) {
    for (const Tree& way : *part(step, {"ways"}).list()) {
      if (*part(way, {"way"}).text() != says.at("way")) continue;
      must_equal("应缴", amount_of(says.at("amount")).to_display(),
                 Money::fen(*part(way, {"amount_fen"}).integer()).to_display());
      must_equal("待遇自", says.at("day"), *part(way, {"benefits_from"}).text());
      return;
    }
  }
  throw Fault("no way " + says.at("way") + ": " + part(told.body, {"steps"}).to_json());
}

// 今天把未缴的都缴了,并且以后按时缴: as the coverage enquiry says it.
void covered_by_paying_today(World& world, const Captures& says, std::ostream&) {
  const Told& told =
      world.get(world.participant(says.at("person")),
                person_path(world, says, "coverage?pay_on=" + world.today().to_string()));
  must_be_done(told);
  must_equal("待遇自", says.at("day"), *part(told.body, {"covered_from"}).text());
}

}  // namespace

std::vector<Step> cover_expectations() {
  return {
      {"{person} 办 {way} 应缴 {amount} 元,今日办理的待遇自 {day}", way_brings},
      {"{person} 今天缴清未缴的,查到待遇自 {day}", covered_by_paying_today},
      {"{person} 在 {day} 由 {place} 按 {scheme} 支付", paid_by},
      {"{person} 在 {day} 的待遇理由有 {rule}", decided_by},
      {"答复的理由有 {rule}", last_told},
      {"{person} 的封存最早解除 {days}", earliest_days},
  };
}

}  // namespace yibao::main
