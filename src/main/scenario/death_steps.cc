// Sentences about deaths: reported by one officer, confirmed by another.
#include <functional>

#include "main/scenario/steps.h"

namespace yibao::main {

namespace {

std::string path_of(World& world, const Captures& says, const std::string& what) {
  return "/v1/people/" + world.person(says.at("person")) + "/death" + what;
}

const Told& report_with(World& world, const Captures& says, const std::string& kind,
                        const std::string& issued_on) {
  return world.post(world.officer(world.place(says.at("place"))), path_of(world, says, ""),
                    Tree::object({{"died_on", says.at("day")},
                                  {"evidence_kind", kind},
                                  {"evidence_number", "4419-2025-0017"},
                                  {"issued_by", "市人民医院"},
                                  {"issued_on", issued_on}}));
}

void report(World& world, const Captures& says, std::ostream&) {
  report_with(world, says, "death_certificate", says.at("day"));
}

void report_by(World& world, const Captures& says, std::ostream&) {
  report_with(world, says, says.at("kind"), says.at("issued"));
}

void confirm_by(World& world, const Captures& says, const std::string& officer) {
  world.post(officer, path_of(world, says, "/decide"), Tree::object({{"decision", "confirm"}}));
}

void confirm(World& world, const Captures& says, std::ostream&) {
  confirm_by(world, says, world.senior_officer(world.place(says.at("place"))));
}

void confirm_alone(World& world, const Captures& says, std::ostream&) {
  confirm_by(world, says, world.officer(world.place(says.at("place"))));
}

void refuse_report(World& world, const Captures& says, std::ostream&) {
  world.post(world.senior_officer(world.place(says.at("place"))), path_of(world, says, "/decide"),
             Tree::object({{"decision", "refuse"}, {"finding", says.at("finding")}}));
}

// Both officers, one after the other.
void die(World& world, const Captures& says, std::ostream& story) {
  report(world, says, story);
  must_be_done(world.last());
  confirm(world, says, story);
  must_be_done(world.last());
}

}  // namespace

std::vector<Step> death_steps() {
  return {
      {"{place} 登记 {person} 于 {day} 死亡", die},
      {"{place} 申报 {person} 于 {day} 死亡", report},
      {"{place} 申报 {person} 于 {day} 死亡,凭 {issued} 的 {kind}", report_by},
      {"{place} 由另一人确认 {person} 的死亡申报", confirm},
      {"{place} 由原申报人确认 {person} 的死亡申报", confirm_alone},
      {"{place} 由另一人核实 {person} 的死亡申报不属实,因 {finding}", refuse_report},
  };
}

}  // namespace yibao::main
