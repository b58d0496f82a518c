// Sentences about employers' debts, dated cover, reminders, bills, newborns and incentives.
#include "main/scenario/steps.h"

namespace yibao::main {

namespace {

std::string person_path(World& world, const Captures& says, const std::string& what) {
  return "/v1/people/" + world.person(says.at("person")) + "/" + what;
}

std::string employer_path(World& world, const Captures& says, const std::string& what) {
  return "/v1/employers/" + world.employer(says.at("employer")) + "/" + what;
}

std::int64_t fen_of(const std::string& yuan) {
  return amount_of(yuan).fen();
}

std::string yuan_of(const Tree& answer, std::string_view member) {
  return Money::fen(*part(answer, {member}).integer()).to_yuan();
}

void receive_from_employer(World& world, const Captures& says, std::ostream&) {
  world.post(world.officer(world.place(says.at("place"))), employer_path(world, says, "receipts"),
             Tree::object({{"reference", says.at("reference")},
                           {"principal_fen", fen_of(says.at("amount"))},
                           {"late_fee_fen", fen_of(says.at("fee"))}}));
}

void notify_employer(World& world, const Captures& says, std::ostream&) {
  world.post(world.officer(world.place(says.at("place"))),
             employer_path(world, says, "arrears-notices"), Tree());
}

void enrol_newborn(World& world, const Captures& says, std::ostream&) {
  const RegionCode region = world.place(says.at("place"));
  must_be_done(world.post(world.officer(region), person_path(world, says, "enrolments"),
                          Tree::object({{"region", region.to_string()}, {"kind", "newborn"}})));
}

void declare(World& world, const Captures& says, Tree provider) {
  provider.set("reference", says.at("reference"));
  provider.set("treated_on", says.at("day"));
  provider.set("amount_fen", fen_of(says.at("amount")));
  world.post(world.participant(says.at("person")), person_path(world, says, "bills"),
             std::move(provider));
}

void declare_bill(World& world, const Captures& says, std::ostream&) {
  declare(world, says, Tree::object({{"provider", world.hospital(world.place(says.at("place")))}}));
}

void declare_bill_of(World& world, const Captures& says, std::ostream&) {
  declare(world, says, Tree::object({{"provider", says.at("code")}}));
}

void declare_bill_elsewhere(World& world, const Captures& says, std::ostream&) {
  declare(world, says,
          Tree::object({{"provider_name", says.at("name")},
                        {"provider_region", world.place(says.at("place")).to_string()}}));
}

void enrol_as(World& world, const Captures& says, std::ostream&) {
  world.post(world.officer(world.place(says.at("place"))), person_path(world, says, "enrolments"),
             Tree::object({{"region", world.place(says.at("place")).to_string()},
                           {"kind", says.at("kind")}}));
}

void record_group(World& world, const Captures& says, std::ostream&) {
  must_be_done(world.post(
      world.officer(world.place(says.at("place"))), person_path(world, says, "groups"),
      Tree::object(
          {{"group", says.at("group")}, {"from", says.at("day")}, {"evidence", "民政部门认定"}})));
}

void owes(World& world, const Captures& says, std::ostream&) {
  const Told& told =
      world.get(world.employer_officer(says.at("employer")), employer_path(world, says, "arrears"));
  must_be_done(told);
  must_equal("欠费", says.at("amount"), yuan_of(told.body, "principal_fen"));
  must_equal("滞纳金", says.at("fee"), yuan_of(told.body, "late_fee_fen"));
}

void has_left(World& world, const Captures& says, std::ostream&) {
  const Told& told =
      world.get(world.employer_officer(says.at("employer")), employer_path(world, says, "arrears"));
  must_be_done(told);
  must_equal("结余", says.at("amount"), yuan_of(told.body, "left_fen"));
  must_equal("尚欠滞纳金", says.at("fee"), yuan_of(told.body, "late_fee_owed_fen"));
}

void covered_if_paid(World& world, const Captures& says, std::ostream&) {
  const Told& told = world.get(world.participant(says.at("person")),
                               person_path(world, says, "coverage?pay_on=" + says.at("day")));
  must_be_done(told);
  const Tree& from = part(told.body, {"covered_from"});
  must_equal("享受待遇起始日", says.at("from"), from.text() != nullptr ? *from.text() : "无");
}

// "no 2025-04-01、yes 2025-06-01": how the strip goes from one stretch to the next.
void strip_is(World& world, const Captures& says, std::ostream&) {
  const Told& told = world.get(
      world.participant(says.at("person")),
      person_path(world, says, "coverage?from=" + says.at("from") + "&until=" + says.at("until")));
  must_be_done(told);
  std::string came;
  std::string last;
  for (const Tree& stretch : *part(told.body, {"stretches"}).list()) {
    const std::string& cover = *part(stretch, {"cover"}).text();
    if (cover == last) continue;
    last = cover;
    came += (came.empty() ? "" : "、") + cover + " " + *part(stretch, {"from"}).text();
  }
  must_equal("待遇区间", says.at("stretches"), came);
}

void reimbursable(World& world, const Captures& says, std::ostream&) {
  const Told& told =
      world.get(world.participant(says.at("person")), person_path(world, says, "bills"));
  must_be_done(told);
  must_equal("可以手工报销", says.at("amount"), yuan_of(told.body, "reimbursable_fen"));
}

void reminded(World& world, const Captures& says, std::ostream&) {
  const Told& told =
      world.get(world.participant(says.at("person")), person_path(world, says, "messages"));
  must_be_done(told);
  int count = 0;
  for (const Tree& message : *part(told.body, {"messages"}).list()) {
    const std::string& code = *part(message, {"rule"}).text();
    if (code == "gap_reminder" || code == "window_reminder") ++count;
  }
  must_equal("提醒", says.at("count"), std::to_string(count));
}

void ceiling_is(World& world, const Captures& says, std::ostream&) {
  const std::string claimed =
      says.contains("claimed") ? "&claimed_years=" + says.at("claimed") : "";
  const Told& told =
      world.get(world.participant(says.at("person")),
                person_path(world, says, "incentive?year=" + says.at("year") + claimed));
  must_be_done(told);
  must_equal("封顶线", says.at("amount"), yuan_of(told.body, "ceiling_fen"));
}

std::string years_of(const Tree& option) {
  std::string years;
  for (const Tree& year : *part(option, {"years"}).list()) {
    years += (years.empty() ? "" : "、") + std::to_string(*year.integer());
  }
  return years;
}

void newborn_option(World& world, const Captures& says, std::ostream&) {
  const Told& told = world.get(world.participant(says.at("person")),
                               person_path(world, says, "newborn-choice?pay_on=" + says.at("day")));
  must_be_done(told);
  for (const Tree& option : *part(told.body, {"options"}).list()) {
    if (years_of(option) != says.at("years")) continue;
    must_equal("起始日", says.at("from"), *part(option, {"covered_from"}).text());
    must_equal("天数", says.at("days"), part(option, {"covered_days"}).to_json());
    must_equal("费用", says.at("cost"), yuan_of(option, "cost_fen"));
    return;
  }
  throw Fault("no such option: " + told.body.to_json());
}

void no_newborn_option(World& world, const Captures& says, std::ostream&) {
  const Told& told = world.get(world.participant(says.at("person")),
                               person_path(world, says, "newborn-choice?pay_on=" + says.at("day")));
  must_be_done(told);
  for (const Tree& option : *part(told.body, {"options"}).list()) {
    if (years_of(option) == says.at("years")) throw Fault("offered: " + option.to_json());
  }
}

}  // namespace

std::vector<Step> arrears_steps() {
  return {
      {"{place} 收到征收机构转来的 {employer} 费款 {amount} 元、滞纳金 {fee} 元,票据 {reference}",
       receive_from_employer},
      {"{place} 向 {employer} 发出限期缴纳通知", notify_employer},
      {"{person} 在 {place} 作为新生儿参保", enrol_newborn},
      {"{person} 登记 {day} 在 {place} 的医院的费用 {amount} 元,单据 {reference}", declare_bill},
      {"{person} 登记 {day} 在医药机构 {code} 的费用 {amount} 元,单据 {reference}",
       declare_bill_of},
      {"{person} 登记 {day} 在未登记的 {place} {name} 的费用 {amount} 元,单据 {reference}",
       declare_bill_elsewhere},
      {"{person} 在 {place} 以居民身份 {kind} 参保", enrol_as},
      {"{place} 登记 {person} 自 {day} 起属于 {group}", record_group},
  };
}

std::vector<Step> arrears_expectations() {
  return {
      {"{employer} 欠费 {amount} 元、滞纳金 {fee} 元", owes},
      {"{employer} 结余 {amount} 元、尚欠滞纳金 {fee} 元", has_left},
      {"{person} 如果 {day} 缴清,自 {from} 起享受待遇", covered_if_paid},
      {"{person} 自 {from} 至 {until} 的待遇依次为 {stretches}", strip_is},
      {"{person} 可以手工报销 {amount} 元", reimbursable},
      {"{person} 收到 {count} 条提醒", reminded},
      {"{person} 在 {claimed} 年度报销过,{year} 年度的封顶线为 {amount} 元", ceiling_is},
      {"{person} 在 {year} 年度的封顶线为 {amount} 元", ceiling_is},
      {"新生儿 {person} 在 {day} 缴 {years} 年度,自 {from} 起享受 {days} 天,缴 {cost} 元",
       newborn_option},
      {"新生儿 {person} 在 {day} 不提供只缴 {years} 年度", no_newborn_option},
  };
}

}  // namespace yibao::main
