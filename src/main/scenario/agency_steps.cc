// Sentences about agencies.
#include "main/scenario/steps.h"

namespace yibao::main {

namespace {

std::string path_of(World& world, const Captures& says) {
  return "/v1/agencies/" + world.place(says.at("place")).to_string() + "/changes";
}

const Told& propose_agency(World& world, const Captures& says, bool on_system) {
  return world.post(world.officer(world.place(says.at("place")), 1), path_of(world, says),
                    Tree::object({{"name", says.at("agency")},
                                  {"aliases", Tree(Tree::List{"社保局", "医保中心"})},
                                  {"phone", says.at("phone")},
                                  {"address", says.at("address")},
                                  {"hotlines", Tree(Tree::List{"12393", "12333"})},
                                  {"hours", "工作日 9:00-12:00, 13:00-17:00"},
                                  {"on_system", on_system}}));
}

void register_agency(World& world, const Captures& says, bool on_system) {
  const Told& proposed = propose_agency(world, says, on_system);
  must_be_done(proposed);
  must_be_done(
      world.post(world.officer(world.place(says.at("place")), 2), path_of(world, says) + "/decide",
                 Tree::object({{"change", proposed.integer("change")}, {"decision", "approve"}})));
}

}  // namespace

std::vector<Step> agency_steps() {
  return {
      {"{place} 尝试登记经办机构 {agency},电话 {phone},地址 {address}",
       [](World& world, const Captures& says, std::ostream&) {
         propose_agency(world, says, true);
       }},
      {"{place} 登记经办机构 {agency},电话 {phone},地址 {address}",
       [](World& world, const Captures& says, std::ostream&) {
         register_agency(world, says, true);
       }},
      {"{place} 登记不在本系统的经办机构 {agency},电话 {phone},地址 {address}",
       [](World& world, const Captures& says, std::ostream&) {
         register_agency(world, says, false);
       }},
  };
}

}  // namespace yibao::main
