// Sentences about agencies that are on no system: the other agency's officer enters what came by
// post, with the days of sending and of receiving (N-24).
#include "main/scenario/steps.h"

namespace yibao::main {

namespace {

using Act = std::function<void(World&, const Captures&, std::ostream&)>;

// Whoever has the post is another officer than the one who reviews.
constexpr int kPost = 2;

void enter(World& world, const Captures& says, const std::string& step, Tree body,
           int officer = kPost) {
  body.set("letter_sent_on", says.at("sent"));
  body.set("letter_received_on", says.at("received"));
  if (says.contains("why")) body.set("why", says.at("why"));
  world.post(world.officer(world.place(says.at("place")), officer), case_path(world, step),
             std::move(body));
}

Act letter(const std::string& step, int officer = kPost) {
  return [step, officer](World& world, const Captures& says, std::ostream&) {
    enter(world, says, step, Tree(Tree::Members{}), officer);
  };
}

Tree line_of(World& world, const Captures& says) {
  return Tree::object({{"paid_at", world.place(says.at("origin")).to_string()},
                       {"first", says.at("first")},
                       {"last", says.at("last")},
                       {"kind", "actual"}});
}

void enter_sheet(World& world, const Captures& says, std::ostream&) {
  Tree sheet = Tree::object({{"months", Tree(Tree::List{line_of(world, says)})}});
  if (says.contains("balance")) sheet.set("balance_fen", amount_of(says.at("balance")).fen());
  enter(world, says, "sheet", std::move(sheet));
}

// 一人包办: who has entered the letters reviews them as well.
void review_own_letters(World& world, const Captures& says, std::ostream&) {
  world.post(world.officer(world.place(says.at("place")), kPost),
             case_path(world, "target-approval"),
             Tree::object({{"checked", ticks_of(world, case_path(world, ""))}}));
}

// 手工改写: of an origin on this system the sheet follows from its records.
void rewrite_months(World& world, const Captures& says, std::ostream&) {
  world.post(world.officer(world.place(says.at("origin"))), case_path(world, "sheet-correction"),
             Tree::object({{"months", Tree(Tree::List{line_of(world, says)})}, {"why", "更正"}}));
}

// 余额看错了: as an officer reads the letter once more; a second one agrees with the same amount.
Act correct_amount(int officer) {
  return [officer](World& world, const Captures& says, std::ostream&) {
    world.post(world.officer(world.place(says.at("place")), officer),
               case_path(world, "sheet-correction"),
               Tree::object({{"balance_fen", amount_of(says.at("balance")).fen()},
                             {"why", says.at("why")},
                             {"letter_sent_on", says.at("sent")},
                             {"letter_received_on", says.at("received")}}));
  };
}

// 对方来函: what was moved to it should not have been (N-23).
void ask_to_undo(World& world, const Captures& says, std::ostream&) {
  const std::string before = world.application();
  const Told& told =
      world.post(world.senior_officer(world.place(says.at("place"))), case_path(world, "reversal"),
                 Tree::object({{"why", says.at("why")},
                               {"letter_sent_on", says.at("sent")},
                               {"letter_received_on", says.at("received")}}));
  if (!told.done()) return;
  world.note("原转移", before);
  world.name_application(told.text("case"));
}

// Forgotten: the days on the letter.
void enter_without_days(World& world, const Captures& says, std::ostream&) {
  world.post(world.officer(world.place(says.at("place")), kPost),
             case_path(world, "origin-approval"), Tree(Tree::Members{}));
}

}  // namespace

std::vector<Step> letter_steps() {
  return {
      {"{place} 登记来函:转出审核通过,{sent} 寄出,{received} 收到", letter("origin-approval")},
      {"{place} 登记来函:转出审核通过,未写日期", enter_without_days},
      {"{place} 登记来函:{origin} 信息表 {first} 至 {last},余额 {balance} 元,{sent} "
       "寄出,{received} 收到",
       enter_sheet},
      {"{place} 登记来函:{origin} 信息表 {first} 至 {last},未写余额,{sent} 寄出,{received} 收到",
       enter_sheet},
      {"{place} 由登记来函的同一人转入审核通过", review_own_letters},
      {"{place} 由转出审核的同一人登记来函:转入审核通过,{sent} 寄出,{received} 收到",
       letter("target-approval", 1)},
      {"{origin} 将信息表改写为 {first} 至 {last}", rewrite_months},
      {"{place} 更正来函余额为 {balance} 元,原因 {why},{sent} 寄出,{received} 收到",
       correct_amount(1)},
      {"{place} 由另一人更正来函余额为 {balance} 元,原因 {why},{sent} 寄出,{received} 收到",
       correct_amount(2)},
      {"{place} 登记来函:转出不通过,原因 {why},{sent} 寄出,{received} 收到", letter("rejection")},
      {"{place} 登记来函:信息表收到,{sent} 寄出,{received} 收到", letter("sheet-receipt")},
      {"{place} 登记来函:信息表退回,同意撤销,{sent} 寄出,{received} 收到", letter("withdrawal")},
      {"{place} 登记来函:转入审核通过,{sent} 寄出,{received} 收到", letter("target-approval")},
      {"{place} 登记来函:不予接收,原因 {why},{sent} 寄出,{received} 收到", letter("refusal")},
      {"{place} 登记来函:转移有误,请撤回,原因 {why},{sent} 寄出,{received} 收到", ask_to_undo},
      {"{place} 登记来函:退回的资金收到,{sent} 寄出,{received} 收到", letter("money-return")},
  };
}

}  // namespace yibao::main
