#include "business/transfer/plan_money.h"

#include "business/hold/rules.h"

namespace yibao::transfer {

namespace {

using enrolment::AccountType;

// The parameter that decides between these two places.
const policy::Cited<policy::MoneyRoute>& route_parameter(const MoneyFacts& facts,
                                                         const policy::RegionPolicy& origin) {
  return facts.origin.province() == facts.target.province()
             ? origin.transfer.account_within_province
             : origin.transfer.account_across_provinces;
}

Route route_of(policy::MoneyRoute route) {
  switch (route) {
    case policy::MoneyRoute::move:
    case policy::MoneyRoute::move_else_payout:
      return Route::move;
    case policy::MoneyRoute::stay_usable:
      return Route::stay_usable;
    case policy::MoneyRoute::payout:
      return Route::payout;
  }
  return Route::none;
}

std::string code_of(Route route) {
  switch (route) {
    case Route::move:
      return "money_moves";
    case Route::stay_usable:
      return "money_stays_usable";
    case Route::payout:
      return "money_paid_out";
    case Route::none:
      return "money_none";
  }
  return "";
}

std::string code_of(policy::ClearOn moment) {
  switch (moment) {
    case policy::ClearOn::approve:
      return "account_cleared_on_approval";
    case policy::ClearOn::upload:
      return "account_cleared_on_upload";
    case policy::ClearOn::target_confirm:
      return "account_cleared_on_confirmation";
  }
  return "";
}

// 清零时点依转出地方案(S0:49);两地审核通过后划转的,不早于转入地确认(S0:46)。
policy::ClearOn clearing_moment(const policy::TransferPolicy& origin) {
  return origin.both_approve_before_money.value ? policy::ClearOn::target_confirm
                                                : origin.clear_on.value;
}

MoneyPlan without_money(std::string code, const MoneyFacts& facts, Route route,
                        std::vector<Citation> citations = {}) {
  return {route,
          policy::ClearOn::upload,
          {{std::move(code),
            {{"origin", facts.origin.to_string()}, {"target", facts.target.to_string()}},
            std::move(citations)}}};
}

// The account as it leaves the origin, by the parameter that says so, and when it is emptied.
MoneyPlan with_money(Route route, const MoneyFacts& facts, const Citation& decided_by,
                     const policy::TransferPolicy& origin) {
  MoneyPlan plan;
  plan.route = route;
  plan.clear_on = clearing_moment(origin);
  plan.reasons.push_back(
      {code_of(plan.route),
       {{"origin", facts.origin.to_string()}, {"target", facts.target.to_string()}},
       {decided_by}});
  if (plan.money_leaves()) {
    plan.reasons.push_back({code_of(plan.clear_on),
                            {{"origin", facts.origin.to_string()}},
                            {origin.clear_on.citation, origin.both_approve_before_money.citation}});
  }
  return plan;
}

}  // namespace

MoneyFacts with_account_left(MoneyFacts facts) {
  facts.origin_scheme = Scheme::employee;
  facts.origin_account = AccountType::pooled_and_account;
  return facts;
}

// 职工医保个人账户余额随同转移划转(43号);居民医保没有个人账户。职工转为居民的,原个人账户余额不清零,
// 仍可使用,当地规定可以退还的除外。省内如何处理由各省规定:广东省内不划转、不提现,仅限跨市使用(S0:39)。
MoneyPlan plan_money(const MoneyFacts& facts, const policy::RegionPolicy& origin) {
  if (facts.origin_scheme == Scheme::resident ||
      facts.origin_account != AccountType::pooled_and_account) {
    return without_money("money_none", facts, Route::none);
  }
  if (facts.target_scheme == Scheme::resident ||
      facts.target_account != AccountType::pooled_and_account) {
    const policy::Cited<policy::LeftBehind>& left = origin.transfer.account_left_behind;
    if (left.value == policy::LeftBehind::payout) {
      return with_money(Route::payout, facts, left.citation, origin.transfer);
    }
    return without_money("money_stays_without_target_account", facts, Route::stay_usable,
                         {left.citation});
  }
  const policy::Cited<policy::MoneyRoute>& parameter = route_parameter(facts, origin);
  return with_money(route_of(parameter.value), facts, parameter.citation, origin.transfer);
}

// 转入地不能接收个人账户资金的,可申请划入本人银行账户(退卡值);未提供本人账户的,退回转出地个人账户。
bool pays_out_on_return(const Transfer& transfer, const policy::RegionPolicy& origin) {
  const bool bank_known = !transfer.bank_sealed.empty();
  return bank_known && transfer.relation == RelationState::refused &&
         origin.transfer.money_on_refusal.value == policy::RefusalRoute::payout;
}

Verdict check_money_may_leave(std::span<const hold::Hold> holds, RegionCode region) {
  std::vector<hold::Hold> stopping;
  for (const hold::Hold& each : holds) {
    if (hold::effects_at(each, region).transfer_allowed == hold::Effect::stopped) {
      stopping.push_back(each);
    }
  }
  return hold::spending_verdict(stopping, region);
}

// 跨省异地安置退休人员,经本人申请,可将个人账户资金划入本人银行账户(S0:42);省内不提现(C-20)。
// 参保关系不动,账户不销;省内历次变动留在各地的余额,也是本人的个人账户资金。
Verdict check_retiree_payout(const RetireeFacts& facts, const policy::RegionPolicy& region) {
  const policy::TransferPolicy& rules = region.transfer;
  Refusal refusal;
  const auto add = [&](std::string code, std::vector<Fact> more = {}) {
    more.push_back({"region", facts.region.to_string()});
    refusal.reasons.push_back({std::move(code), std::move(more), {rules.retiree_route.citation}});
  };
  if (facts.died_on && *facts.died_on <= facts.today) {
    add("person_died", {{"died_on", facts.died_on->to_string()}});
  }
  if (rules.retiree_route.value == policy::RetireeRoute::none) add("retiree_payout_not_offered");
  if (!facts.retired_on || *facts.retired_on > facts.today) add("no_retirement_decision");
  if (!facts.has_account) add("no_account_at_place");
  if (!facts.settled_region) {
    add("not_settled_elsewhere");
  } else if (facts.settled_region->province() == facts.region.province()) {
    add("settled_within_province", {{"settled_region", facts.settled_region->to_string()}});
  }
  if (!facts.holder_is_person) add("bank_account_of_another");
  if (facts.another_running) add("transfer_running_already");
  if (facts.available.is_zero()) add("balance_is_zero");
  // 账户封存期间不支取。
  if (const Verdict may = hold::spending_verdict(facts.holds, facts.region); !may) {
    for (const Reason& each : may.refusal().reasons) refusal.reasons.push_back(each);
  }
  if (refusal.reasons.empty()) return Nothing{};
  return refusal;
}

}  // namespace yibao::transfer
