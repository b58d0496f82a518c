#include "business/cash_out/rules.h"
#include "base/months_later.h"

#include <algorithm>
#include <string>

namespace yibao::cash_out {

namespace {

// 泉州: 停保申报后的次月10日起;武汉: 终止参保满2个月。
Citation citation_of_earliest(const policy::CashOutPolicy& policy) {
  switch (policy.from.value) {
    case policy::CashOutFrom::day_of_next_month:
      return policy.from_day.citation;
    case policy::CashOutFrom::months_after:
      return policy.from_months.citation;
    case policy::CashOutFrom::same_day:
      break;
  }
  return policy.from.citation;
}

// 省内转移不划转、不提现,仅限跨市使用(R-027、C-20). Where the relation is known to be, that place
// is the receiver, whatever the form says.
void check_receiver(const CashOutFacts& facts, const policy::RegionPolicy& region,
                    std::vector<Reason>& obstacles) {
  const std::optional<RegionCode> known = facts.insured_at ? facts.insured_at : facts.sent_to;
  const RegionCode receiver = known.value_or(facts.moved_to);
  if (receiver != facts.moved_to) {
    obstacles.push_back(
        {"cash_out_moved_elsewhere",
         {{"moved_to", facts.moved_to.to_string()}, {"region", receiver.to_string()}},
         {}});
  }
  const auto& within = region.transfer.account_within_province;
  if (receiver.province() == facts.region.province() &&
      within.value == policy::MoneyRoute::stay_usable) {
    obstacles.push_back({"cash_out_not_within_province",
                         {{"region", facts.region.to_string()}, {"moved_to", receiver.to_string()}},
                         {within.citation}});
  }
}

void check_ground(const CashOutFacts& facts, const policy::RegionPolicy& region,
                  std::vector<Reason>& obstacles) {
  const auto& open = region.cash_out.grounds;
  if (std::ranges::find(open.value, to_text(facts.ground)) == open.value.end()) {
    obstacles.push_back(
        {"cash_out_ground_not_open",
         {{"ground", std::string(to_text(facts.ground))}, {"region", facts.region.to_string()}},
         {open.citation}});
  }
  if (facts.ground == Ground::foreign_retiree && !facts.retired) {
    obstacles.push_back({"not_a_retiree", {}, {}});
  }
  if (facts.ground == Ground::settled_abroad && facts.insured_at) {
    obstacles.push_back(
        {"cash_out_insured_elsewhere", {{"region", facts.insured_at->to_string()}}, {}});
  }
  if (facts.ground == Ground::receiver_cannot_take) check_receiver(facts, region, obstacles);
}

void check_relation(const CashOutFacts& facts, const policy::RegionPolicy& region,
                    std::vector<Reason>& obstacles) {
  if (facts.enrolled_here) {
    obstacles.push_back(
        {"cash_out_relation_not_ended", {{"region", facts.region.to_string()}}, {}});
    return;
  }
  if (!facts.was_enrolled_here || !facts.ended_on) {
    obstacles.push_back({"cash_out_never_enrolled", {{"region", facts.region.to_string()}}, {}});
    return;
  }
  const Date earliest = earliest_day(*facts.ended_on, region);
  if (facts.today >= earliest) return;
  obstacles.push_back(
      {"cash_out_too_early",
       {{"ended_on", facts.ended_on->to_string()}, {"earliest_on", earliest.to_string()}},
       {region.cash_out.from.citation, citation_of_earliest(region.cash_out)}});
}

}  // namespace

// 停保月底生效的,申报在停保生效的前一个月:停保自 4 月 1 日起的,3 月申报,次月是 4 月。
Date earliest_day(Date ended_on, const policy::RegionPolicy& region) {
  const policy::CashOutPolicy& policy = region.cash_out;
  const Month month = Month::containing(ended_on);
  switch (policy.from.value) {
    case policy::CashOutFrom::same_day:
      return ended_on;
    case policy::CashOutFrom::day_of_next_month: {
      const bool same_day =
          region.enrolment.suspension_effective.value == policy::SuspensionEffective::same_day;
      const Month declared = same_day ? month : Month::containing(ended_on - 1);
      return (declared + 1).first_day() + (policy.from_day.value - 1);
    }
    case policy::CashOutFrom::months_after:
      return months_later(ended_on, policy.from_months.value, NoSuchDay::last_of_month);
  }
  return ended_on;
}

std::vector<Reason> find_obstacles(const CashOutFacts& facts, const policy::RegionPolicy& region) {
  std::vector<Reason> obstacles;
  if (facts.died_on && *facts.died_on <= facts.today) {
    // 死亡的,由继承人依法继承。
    obstacles.push_back({"cash_out_by_heirs", {{"died_on", facts.died_on->to_string()}}, {}});
  }
  check_ground(facts, region, obstacles);
  check_relation(facts, region, obstacles);
  if (!facts.bills_settled) obstacles.push_back({"cash_out_bills_open", {}, {}});
  if (facts.transfer_running) obstacles.push_back({"transfer_running_already", {}, {}});
  if (!facts.holder_is_person) obstacles.push_back({"bank_account_of_another", {}, {}});
  if (!facts.reserved_by_others.is_zero()) {
    obstacles.push_back(
        {"cash_out_money_set_aside", {{"amount", facts.reserved_by_others.to_display()}}, {}});
  }
  if (facts.available.is_zero() && facts.earned.is_zero()) {
    obstacles.push_back({"cash_out_nothing_there", {{"region", facts.region.to_string()}}, {}});
  }
  return obstacles;
}

const policy::Cited<std::vector<std::string>>& materials_for(Ground ground,
                                                             const policy::CashOutPolicy& policy) {
  switch (ground) {
    case Ground::settled_abroad:
      return policy.materials_settled_abroad;
    case Ground::foreign_retiree:
      return policy.materials_foreign_retiree;
    case Ground::receiver_cannot_take:
      break;
  }
  return policy.materials_receiver_cannot_take;
}

}  // namespace yibao::cash_out
