// Goal: the ceiling of critical illness cover by years of participation and years without claims
// (N-03): the fourth year and the fifth, the limit to the yuan, the reset, the missed year.
#include "business/entitlement/incentive.h"

#include <gtest/gtest.h>

#include "business/test_policy.h"

namespace yibao::entitlement {
namespace {

IncentiveFacts insured(int first, int last, bool claims = true) {
  IncentiveFacts facts;
  for (int year = first; year <= last; ++year) {
    facts.insured_years.insert(year);
    if (claims) facts.claimed_years.insert(year);
  }
  return facts;
}

policy::IncentivePolicy nation() {
  return test::national_policy().incentive;
}

// 许昌: 3000 a step, 80 000 together.
policy::IncentivePolicy xuchang() {
  policy::IncentivePolicy policy = nation();
  policy.continuous_step.value = policy.zero_claim_step.value = Money::yuan(3000);
  policy.limit_percent.value = 100;
  policy.limit_amount.value = Money::yuan(80'000);
  return policy;
}

std::int64_t raised(const IncentiveFacts& facts, int year, const policy::IncentivePolicy& policy) {
  return decide_incentive(facts, year, policy).incentive.raised.fen() / 100;
}

TEST(Incentive, each_year_after_the_fourth_is_a_step) {
  const IncentiveFacts facts = insured(2025, 2033);
  EXPECT_EQ(raised(facts, 2027, nation()), 0);
  EXPECT_EQ(raised(facts, 2028, nation()), 0);     // the fourth year
  EXPECT_EQ(raised(facts, 2029, nation()), 1000);  // the fifth
  EXPECT_EQ(raised(facts, 2033, nation()), 5000);
  EXPECT_EQ(decide_incentive(facts, 2029, nation()).incentive.ceiling, Money::yuan(401'000));
}

// 断保 is having no basic medical insurance: years as an employee cost nothing and count for
// nothing.
TEST(Incentive, a_year_in_the_employee_scheme_is_not_missed) {
  policy::IncentivePolicy deducting = nation();
  deducting.missed_year_deduction.value = Money::yuan(2000);
  IncentiveFacts facts = insured(2025, 2029);
  facts.insured_years.erase(2027);
  EXPECT_EQ(decide_incentive(facts, 2029, deducting).incentive.missed_years, 1);
  facts.employed_years = {2027};
  const Incentive kept = decide_incentive(facts, 2029, deducting).incentive;
  EXPECT_EQ(kept.missed_years, 0);
  EXPECT_EQ(kept.deducted, Money());
  EXPECT_EQ(kept.continuous_years, 4);
}

TEST(Incentive, who_is_no_resident_is_told_by_which_rule) {
  const IncentiveAnswer answer = decide_incentive({}, 2029, nation());
  ASSERT_EQ(answer.reasons.size(), 1U);
  EXPECT_EQ(answer.reasons.front().code, "incentive_not_insured");
  EXPECT_FALSE(answer.reasons.front().citations.empty());
}

TEST(Incentive, years_before_2025_do_not_count) {
  EXPECT_EQ(raised(insured(2015, 2028), 2028, nation()), 0);
}

// Nothing claimed in a year counts from the next one on.
TEST(Incentive, a_year_without_claims_raises_the_next) {
  IncentiveFacts facts = insured(2025, 2027, false);
  EXPECT_EQ(raised(facts, 2025, nation()), 0);
  EXPECT_EQ(raised(facts, 2026, nation()), 1000);
  EXPECT_EQ(raised(facts, 2027, nation()), 2000);
  facts.claimed_years = {2026};
  EXPECT_EQ(raised(facts, 2027, nation()), 1000);
}

// The bonus begins again once it has been drawn on; the continuous one stays.
TEST(Incentive, zero_claim_bonus_is_reset_after_use) {
  IncentiveFacts facts = insured(2025, 2030, false);
  facts.claimed_years = {2029};
  EXPECT_EQ(raised(facts, 2030, nation()), 2000 + 4000);
  facts.used_years = {2029};
  EXPECT_EQ(raised(facts, 2030, nation()), 2000);
  policy::IncentivePolicy keeps = nation();
  keeps.zero_claim_resets_after_use.value = false;
  EXPECT_EQ(raised(facts, 2030, keeps), 2000 + 4000);
}

TEST(Incentive, never_more_than_the_limit) {
  policy::IncentivePolicy policy = nation();
  policy.ceiling.value = Money::yuan(20'000);  // 20 % is 4000
  const IncentiveFacts facts = insured(2025, 2040);
  EXPECT_EQ(raised(facts, 2031, policy), 3000);
  EXPECT_EQ(raised(facts, 2032, policy), 4000);
  EXPECT_EQ(raised(facts, 2033, policy), 4000);
  EXPECT_EQ(decide_incentive(facts, 2032, policy).reasons.size(), 1U);
  EXPECT_EQ(decide_incentive(facts, 2033, policy).reasons.back().code, "incentive_limited");
  const IncentiveFacts long_life = insured(2025, 2060, false);
  EXPECT_EQ(raised(long_life, 2060, xuchang()), 80'000);
}

// 断保: the counter begins again, the amount stays, and some regions take 2000 off for each year.
TEST(Incentive, a_missed_year_restarts_the_counter) {
  IncentiveFacts facts = insured(2025, 2030);
  for (int year = 2032; year <= 2036; ++year) {
    facts.insured_years.insert(year);
    facts.claimed_years.insert(year);
  }
  EXPECT_EQ(raised(facts, 2030, nation()), 2000);
  EXPECT_EQ(raised(facts, 2032, nation()), 2000);
  EXPECT_EQ(decide_incentive(facts, 2032, nation()).incentive.continuous_years, 1);
  EXPECT_EQ(raised(facts, 2035, nation()), 2000);
  EXPECT_EQ(raised(facts, 2036, nation()), 3000);
  policy::IncentivePolicy policy = nation();
  policy.missed_year_deduction.value = Money::yuan(2000);
  EXPECT_EQ(raised(facts, 2032, policy), 0);
  policy.continuous_kept_after_break.value = false;
  EXPECT_EQ(raised(facts, 2032, policy), -2000);
  EXPECT_EQ(decide_incentive(facts, 2032, policy).incentive.ceiling, Money::yuan(398'000));
}

TEST(Incentive, a_year_not_insured_has_no_ceiling) {
  const IncentiveAnswer answer = decide_incentive(insured(2025, 2030), 2031, nation());
  EXPECT_TRUE(answer.incentive.ceiling.is_zero());
  EXPECT_EQ(answer.reasons.front().code, "incentive_not_insured");
}

}  // namespace
}  // namespace yibao::entitlement
