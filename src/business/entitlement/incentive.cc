#include "business/entitlement/incentive.h"

#include <algorithm>
#include <string>

namespace yibao::entitlement {

namespace {

Money limit_of(const policy::IncentivePolicy& policy) {
  constexpr int kBasisPoints = 100;  // of one percent
  const Money share =
      Rate::basis_points(policy.limit_percent.value * kBasisPoints).of(policy.ceiling.value);
  return policy.limit_amount.value.is_zero() ? share : std::min(share, policy.limit_amount.value);
}

// One benefit year after the other. What a year earns by claiming nothing counts from the next on.
void count_year(Incentive& result, const IncentiveFacts& facts, int year, bool is_asked,
                const policy::IncentivePolicy& policy) {
  if (!facts.insured_years.contains(year)) {
    // 参加职工医保的年度不是断保。
    if (facts.employed_years.contains(year)) return;
    result.missed_years += 1;
    result.continuous_years = 0;
    result.deducted += policy.missed_year_deduction.value;
    if (!policy.continuous_kept_after_break.value) result.continuous = {};
    return;
  }
  result.continuous_years += 1;
  if (result.continuous_years > policy.continuous_years.value) {
    result.continuous += policy.continuous_step.value;
  }
  if (is_asked) return;
  if (facts.used_years.contains(year) && policy.zero_claim_resets_after_use.value) {
    result.zero_claim = {};
    result.zero_claim_years = 0;
  }
  if (!facts.claimed_years.contains(year)) {
    result.zero_claim += policy.zero_claim_step.value;
    result.zero_claim_years += 1;
  }
}

std::string shown(int value) {
  return std::to_string(value);
}

}  // namespace

// 38号:连续参加居民医保满 4 年的,之后每连续参保 1 年,适当提高大病保险最高支付限额;当年基金零报销
// 的,次年提高。断保之后再次参保的,连续参保年数重新计算,前期积累的额度可以保留。累计提高总额不
// 超过原封顶线的 20%。
IncentiveAnswer decide_incentive(const IncentiveFacts& facts, int year,
                                 const policy::IncentivePolicy& policy) {
  Incentive result;
  result.year = year;
  const int first = std::max(policy.counted_from_year.value, facts.since_year);
  for (int each = first; each <= year; ++each) {
    count_year(result, facts, each, each == year, policy);
  }
  result.limit = limit_of(policy);
  const Money earned = std::min(result.continuous + result.zero_claim, result.limit);
  const Money lost = std::min(result.deducted, result.limit);
  const bool insured = facts.insured_years.contains(year);
  if (insured) result.raised = earned - lost;
  result.ceiling = insured ? policy.ceiling.value + result.raised : Money();
  IncentiveAnswer answer{result, {}};
  if (!insured) {
    answer.reasons.push_back({"incentive_not_insured",
                              {{"benefit_year", shown(year)}},
                              {policy.ceiling.citation, policy.counted_from_year.citation,
                               policy.missed_year_deduction.citation}});
    return answer;
  }
  answer.reasons.push_back(
      {"incentive_of_year",
       {{"benefit_year", shown(year)},
        {"continuous_years", shown(result.continuous_years)},
        {"continuous", result.continuous.to_display()},
        {"zero_claim_years", shown(result.zero_claim_years)},
        {"zero_claim", result.zero_claim.to_display()},
        {"missed_years", shown(result.missed_years)},
        {"deducted", lost.to_display()},
        {"limit", result.limit.to_display()},
        {"ceiling", result.ceiling.to_display()}},
       {policy.ceiling.citation, policy.continuous_years.citation, policy.continuous_step.citation,
        policy.zero_claim_step.citation, policy.limit_percent.citation,
        policy.limit_amount.citation, policy.zero_claim_resets_after_use.citation,
        policy.continuous_kept_after_break.citation, policy.missed_year_deduction.citation,
        policy.counted_from_year.citation}});
  if (result.continuous + result.zero_claim > result.limit) {
    answer.reasons.push_back({"incentive_limited",
                              {{"earned", (result.continuous + result.zero_claim).to_display()},
                               {"limit", result.limit.to_display()}},
                              {policy.limit_percent.citation, policy.limit_amount.citation}});
  }
  return answer;
}

}  // namespace yibao::entitlement
