// How a set of seals is lifted: which steps, in which order, each in which ways.
//
// The order follows from what each step needs: nobody can act for themself while their identity is
// in doubt; an order is lifted before anything it stops; a card that is lost or damaged is dealt
// with before it is activated. Where neither needs the other, what the person can do comes before
// what an employer or an agency does. A search over every reachable set (steps_test.cc) shows that
// the steps in this order lift it, and that none is listed that cannot help.
#pragma once

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "business/seal/types.h"

namespace yibao::seal {

// 办法: what somebody does, after which the hold is gone.
enum class Way {
  update_identity,    // 更新身份证件: by the person, at a counter
  lift_order,         // 解除冻结: by who ordered it, through another officer
  win_appeal,         // 申诉成立
  decide_death,       // 复核死亡申报: by another officer; who lives says so there
  await_transfer,     // 转移办结: by the two agencies
  release_transfer,   // 手工解封: its case is over, or an override with two officers (C-10)
  employer_pays,      // 单位缴清欠费
  pay_contribution,   // 缴费: the relation is open
  enrol_and_pay,      // 重新参保并缴费
  cancel_loss,        // 解挂
  replace_card,       // 补换卡
  extend_activation,  // 延长激活期限
  activate_card,      // 激活
  repair_years,       // 修复断保年度: lifts nothing, and shortens the waiting
  reopen_account,     // 撤回账户封存: the card stays held, the account is usable again
};
inline constexpr std::array<std::string_view, 15> kWayTexts{
    "update_identity",  "lift_order",        "win_appeal",       "decide_death",  "await_transfer",
    "release_transfer", "employer_pays",     "pay_contribution", "enrol_and_pay", "cancel_loss",
    "replace_card",     "extend_activation", "activate_card",    "repair_years",  "reopen_account"};
constexpr std::string_view to_text(Way way) {
  return kWayTexts[static_cast<std::size_t>(way)];
}

// Whether a later step is still to be taken may hang on the way chosen before it.
enum class When {
  always,
  unless_replaced,  // the old card is kept
  if_replaced,      // there is a new card, and it is to be activated
  to_be_sooner,     // nobody has to: what is lifted without it is lifted sooner with it
};
inline constexpr std::array<std::string_view, 4> kWhenTexts{"always", "unless_replaced",
                                                            "if_replaced", "to_be_sooner"};
constexpr std::string_view to_text(When when) {
  return kWhenTexts[static_cast<std::size_t>(when)];
}

struct Step {
  hold::HoldCause cause;       // what it lifts; activation of a new card lifts `inactive`
  const Seal* seal = nullptr;  // null: a hold that an earlier step brings with it
  When when = When::always;
  std::vector<Way> ways;  // any one of them
  int after = 0;          // the step (1 is the first) that comes before it; 0: none has to
};

// 1 is to be lifted first.
int lifting_rank(hold::HoldCause cause);

// The steps for these seals, which are those in force, in any order. After a death nothing is
// lifted any more: the money goes to the heirs. Steps point into `seals`.
std::vector<Step> steps_to_lift(std::span<const Seal> seals, Date day);

}  // namespace yibao::seal
