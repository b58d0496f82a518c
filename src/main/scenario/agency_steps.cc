// Sentences about agencies.
#include <utility>

#include "main/scenario/steps.h"

namespace yibao::main {

namespace {

constexpr std::pair<const char*, const char*> kSlots[] = {{"09:00", "12:00"}, {"13:00", "17:00"}};

// As the contact says them: what is open on a day of the next weeks follows from these.
void set_hours(World& world, RegionCode region) {
  Tree hours = Tree(Tree::List{});
  for (int weekday = 1; weekday <= 5; ++weekday) {
    for (const auto& [opens, closes] : kSlots) {
      hours.push(Tree::object({{"weekday", weekday}, {"opens", opens}, {"closes", closes}}));
    }
  }
  must_be_done(world.post(world.senior_officer(region),
                          "/v1/agencies/" + region.to_string() + "/opening-hours",
                          Tree::object({{"hours", std::move(hours)}})));
}

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
  if (on_system) set_hours(world, world.place(says.at("place")));
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
