// Sentences about guardians, and about proxies for a card.
#include "main/scenario/steps.h"

namespace yibao::main {

namespace {

std::string path_of(World& world, const std::string& person, const std::string& what) {
  return "/v1/people/" + world.person(person) + "/" + what;
}

void authorise(World& world, const Captures& says, const std::string& token, Tree body) {
  body.set("agent", world.person(says.at("agent")));
  const Told& told =
      world.post(token, path_of(world, says.at("person"), "authorisations"), std::move(body));
  if (told.done()) {
    world.note("授权 " + says.at("agent") + " " + says.at("person"), told.text("authorisation"));
  }
}

void record_guardian(World& world, const Captures& says, std::ostream&) {
  authorise(
      world, says, world.officer(world.place(says.at("place"))),
      Tree::object({{"kind", "guardian"}, {"relation", "parent"}, {"sighted", all_papers()}}));
  world.name_guardian(says.at("person"), says.at("agent"));
}

void record_guardian_without(World& world, const Captures& says, std::ostream&) {
  authorise(world, says, world.officer(world.place(says.at("place"))),
            Tree::object({{"kind", "guardian"},
                          {"relation", "parent"},
                          {"sighted", list_of({"household_book", "agent_identity_document"})}}));
}

void authorise_proxy(World& world, const Captures& says, std::ostream&) {
  authorise(world, says, world.participant(says.at("person")),
            Tree::object({{"kind", "proxy"},
                          {"relation", "no_relative"},
                          {"scopes", list_of({"card"})},
                          {"until", says.at("day")}}));
}

void revoke(World& world, const Captures& says, std::ostream&) {
  must_be_done(
      world.post(world.participant(says.at("person")),
                 path_of(world, says.at("person"),
                         "authorisations/" +
                             world.noted("授权 " + says.at("agent") + " " + says.at("person")) +
                             "/revocation"),
                 Tree()));
}

}  // namespace

std::vector<Step> guardian_steps() {
  return {
      {"{place} 窗口登记 {agent} 为 {person} 的监护人", record_guardian},
      {"{place} 窗口登记 {agent} 为 {person} 的监护人,没有出生证明", record_guardian_without},
      {"{person} 授权 {agent} 代办社保卡,至 {day} 止", authorise_proxy},
      {"{person} 撤销对 {agent} 的授权", revoke},
  };
}

}  // namespace yibao::main
