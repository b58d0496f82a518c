#include "business/refund/rules.h"

#include <algorithm>

namespace yibao::refund {

namespace {

std::vector<Fact> of_month(const RefundMonth& month, std::vector<Fact> more = {}) {
  std::vector<Fact> facts{{"month", month.month.to_string()}};
  facts.insert(facts.end(), more.begin(), more.end());
  return facts;
}

Money credits_of(const RefundFacts& facts) {
  Money credits;
  for (const RefundMonth& month : facts.months) credits += month.credit;
  return credits;
}

const policy::Cited<bool>& rule_of(const RefundFacts& facts, bool begun,
                                   const policy::RefundPolicy& policy) {
  if (facts.scheme == enrolment::Scheme::resident) {
    return begun ? policy.resident_after_period : policy.resident_before_period;
  }
  return begun ? policy.employee_after_period : policy.employee_before_period;
}

// 同一笔缴费只退一次: 职工按月,居民按年度。
bool is_named_before(const RefundFacts& facts, std::size_t at) {
  const auto same = [&](const RefundMonth& each) {
    return facts.scheme == enrolment::Scheme::resident
               ? each.month.year() == facts.months[at].month.year()
               : each.month == facts.months[at].month;
  };
  return std::any_of(facts.months.begin(), facts.months.begin() + static_cast<std::ptrdiff_t>(at),
                     same);
}

// 先参加居民医保、后参加职工医保的,居民待遇期开始前可以申请退个人缴费,开始后不退;两地职工医保
// 重复的,保留现工作地的关系,另一方的待遇期未开始的可以退。
void check_paid_twice(const RefundFacts& facts, const RefundMonth& month,
                      const policy::RefundPolicy& policy, std::vector<Reason>& obstacles) {
  if (!month.paid_elsewhere) {
    obstacles.push_back({"refund_not_paid_twice", of_month(month), {}});
    return;
  }
  const bool begun = month.period_begins <= facts.today;
  const policy::Cited<bool>& rule = rule_of(facts, begun, policy);
  if (rule.value) return;
  obstacles.push_back({begun ? "refund_period_begun" : "refund_not_open",
                       of_month(month, {{"period_begins", month.period_begins.to_string()}}),
                       {rule.citation}});
}

void check_after_leaving(const RefundFacts& facts, const RefundMonth& month,
                         const policy::RefundPolicy& policy, std::vector<Reason>& obstacles) {
  if (!facts.ended_on || month.month.first_day() < *facts.ended_on) {
    obstacles.push_back(
        {"refund_before_leaving",
         of_month(month, {{"ended_on", facts.ended_on ? facts.ended_on->to_string() : "无"}}),
         {}});
  } else if (!policy.after_leaving.value) {
    obstacles.push_back({"refund_not_open",
                         of_month(month, {{"period_begins", month.period_begins.to_string()}}),
                         {policy.after_leaving.citation}});
  }
}

}  // namespace

std::vector<Reason> find_obstacles(const RefundFacts& facts, const policy::RefundPolicy& policy) {
  std::vector<Reason> obstacles;
  if (facts.ground == Ground::paid_twice && facts.is_kept) {
    obstacles.push_back({"refund_of_kept_relation", {}, {}});
  }
  for (std::size_t at = 0; at < facts.months.size(); ++at) {
    const RefundMonth& month = facts.months[at];
    if (is_named_before(facts, at)) {
      obstacles.push_back({"refund_month_named_twice", of_month(month), {}});
    } else if (!month.paid) {
      obstacles.push_back({"refund_month_not_paid", of_month(month), {}});
    } else if (facts.ground == Ground::paid_twice) {
      check_paid_twice(facts, month, policy, obstacles);
    } else {
      check_after_leaving(facts, month, policy, obstacles);
    }
  }
  if (!obstacles.empty()) return obstacles;
  const Money credits = credits_of(facts);
  if (facts.available < credits && policy.spent_credit.value == policy::SpentCredit::refuse) {
    obstacles.push_back({"refund_spent",
                         {{"credit", credits.to_display()},
                          {"available", facts.available.to_display()},
                          {"missing", (credits - facts.available).to_display()}},
                         {policy.spent_credit.citation}});
  } else if (weigh_refund(facts, policy).payable() <= Money()) {
    obstacles.push_back({"refund_nothing_left", {}, {policy.spent_credit.citation}});
  }
  return obstacles;
}

// 已划入个人账户的部分随退费收回;已经使用、不足收回的,依当地规定从退费中扣除。
Refund weigh_refund(const RefundFacts& facts, const policy::RefundPolicy&) {
  Refund refund;
  for (const RefundMonth& month : facts.months) refund.total += month.amount;
  const Money credits = credits_of(facts);
  refund.taken_back = std::min(credits, facts.available);
  refund.missing = credits - refund.taken_back;
  return refund;
}

}  // namespace yibao::refund
