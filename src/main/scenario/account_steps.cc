// Sentences about the rest of the personal account: inheritance, cash-out, payouts by a bank,
// family mutual aid, merged numbers, corrections.
#include <algorithm>
#include <array>

#include "business/payout/orders.h"
#include "main/scenario/steps.h"

namespace yibao::main {

namespace {

constexpr const char* kBankAccount = "6222021234567890123";

std::string of_application(World& world, const std::string& step) {
  return world.noted("申请") + "/" + step;
}

Tree identity_of(World& world, const std::string& name) {
  return Tree::object({{"identity_number", world.identity_number(name)}});
}

// Where a share is paid: "银行", in the heir's own name; "银行户名王五", in another's;
// "银行监护人王五", to a guardian.
void set_bank(Tree& heir, const std::string& name, const std::string& words) {
  const std::string holder = "银行户名";
  const std::string guardian = "银行监护人";
  heir.set("bank_account", kBankAccount);
  heir.set("bank_holder", name);
  if (words.starts_with(holder)) heir.set("bank_holder", words.substr(holder.size()));
  if (!words.starts_with(guardian)) return;
  heir.set("bank_holder", words.substr(guardian.size()));
  heir.set("guardian", words.substr(guardian.size()));
}

// "张一 1/3 个人账户、李四 1/6 银行": heirs with their shares and where each is paid.
Tree heirs_of(World& world, const std::string& words) {
  Tree heirs = Tree(Tree::List{});
  for (const std::string& each : listed(words)) {
    const std::size_t first = each.find(' ');
    const std::size_t last = each.rfind(' ');
    const std::string name = each.substr(0, first);
    Tree heir = Tree::object({{"share", each.substr(first + 1, last - first - 1)}});
    if (world.people().contains(name)) {
      heir.set("identity_number", world.identity_number(name));
    }
    heir.set("name", name);
    const std::string paid_to = each.substr(last + 1);
    const bool bank = paid_to.starts_with("银行");
    heir.set("paid_to", bank ? "bank" : "account");
    if (bank) set_bank(heir, name, paid_to);
    heirs.push(std::move(heir));
  }
  return heirs;
}

void inherit(World& world, const Captures& says, std::ostream&) {
  file_application(world, world.participant(says.at("heir")), says.at("heir"), "inheritances",
                   Tree::object({{"region", world.place(says.at("place")).to_string()},
                                 {"deceased", named(world, says.at("person"))},
                                 {"heirs", heirs_of(world, says.at("shares"))}}));
}

void cash_out(World& world, const Captures& says, std::ostream&) {
  Tree form = Tree::object({{"region", world.place(says.at("place")).to_string()},
                            {"ground", says.at("ground")},
                            {"bills_settled", true},
                            {"bank_account", kBankAccount},
                            {"bank_holder", says.at("person")}});
  if (says.contains("new")) form.set("moved_to", world.place(says.at("new")).to_string());
  file_application(world, world.participant(says.at("person")), says.at("person"), "cash-outs",
                   std::move(form));
}

// To the payer's bank account: an employer's where one is named.
void ask_refund(World& world, const Captures& says, std::ostream&) {
  const bool employer = says.contains("employer");
  Tree form = Tree::object({{"region", world.place(says.at("place")).to_string()},
                            {"ground", says.at("ground")},
                            {"enrolment", std::int64_t{std::stoi(says.at("enrolment"))}},
                            {"bank_account", kBankAccount},
                            {"bank_holder", says.at(employer ? "employer" : "person")}});
  if (says.contains("year")) form.set("year", std::int64_t{std::stoi(says.at("year"))});
  if (says.contains("month")) {
    form.set("months", Tree(Tree::List{Tree(says.at("month"))}));
  }
  file_application(
      world,
      employer ? world.employer_officer(says.at("employer")) : world.participant(says.at("person")),
      says.at("person"), "contribution-refunds", std::move(form));
}

// 迟报的减员: by the employer, after its report.
void correct_leaving(World& world, const Captures& says, std::ostream&) {
  file_application(world, world.employer_officer(says.at("employer")), says.at("person"),
                   "late-leavings",
                   Tree::object({{"region", world.place(says.at("place")).to_string()},
                                 {"enrolment", std::int64_t{std::stoi(says.at("enrolment"))}},
                                 {"left_on", says.at("day")},
                                 {"why", "离职手续后来才办完"}}));
}

std::function<void(World&, const Captures&, std::ostream&)> approve(int officer) {
  return [officer](World& world, const Captures& says, std::ostream&) {
    Tree checked = Tree(Tree::List{});
    for (const std::string& slot : listed(world.noted("材料"))) {
      if (!slot.empty()) checked.push(slot);
    }
    const Told& told = world.post(world.officer(world.place(says.at("place")), officer),
                                  of_application(world, "approval"),
                                  Tree::object({{"checked", std::move(checked)}}));
    if (told.done() && told.body.find("binding") != nullptr) {
      world.note("共济绑定", told.text("binding"));
    }
  };
}

void refuse_application(World& world, const Captures& says, std::ostream&) {
  world.post(world.officer(world.place(says.at("place"))), of_application(world, "refusal"),
             Tree::object({{"why", says.at("why")}}));
}

void withdraw(World& world, const Captures& says, std::ostream&) {
  world.post(world.participant(says.at("person")), of_application(world, "withdrawal"),
             Tree(Tree::Members{}));
}

// The latest payout of the application to this holder.
std::string payout_to(World& world, const std::string& holder) {
  const Told& told =
      world.get(world.auditor(), "/v1/applications/" + world.noted("办件") + "/payouts");
  must_be_done(told);
  std::string found;
  for (const Tree& each : *part(told.body, {"payouts"}).list()) {
    if (*each.find("holder")->text() == holder) found = *each.find("payout")->text();
  }
  if (found.empty()) throw Fault("no payout to " + holder);
  return found;
}

// A bank answers what it was sent.
std::string sent_to(World& world, const std::string& holder) {
  const std::string payout = payout_to(world, holder);
  send_order(world, payout);
  return payout;
}

void bank_paid(World& world, const Captures& says, std::ostream&) {
  const std::string payout = sent_to(world, says.at("holder"));
  world.post(world.bank(), "/v1/payouts/" + payout + "/result", Tree::object({{"result", "paid"}}));
}

void bank_paid_unsent(World& world, const Captures& says, std::ostream&) {
  const std::string payout = payout_to(world, says.at("holder"));
  world.post(world.bank(), "/v1/payouts/" + payout + "/result", Tree::object({{"result", "paid"}}));
}

void bank_returned(World& world, const Captures& says, std::ostream&) {
  const std::string payout = sent_to(world, says.at("holder"));
  world.post(world.bank(), "/v1/payouts/" + payout + "/result",
             Tree::object({{"result", "returned"}, {"why", "账号不存在"}}));
}

void pay_again(World& world, const Captures& says, std::ostream&) {
  const std::string payout = payout_to(world, says.at("holder"));
  world.post(world.participant(says.at("person")), "/v1/payouts/" + payout + "/again",
             Tree::object({{"bank_account", "6222029876543210987"}}));
}

constexpr std::array<const char*, 3> kOfApplication{"办件", "申请", "材料"};

void note_case(World& world, const Captures& says, std::ostream&) {
  for (const char* each : kOfApplication) {
    world.note(std::string(each) + " " + says.at("name"), world.noted(each));
  }
}

void back_to_case(World& world, const Captures& says, std::ostream&) {
  for (const char* each : kOfApplication) {
    world.note(each, world.noted(std::string(each) + " " + says.at("name")));
  }
}

// 追回: of the heir on that line of the inheritance noted as the case.
void recover(World& world, const Captures& says, const Tree& how) {
  Tree body = Tree::object({{"case", world.noted("办件 " + says.at("case"))},
                            {"line", std::stoi(says.at("line"))},
                            {"amount_fen", Money::parse_yuan(says.at("amount"))->fen()}});
  for (const auto& [name, value] : *how.members()) body.set(name, value);
  world.post(world.officer(world.place(says.at("place"))),
             "/v1/people/" + world.person(says.at("person")) + "/share-recoveries", body);
}

void recover_from_account(World& world, const Captures& says, std::ostream&) {
  recover(world, says, Tree::object({{"paid_from", "account"}}));
}

void recover_by_bank(World& world, const Captures& says, std::ostream&) {
  recover(world, says,
          Tree::object({{"paid_from", "bank"}, {"bank_serial", "R-" + world.next_serial()}}));
}

void heirs_owe(World& world, const Captures& says, std::ostream&) {
  const Told& told =
      world.get(world.auditor(), "/v1/people/" + world.person(says.at("person")) + "/share-debts");
  must_be_done(told);
  Money left;
  for (const Tree& each : *part(told.body, {"debts"}).list()) {
    left += Money::fen(std::stoll(part(each, {"left_fen"}).to_json()));
  }
  must_equal("继承人尚应退回", says.at("amount"), left.to_yuan());
}

void share(World& world, const Captures& says, std::ostream&) {
  Tree form = Tree::object({{"region", world.place(says.at("place")).to_string()},
                            {"relative", named(world, says.at("person"))},
                            {"relation", says.at("relation")}});
  if (says.contains("limit")) form.set("limit_fen", amount_of(says.at("limit")).fen());
  const bool counter = says.contains("counter");  // an officer files for them
  file_application(
      world,
      counter ? world.officer(world.place(says.at("place"))) : world.participant(says.at("payer")),
      says.at("payer"), "aid-applications", std::move(form));
}

void share_at_counter(World& world, const Captures& says, std::ostream& story) {
  Captures counter = says;
  counter["counter"] = "yes";
  share(world, counter, story);
}

void pay_with_aid(World& world, const Captures& says, std::ostream&) {
  const RegionCode region = world.place(says.at("place"));
  const Told& told = world.post(world.cashier(region),
                                "/v1/people/" + world.person(says.at("person")) + "/aid-payments",
                                Tree::object({{"amount_fen", amount_of(says.at("amount")).fen()},
                                              {"provider", world.pharmacy(region)}}));
  if (told.done()) world.note("支付 " + says.at("person"), told.text("payment_id"));
}

void pay_contribution(World& world, const Captures& says, std::ostream&) {
  world.post(world.participant(says.at("payer")),
             "/v1/people/" + world.person(says.at("payer")) + "/aid-contributions",
             Tree::object({{"insured", named(world, says.at("person"))},
                           {"year", std::int64_t{std::stoi(says.at("year"))}}}));
}

void unbind(World& world, const Captures& says, std::ostream&) {
  world.post(world.participant(says.at("person")),
             "/v1/aid-bindings/" + world.noted("共济绑定") + "/end", Tree(Tree::Members{}));
}

void merge(World& world, const Captures& says, std::ostream&) {
  const RegionCode region = world.place(says.at("place"));
  file_application(world, world.officer(region), says.at("person"), "person-merges",
                   Tree::object({{"region", region.to_string()},
                                 {"merged", identity_of(world, says.at("merged"))}}));
}

void correct(World& world, const Captures& says, std::ostream&) {
  const RegionCode region = world.place(says.at("place"));
  Tree form = Tree::object({{"region", region.to_string()},
                            {"enrolment", 1},
                            {"month", says.at("month")},
                            {"kind", says.at("kind")},
                            {"why", "单位申报有误"}});
  if (says.contains("base")) form.set("base_fen", amount_of(says.at("base")).fen());
  file_application(world, world.officer(region), says.at("person"), "contribution-corrections",
                   std::move(form));
}

void found_as(World& world, const Captures& says, std::ostream&) {
  Tree asked = identity_of(world, says.at("merged"));
  asked.set("purpose", "story");
  const Told& told = world.post(world.officer(world.place(says.at("place"))), "/v1/people/search",
                                std::move(asked));
  must_be_done(told);
  must_equal("编号", world.person(says.at("person")), told.text("person"));
}

void merged_numbers_are(World& world, const Captures& says, std::ostream&) {
  const Told& told = world.get(world.auditor(),
                               "/v1/people/" + world.person(says.at("person")) + "/merged-numbers");
  must_be_done(told);
  must_equal("并入的编号", says.at("count"),
             std::to_string(part(told.body, {"merged_numbers"}).list()->size()));
}

// Another employer is told that there is no such case.
std::function<void(World&, const Captures&, std::ostream&)> employer_sees(const char* status) {
  return [status](World& world, const Captures& says, std::ostream&) {
    const std::string token = world.employer_officer(says.at("employer"));
    for (const char* step : {"", "/explanation"}) {
      const Told told = world.get(token, world.noted("申请") + step);
      must_equal("申请", status, std::to_string(told.status));
    }
  };
}

void shared_is(World& world, const Captures& says, std::ostream&) {
  const Told& told = world.last();
  must_be_done(told);
  must_equal("共济支付", says.at("amount"),
             Money::fen(told.integer("acct_mulaid_pay_fen")).to_yuan());
}

// What stands in the way, as the draft has it.
void obstacles_are(World& world, const Captures& says, std::ostream&) {
  const Told& told = world.last();
  must_be_done(told);
  std::string came;
  for (const Tree& reason : *part(told.body, {"obstacles"}).list()) {
    came += (came.empty() ? "" : "、") + *part(reason, {"rule"}).text();
  }
  must_equal("阻碍", says.at("codes"), came);
}

void credited_in_year(World& world, const Captures& says, std::ostream&) {
  const Told& told = world.get(
      world.participant(says.at("person")),
      "/v1/people/" + world.person(says.at("person")) + "/monthly-credits?year=" + says.at("year"));
  must_be_done(told);
  must_equal("每月划入", says.at("amount"), told.text("total"));
}

}  // namespace

Tree named(World& world, const std::string& name) {
  return Tree::object({{"identity_number", world.identity_number(name)}, {"name", name}});
}

void file_application(World& world, const std::string& token, const std::string& person,
                      const std::string& path, Tree form) {
  const Told& told =
      world.post(token, "/v1/people/" + world.person(person) + "/" + path, std::move(form));
  if (!told.done()) return;
  world.note("申请", "/v1/" + path + "/" + told.text("case"));
  world.note("办件", told.text("case"));
  if (!part(told.body, {"obstacles"}).list()->empty()) return;
  const std::string digest = told.text("form_digest");
  const Tree missing = part(told.body, {"materials_missing"});
  std::string slots;
  for (const Tree& each : *missing.list()) {
    // Of papers that serve alike, the first.
    const std::string slot = each.text()->substr(0, each.text()->find('|'));
    must_be_done(world.post(token, of_application(world, "materials"),
                            Tree::object({{"slot", slot}, {"content", kPicture}})));
    slots += (slots.empty() ? "" : "、") + slot;
  }
  world.note("材料", slots);
  must_be_done(world.post(token, of_application(world, "confirmation"),
                          Tree::object({{"form_digest", digest}})));
}

void send_order(World& world, const std::string& reference) {
  Installation& installation = world.installation();
  const auto orders =
      payout::orders_to_send(*installation.database().reader(), installation.vault());
  for (const payout::PayoutOrder& each : orders) {
    if (each.reference != reference) continue;
    installation.run_system(
        std::make_unique<payout::MarkSent>(each, "payouts-" + world.next_serial()));
  }
}

std::vector<Step> account_steps() {
  return {
      {"{heir} 申请继承 {person} 在 {place} 的账户,份额 {shares}", inherit},
      {"{person} 申请支取 {place} 的账户余额,事由 {ground}", cash_out},
      {"{person} 申请支取 {place} 的账户余额,已转到 {new},事由 {ground}", cash_out},
      {"{employer} 为 {person} 申请退 {place} 第 {enrolment} 段参保 {month} 的缴费,事由 {ground}",
       ask_refund},
      {"{employer} 申请更正 {person} 在 {place} 第 {enrolment} 段参保的离职日期为 {day}",
       correct_leaving},
      {"{person} 申请退 {place} 第 {enrolment} 段参保 {year} 年度的缴费,事由 {ground}", ask_refund},
      {"{person} 申请退 {place} 第 {enrolment} 段参保 {month} 的缴费,事由 {ground}", ask_refund},
      {"{place} 窗口为 {payer} 申请与 {person} 共济,关系 {relation}", share_at_counter},
      {"{payer} 申请在 {place} 与 {person} 共济,关系 {relation},年度限额 {limit} 元", share},
      {"{payer} 申请在 {place} 与 {person} 共济,关系 {relation}", share},
      {"{person} 在 {place} 的药店使用共济支付 {amount} 元", pay_with_aid},
      {"{payer} 用个人账户为 {person} 缴纳 {year} 年度居民医保费", pay_contribution},
      {"{person} 解除共济绑定", unbind},
      {"{place} 申请把 {merged} 的编号合并到 {person}", merge},
      {"{place} 申请更正 {person} 第一段参保 {month} 的缴费,应为 {kind},基数 {base} 元", correct},
      {"{place} 申请更正 {person} 第一段参保 {month} 的缴费,应为 {kind}", correct},
      {"{place} 审核通过申请", approve(2)},
      {"{place} 初审通过申请", approve(1)},
      {"{place} 复核通过申请", approve(2)},
      {"{place} 不同意申请,原因 {why}", refuse_application},
      {"{person} 撤回申请", withdraw},
      {"{place} 从第 {line} 位继承人的账户追回 {person} 的遗产 {amount} 元,办件 {case}",
       recover_from_account},
      {"{place} 收到第 {line} 位继承人退回 {person} 的遗产 {amount} 元,办件 {case}",
       recover_by_bank},
      {"{place} 终止申请",
       [](World& world, const Captures& says, std::ostream&) {
         world.post(world.officer(world.place(says.at("place"))), of_application(world, "end"),
                    Tree(Tree::Members{}));
       }},
      {"记下办件 {name}", note_case},
      {"回到办件 {name}", back_to_case},
      {"银行已付给 {holder}", bank_paid},
      {"银行没有收到指令,回盘已付给 {holder}", bank_paid_unsent},
      {"银行退回付给 {holder} 的款", bank_returned},
      {"{person} 为 {holder} 换银行账户重新收款", pay_again},
  };
}

// Of the form as it is shown: in full to the officer, masked to whoever filled it in.
const Tree& heir_shown(const Told& told, const std::string& line) {
  must_be_done(told);
  if (told.body.to_json().find("_sealed") != std::string::npos) throw Fault("a seal is shown");
  const Tree::List& heirs = *part(told.body, {"form", "heirs"}).list();
  return heirs.at(static_cast<std::size_t>(std::stoi(line)) - 1);
}

void officer_reads_heir(World& world, const Captures& says, std::ostream&) {
  const Told& told = world.get(world.officer(world.place(says.at("place"))), world.noted("申请"));
  must_equal("继承人", says.at("name"),
             *part(heir_shown(told, says.at("line")), {"full_name"}).text());
}

void heir_is_masked(World& world, const Captures& says, std::ostream&) {
  const Told& told = world.get(world.participant(says.at("person")), world.noted("申请"));
  const Tree& heir = heir_shown(told, says.at("line"));
  if (heir.find("full_name") != nullptr) throw Fault("the full name is shown to the applicant");
  must_equal("继承人", says.at("name"), *part(heir, {"name"}).text());
}

std::vector<Step> account_expectations() {
  return {
      {"申请的阻碍为 {codes}", obstacles_are},
      {"{person} {year} 年的每月划入合计 {amount} 元", credited_in_year},
      {"继承人尚应退回 {person} 的遗产 {amount} 元", heirs_owe},
      {"其中共济 {amount} 元", shared_is},
      {"{place} 的经办人员读到第 {line} 位继承人为 {name}", officer_reads_heir},
      {"{person} 看到第 {line} 位继承人为 {name}", heir_is_masked},
      {"在 {place} 按 {merged} 的证件查到 {person}", found_as},
      {"{person} 名下并入了 {count} 个编号", merged_numbers_are},
      {"{employer} 看得到该申请", employer_sees("200")},
      {"{employer} 看不到该申请", employer_sees("404")},
  };
}

}  // namespace yibao::main
