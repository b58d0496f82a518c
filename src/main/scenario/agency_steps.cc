// Sentences about agencies.
#include "main/scenario/steps.h"

namespace yibao::main {

namespace {

void register_agency(World& world, const Captures& says, bool on_system) {
  const RegionCode region = world.place(says.at("place"));
  const std::string path = "/v1/agencies/" + region.to_string() + "/changes";
  const Told& proposed =
      world.post(world.officer(region, 1), path,
                 Tree::object({{"name", says.at("agency")},
                               {"aliases", Tree(Tree::List{"社保局", "医保中心"})},
                               {"phone", says.at("phone")},
                               {"address", says.at("address")},
                               {"hotlines", Tree(Tree::List{"12393", "12333"})},
                               {"hours", "工作日 9:00-12:00, 13:00-17:00"},
                               {"on_system", on_system}}));
  must_be_done(proposed);
  must_be_done(
      world.post(world.officer(region, 2), path + "/decide",
                 Tree::object({{"change", proposed.integer("change")}, {"decision", "approve"}})));
}

}  // namespace

std::vector<Step> agency_steps() {
  return {
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
