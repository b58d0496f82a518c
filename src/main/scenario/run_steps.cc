// Sentences about bulk work over a region.
#include "main/runs.h"
#include "main/scenario/steps.h"

namespace yibao::main {

namespace {

std::string runs_of(World& world, const Captures& says) {
  return "/v1/regions/" + world.place(says.at("place")).to_string() + "/runs";
}

void report_employer(World& world, const Captures& says, std::ostream&) {
  const RegionCode region = world.place(says.at("place"));
  Tree line = Tree::object({{"code", world.noted("code of " + says.at("employer"))}});
  must_be_done(world.post(world.officer(region),
                          "/v1/regions/" + region.to_string() + "/employer-receipts",
                          Tree::object({{"month", says.at("month")},
                                        {"employers", Tree(Tree::List{std::move(line)})}})));
}

// Asked for over HTTP, and carried on as the server does it.
void run(World& world, const Captures& says, const std::string& kind, Tree body) {
  const Told& told = world.post(world.senior_officer(world.place(says.at("place"))),
                                runs_of(world, says) + "/" + kind, std::move(body));
  if (told.done()) carry_on_open_runs(world.installation(), [] { return false; });
  world.note("runs", runs_of(world, says));
}

void run_credits(World& world, const Captures& says, std::ostream&) {
  run(world, says, "monthly-credits", Tree::object({{"month", says.at("month")}}));
}

void run_credits_for_everybody(World& world, const Captures& says, std::ostream&) {
  run(world, says, "monthly-credits",
      Tree::object({{"month", says.at("month")}, {"everybody", true}}));
}

void run_arrears(World& world, const Captures& says, std::ostream&) {
  run(world, says, "arrears", Tree::object({{"month", says.at("month")}}));
}

void run_payouts(World& world, const Captures& says, std::ostream&) {
  run(world, says, "retiree-payouts", Tree::object({{"month", says.at("month")}}));
}

std::function<void(World&, const Captures&, std::ostream&)> run_year(const char* kind) {
  return [kind](World& world, const Captures& says, std::ostream&) {
    run(world, says, kind, Tree::object({{"year", std::int64_t{std::stoll(says.at("year"))}}}));
  };
}

void notice_says(World& world, const Captures& says, std::ostream&) {
  const Told& told =
      world.get(world.employer_officer(says.at("employer")),
                "/v1/employers/" + world.employer(says.at("employer")) + "/arrears-notices");
  must_be_done(told);
  const Tree::List& notices = *told.body.find("notices")->list();
  if (notices.empty()) throw Fault("no notice");
  const Tree& notice = notices.front();
  must_equal("months", says.at("months"), *notice.find("months")->text());
  must_equal("people", says.at("people"), std::to_string(*notice.find("people")->integer()));
  must_equal("amount", amount_of(says.at("amount")).to_yuan(),
             Money::fen(*notice.find("amount_due_fen")->integer()).to_yuan());
}

// 限期缴纳通知书, as it is handed over: the same bytes each time.
void notice_prints(World& world, const Captures& says, std::ostream& story) {
  service::Call call;
  call.method = "GET";
  call.target = "/v1/employers/" + world.employer(says.at("employer")) + "/arrears-notices/file";
  call.authorization = "Bearer " + world.employer_officer(says.at("employer"));
  const service::Answer first = world.installation().call(call);
  must_equal("打印", "200", std::to_string(first.status));
  if (!first.body.starts_with("%PDF-")) throw Fault("what was printed is no PDF");
  if (world.installation().call(call).body != first.body) throw Fault("printed twice, not alike");
  story << "     " << first.body.size() << " 字节\n";
}

void no_notice(World& world, const Captures& says, std::ostream&) {
  const Told& told =
      world.get(world.employer_officer(says.at("employer")),
                "/v1/employers/" + world.employer(says.at("employer")) + "/arrears-notices");
  must_be_done(told);
  must_equal("notices", "0", std::to_string(told.body.find("notices")->list()->size()));
}

// The latest run of the place that was spoken of last.
Tree latest_run(World& world) {
  const std::string path = world.noted("runs");
  const std::string region = path.substr(std::string("/v1/regions/").size(), 6);
  const Told& told = world.get(world.officer(*RegionCode::parse(region)), path + "?limit=1");
  must_be_done(told);
  return told.body.find("runs")->list()->front();
}

void run_came_out(World& world, const Captures& says, std::ostream&) {
  const Tree run = latest_run(world);
  must_equal("state", "done", *run.find("state")->text());
  must_equal("done", says.at("count"), std::to_string(*run.find("done")->integer()));
  must_equal("amount", amount_of(says.at("amount")).to_yuan(),
             Money::fen(*run.find("amount_fen")->integer()).to_yuan());
}

void run_left_out(World& world, const Captures& says, std::ostream&) {
  const Tree run = latest_run(world);
  must_equal("left out", says.at("count"), std::to_string(*run.find("left_out")->integer()));
}

}  // namespace

std::vector<Step> run_steps() {
  return {
      {"{place} 登记 {employer} {month} 整单位到账", report_employer},
      {"{place} 批量办理 {month} 每月划入,全部足额到账", run_credits_for_everybody},
      {"{place} 批量办理 {month} 每月划入", run_credits},
      {"{place} 批量办理 {month} 定期划款", run_payouts},
      {"{place} 批量核定 {month} 欠费", run_arrears},
      {"{place} 批量办理 {year} 年度结息", run_year("interest")},
      {"{place} 批量办理 {year} 年度结转", run_year("carry-forward")},
  };
}

std::vector<Step> run_expectations() {
  return {
      {"批量办理 {count} 项,共 {amount} 元", run_came_out},
      {"批量办理留下 {count} 项", run_left_out},
      {"{employer} 收到欠费通知:{months},{people} 人,{amount} 元", notice_says},
      {"{employer} 的限期缴纳通知书可以打印", notice_prints},
      {"{employer} 没有欠费通知", no_notice},
  };
}

}  // namespace yibao::main
