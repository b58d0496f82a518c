// What must hold of a transfer, of its papers and of where it waits.
#include "main/scenario/steps.h"

namespace yibao::main {

namespace {

const Told& show_case(World& world, const Captures& says) {
  // Whoever the story is about at the moment: any agency of the case may look.
  (void)says;
  const Told& told = world.get(world.auditor(), case_path(world, ""));
  must_be_done(told);
  return told;
}

std::function<void(World&, const Captures&, std::ostream&)> case_text(
    const std::string& what, std::initializer_list<std::string_view> path) {
  const std::vector<std::string_view> names(path);
  return [what, names](World& world, const Captures& says, std::ostream&) {
    const Tree* at = &show_case(world, says).body;
    for (const std::string_view name : names) {
      at = at->find(name);
      if (at == nullptr || at->is_null()) throw Fault("the case has no " + std::string(name));
    }
    const std::string came = at->text() != nullptr ? *at->text() : at->to_json();
    must_equal(what, says.at("value"), came);
  };
}

std::function<void(World&, const Captures&, std::ostream&)> waiting_is(const char* what,
                                                                       const char* value) {
  return [what, value](World& world, const Captures& says, std::ostream&) {
    must_equal(what, value, part(show_case(world, says).body, {"waiting", what}).to_json());
  };
}

void waits_at(World& world, const Captures& says, std::ostream&) {
  const std::string& region = *part(show_case(world, says).body, {"waiting", "region"}).text();
  must_equal("待办机构", world.place(says.at("value")).to_string(), region);
}

void waits_nowhere(World& world, const Captures& says, std::ostream&) {
  const Tree* waiting = show_case(world, says).body.find("waiting");
  if (waiting != nullptr && !waiting->is_null()) throw Fault("waits still: " + waiting->to_json());
}

std::function<void(World&, const Captures&, std::ostream&)> provisional_is(const char* value) {
  return [value](World& world, const Captures& says, std::ostream&) {
    must_equal("暂定", value,
               part(show_case(world, says).body, {"clocks", "provisional"}).to_json());
  };
}

std::function<void(World&, const Captures&, std::ostream&)> clock_is_late(const char* value) {
  return [value](World& world, const Captures& says, std::ostream&) {
    const std::string& leg = says.at("leg");
    const char* name = leg == "转出" ? "origin" : leg == "转入" ? "target" : "total";
    must_equal(leg + "超期", value,
               part(show_case(world, says).body, {"clocks", name, "overdue"}).to_json());
  };
}

void sheet_is(World& world, const Captures& says, std::ostream&) {
  const Told& told = world.get(world.auditor(), case_path(world, "sheet"));
  must_be_done(told);
  const Tree& latest = part(told.body, {"versions"}).list()->front();
  must_equal("信息表版本", says.at("version"), part(latest, {"version"}).to_json());
  must_equal("信息表月数", says.at("months"), part(latest, {"content", "months_total"}).to_json());
}

void certificate_is(World& world, const Captures& says, std::ostream&) {
  const std::string& number = world.certificate();
  const Told& told =
      world.get(world.auditor(), "/v1/certificates/check?number=" + number +
                                     "&check_code=" + world.noted("校验码 " + number));
  must_be_done(told);
  must_equal("参保凭证", says.at("value"),
             part(told.body, {"valid"}).to_json() == "true" ? "有效" : "无效");
}

void obstacles_are(World& world, const Captures& says, std::ostream& story) {
  must_be_done(world.last());
  std::string came;
  for (const Tree& reason : *part(world.last().body, {"reasons"}).list()) {
    came += (came.empty() ? "" : "、") + *part(reason, {"rule"}).text();
    story << "     ✗ " << *part(reason, {"title"}).text() << ": "
          << *part(reason, {"detail"}).text() << " → " << *part(reason, {"next_step"}).text()
          << "\n";
  }
  must_equal("自查结果", says.at("codes"), came);
}

void no_obstacles(World& world, const Captures&, std::ostream& story) {
  obstacles_are(world, {{"codes", ""}}, story);
}

}  // namespace

std::vector<Step> transfer_expectations() {
  return {
      {"自查列出 {codes}", obstacles_are},
      {"自查没有障碍", no_obstacles},
      {"办件状态为 {value}", case_text("办件状态", {"state"})},
      {"转出期限为 {value}", case_text("转出期限", {"clocks", "origin", "due_on"})},
      {"转入期限为 {value}", case_text("转入期限", {"clocks", "target", "due_on"})},
      {"全程期限为 {value}", case_text("全程期限", {"clocks", "total", "due_on"})},
      {"转出时限停于 {value}", case_text("转出时限", {"clocks", "origin", "paused_on"})},
      {"转入时限停于 {value}", case_text("转入时限", {"clocks", "target", "paused_on"})},
      {"转出时限止于 {value}", case_text("转出时限", {"clocks", "origin", "ended_on"})},
      {"转入时限止于 {value}", case_text("转入时限", {"clocks", "target", "ended_on"})},
      {"转出还剩 {value} 个工作日",
       case_text("转出还剩", {"clocks", "origin", "working_days_left"})},
      {"{leg}时限已超期", clock_is_late("true")},
      {"{leg}时限未超期", clock_is_late("false")},
      {"待办期限为 {value}", case_text("待办期限", {"waiting", "due_on"})},
      {"资金方式为 {value}", case_text("资金方式", {"money", "route"})},
      {"资金状态为 {value}", case_text("资金状态", {"money", "state"})},
      {"关系状态为 {value}", case_text("关系状态", {"relation"})},
      {"终止原因为 {value}", case_text("终止原因", {"end_reason"})},
      {"待办在 {value}", waits_at},
      {"待办为 {value}", case_text("待办", {"waiting", "queue"})},
      {"没有待办", waits_nowhere},
      {"待办已超期", waiting_is("overdue", "true")},
      {"待办未超期", waiting_is("overdue", "false")},
      {"待办已上报", waiting_is("escalated", "true")},
      {"待办未上报", waiting_is("escalated", "false")},
      {"催办 {value} 次", case_text("催办", {"waiting", "urged"})},
      {"期限为暂定", provisional_is("true")},
      {"期限为确定", provisional_is("false")},
      {"信息表第 {version} 版共 {months} 个月", sheet_is},
      {"参保凭证{value}", certificate_is},
      {"划转金额为 {value} 分", case_text("划转金额", {"money", "amount_fen"})},
  };
}

}  // namespace yibao::main
