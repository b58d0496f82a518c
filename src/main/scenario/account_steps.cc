// Sentences about the rest of the personal account: inheritance, cash-out, payouts by a bank.
#include <algorithm>

#include "main/scenario/steps.h"

namespace yibao::main {

namespace {

constexpr const char* kPicture =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg==";
constexpr const char* kBankAccount = "6222021234567890123";

std::string of_application(World& world, const std::string& step) {
  return world.noted("申请") + "/" + step;
}

// Drafts, hands in what is missing, confirms what was drafted; leaves a draft with obstacles.
void file(World& world, const std::string& token, const std::string& person,
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
  for (const Tree& slot : *missing.list()) {
    must_be_done(world.post(token, of_application(world, "materials"),
                            Tree::object({{"slot", *slot.text()}, {"content", kPicture}})));
    slots += (slots.empty() ? "" : "、") + *slot.text();
  }
  world.note("材料", slots);
  must_be_done(world.post(token, of_application(world, "confirmation"),
                          Tree::object({{"form_digest", digest}})));
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
    } else {
      heir.set("name", name);
    }
    const bool bank = each.substr(last + 1) == "银行";
    heir.set("paid_to", bank ? "bank" : "account");
    if (bank) {
      heir.set("bank_account", kBankAccount);
      heir.set("bank_holder", name);
    }
    heirs.push(std::move(heir));
  }
  return heirs;
}

void inherit(World& world, const Captures& says, std::ostream&) {
  file(world, world.participant(says.at("heir")), says.at("heir"), "inheritances",
       Tree::object(
           {{"region", world.place(says.at("place")).to_string()},
            {"deceased",
             Tree::object({{"identity_number", world.identity_number(says.at("person"))}})},
            {"heirs", heirs_of(world, says.at("shares"))}}));
}

void cash_out(World& world, const Captures& says, std::ostream&) {
  Tree form = Tree::object({{"region", world.place(says.at("place")).to_string()},
                            {"ground", says.at("ground")},
                            {"bills_settled", true},
                            {"bank_account", kBankAccount},
                            {"bank_holder", says.at("person")}});
  if (says.contains("new")) form.set("moved_to", world.place(says.at("new")).to_string());
  file(world, world.participant(says.at("person")), says.at("person"), "cash-outs",
       std::move(form));
}

std::function<void(World&, const Captures&, std::ostream&)> approve(int officer) {
  return [officer](World& world, const Captures& says, std::ostream&) {
    Tree checked = Tree(Tree::List{});
    for (const std::string& slot : listed(world.noted("材料"))) {
      if (!slot.empty()) checked.push(slot);
    }
    world.post(world.officer(world.place(says.at("place")), officer),
               of_application(world, "approval"), Tree::object({{"checked", std::move(checked)}}));
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

void bank_paid(World& world, const Captures& says, std::ostream&) {
  const std::string payout = payout_to(world, says.at("holder"));
  world.post(world.bank(), "/v1/payouts/" + payout + "/result",
             Tree::object({{"result", "paid"}}));
}

void bank_returned(World& world, const Captures& says, std::ostream&) {
  const std::string payout = payout_to(world, says.at("holder"));
  world.post(world.bank(), "/v1/payouts/" + payout + "/result",
             Tree::object({{"result", "returned"}, {"why", "账号不存在"}}));
}

void pay_again(World& world, const Captures& says, std::ostream&) {
  const std::string payout = payout_to(world, says.at("holder"));
  world.post(world.participant(says.at("person")), "/v1/payouts/" + payout + "/again",
             Tree::object({{"bank_account", "6222029876543210987"}}));
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

void state_is(World& world, const Captures& says, std::ostream&) {
  const Told& told = world.get(world.auditor(), world.noted("申请"));
  must_be_done(told);
  must_equal("申请状态", says.at("state"), told.text("state"));
}

}  // namespace

std::vector<Step> account_steps() {
  return {
      {"{heir} 申请继承 {person} 在 {place} 的账户,份额 {shares}", inherit},
      {"{person} 申请支取 {place} 的账户余额,事由 {ground}", cash_out},
      {"{person} 申请支取 {place} 的账户余额,已转到 {new},事由 {ground}", cash_out},
      {"{place} 初审通过申请", approve(1)},
      {"{place} 复核通过申请", approve(2)},
      {"{place} 不同意申请,原因 {why}", refuse_application},
      {"{person} 撤销申请", withdraw},
      {"银行已付给 {holder}", bank_paid},
      {"银行退回付给 {holder} 的款", bank_returned},
      {"{person} 为 {holder} 换银行账户重新收款", pay_again},
  };
}

std::vector<Step> account_expectations() {
  return {
      {"申请的阻碍为 {codes}", obstacles_are},
      {"申请状态为 {state}", state_is},
  };
}

}  // namespace yibao::main
