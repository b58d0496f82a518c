// Sentences about the staff: who is made what, who is away, who works on what, and who looked at
// somebody in an emergency.
#include "main/scenario/steps.h"

namespace yibao::main {

namespace {

using business::Role;

constexpr std::pair<const char*, const char*> kRoleWords[] = {
    {"经办人员", "agency_officer"}, {"复核人员", "senior_officer"},
    {"系统管理员", "system_admin"}, {"安全管理员", "security_admin"},
    {"审计管理员", "audit_admin"},  {"政策维护人员", "policy_officer"},
    {"窗口人员", "county_window"},
};

std::string role_of(const std::string& word) {
  for (const auto& [name, code] : kRoleWords) {
    if (word == name) return code;
  }
  throw Fault("no role of the staff: " + word);
}

std::int64_t number_of(const std::string& text) {
  return std::stoll(text);
}

void join(World& world, const Captures& says, const std::string& place) {
  Tree body =
      Tree::object({{"staff", number_of(says.at("number"))},
                    {"name", says.at("person")},
                    {"identity_number",
                     world.new_identity_number(RegionCode(441900), Date::of(1985, 3, 1), true)}});
  if (!place.empty()) body.set("region", world.place(place).to_string());
  must_be_done(world.post(world.administrator(Role::system_admin), "/v1/staff", std::move(body)));
}

std::string staff_path(const Captures& says, const std::string& step) {
  return "/v1/staff/" + says.at("number") + "/" + step;
}

void assign(World& world, const Captures& says) {
  const RegionCode region = world.place(says.at("place"));
  world.post(
      world.senior_officer(region), "/v1/agencies/" + region.to_string() + "/assignments",
      Tree::object({{"case", world.application()}, {"staff", number_of(says.at("number"))}}));
}

}  // namespace

std::vector<Step> staff_steps() {
  return {
      {"{person} 到 {place} 任职,工号 {number}",
       [](World& world, const Captures& says, std::ostream&) {
         join(world, says, says.at("place"));
       }},
      {"{person} 到省级任职,工号 {number}",
       [](World& world, const Captures& says, std::ostream&) { join(world, says, ""); }},
      {"授予工号 {number} {role}",
       [](World& world, const Captures& says, std::ostream&) {
         world.post(world.administrator(Role::security_admin), staff_path(says, "roles"),
                    Tree::object({{"role", role_of(says.at("role"))}}));
       }},
      {"收回工号 {number} {role}",
       [](World& world, const Captures& says, std::ostream&) {
         world.post(world.administrator(Role::security_admin), staff_path(says, "roles/end"),
                    Tree::object({{"role", role_of(says.at("role"))}}));
       }},
      {"工号 {number} 请假,自 {from} 至 {to},由 {stand_in} 代班",
       [](World& world, const Captures& says, std::ostream&) {
         world.post(world.administrator(Role::system_admin), staff_path(says, "absences"),
                    Tree::object({{"from", says.at("from")},
                                  {"to", says.at("to")},
                                  {"stand_in", number_of(says.at("stand_in"))}}));
       }},
      {"{place} 把办件派给工号 {number}",
       [](World& world, const Captures& says, std::ostream&) { assign(world, says); }},
      {"{place} 改派工号 {number} 的全部办件",
       [](World& world, const Captures& says, std::ostream&) {
         const RegionCode region = world.place(says.at("place"));
         world.post(world.senior_officer(region),
                    "/v1/agencies/" + region.to_string() + "/reassignment",
                    Tree::object({{"from", number_of(says.at("number"))}, {"why", "请假"}}));
       }},
      {"登记 {place} 的部门 APP",
       [](World& world, const Captures& says, std::ostream&) {
         const std::string region = world.place(says.at("place")).to_string();
         must_be_done(world.post(world.administrator(Role::security_admin), "/v1/clients",
                                 Tree::object({{"client", "local-app-" + region},
                                               {"name", says.at("place") + "医保 APP"},
                                               {"channel", "local_app"},
                                               {"region", region},
                                               {"roles", Tree(Tree::List{"participant"})}})));
       }},
      {"{place} 应急查看 {person},理由 {why}",
       [](World& world, const Captures& says, std::ostream&) {
         world.post(world.officer(world.place(says.at("place"))),
                    "/v1/people/" + world.person(says.at("person")) + "/break-glass",
                    Tree::object({{"why", says.at("why")}}));
       }},
      {"审计管理员认为对 {person} 的应急查看 {verdict}",
       [](World& world, const Captures& says, std::ostream&) {
         const bool right = says.at("verdict") == "正当";
         world.post(world.administrator(Role::audit_admin),
                    "/v1/people/" + world.person(says.at("person")) + "/break-glass/1/review",
                    Tree::object({{"verdict", right ? "justified" : "not_justified"},
                                  {"note", says.at("verdict")}}));
       }},
  };
}

std::vector<Step> staff_expectations() {
  return {
      {"{place} 能看到 {person} 的余额",
       [](World& world, const Captures& says, std::ostream&) {
         must_be_done(world.get(world.officer(world.place(says.at("place"))),
                                "/v1/people/" + world.person(says.at("person")) + "/balance"));
       }},
      {"{place} 看不到 {person} 的余额",
       [](World& world, const Captures& says, std::ostream&) {
         const Told& told = world.get(world.officer(world.place(says.at("place"))),
                                      "/v1/people/" + world.person(says.at("person")) + "/balance");
         if (told.done()) throw Fault("the balance was shown");
         must_equal("why", "other_agency", told.text("code"));
       }},
      {"待审查的应急查看有 {count} 次",
       [](World& world, const Captures& says, std::ostream&) {
         const Told& told =
             world.get(world.administrator(Role::audit_admin), "/v1/access/break-glass");
         must_equal("how many", says.at("count"),
                    std::to_string(part(told.body, {"break_glass"}).list()->size()));
       }},
      {"工号 {number} 手上有 {count} 个办件",
       [](World& world, const Captures& says, std::ostream&) {
         const Told& told = world.get(world.officer(world.place("东莞")),
                                      "/v1/agencies/441900/assignments?staff=" + says.at("number"));
         must_equal("how many", says.at("count"),
                    std::to_string(part(told.body, {"assignments"}).list()->size()));
       }},
  };
}

}  // namespace yibao::main
