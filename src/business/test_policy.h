// Test fixture: the nation's values as one RegionPolicy, and what four regions do differently.
//
// Built by hand so that a rule is tested without reading policy/*.toml. A test changes one value
// and says so; citations carry the parameter's name, the value and the region, as the loader's do.
#pragma once

#include <string>

#include "policy/parameters.h"

namespace yibao::test {

inline constexpr RegionCode kDongguan{441900};
inline constexpr RegionCode kHangzhou{330100};
inline constexpr RegionCode kQuanzhou{350500};
inline constexpr RegionCode kShuozhou{140600};
inline constexpr RegionCode kYueyang{430600};

inline std::string shown(int value) {
  return std::to_string(value);
}
inline std::string shown(bool value) {
  return value ? "true" : "false";
}
inline std::string shown(Money value) {
  return value.to_yuan();
}
inline std::string shown(Rate value) {
  return std::to_string(value.basis_points());
}
template<class T>
std::string shown(const T&) {
  return "";  // enums and lists: a test that needs the text reads the real files
}

template<class T>
void set(policy::Cited<T>& parameter, const std::string& name, T value,
         RegionCode region = RegionCode::nation()) {
  parameter = {value, {name, shown(value), region.to_string(), "2021-12-01", "test", false}};
}

inline void set_gap(policy::GapPolicy& gap) {
  set(gap.grace_months, "gap.grace_months", 3);
  set(gap.grace_requires_backpay, "gap.grace_requires_backpay", true);
  set(gap.grace_without_backpay, "gap.grace_without_backpay", policy::WithoutBackpay::no_wait);
  set(gap.grace_benefit_from, "gap.grace_benefit_from", policy::BenefitFrom::payment_month);
  set(gap.local_grace_benefit_from, "gap.local_grace_benefit_from",
      policy::BenefitFrom::payment_month);
  set(gap.retroactive, "gap.retroactive", true);
  set(gap.wait_months_with_backpay, "gap.wait_months_with_backpay", 6);
  set(gap.wait_months_without_backpay, "gap.wait_months_without_backpay", 6);
  set(gap.wait_kind, "gap.wait_kind", policy::WaitKind::wait);
  set(gap.wait_benefit_percent, "gap.wait_benefit_percent", 0);
  set(gap.backpay_accepted_months, "gap.backpay_accepted_months", 0);
  set(gap.continuous_years_for_switch, "gap.continuous_years_for_switch", 2);
  set(gap.local_retroactive, "gap.local_retroactive", false);
  set(gap.local_beyond_grace, "gap.local_beyond_grace", policy::BeyondGrace::waiting);
  set(gap.first_enrolment_wait_months, "gap.first_enrolment_wait_months", 0);
  set(gap.employed_wait, "gap.employed_wait", true);
}

inline void set_contribution(policy::RegionPolicy& policy) {
  policy::ContributionPolicy& contribution = policy.contribution;
  set(contribution.due_day, "contribution.due_day", 31);
  set(contribution.covers, "contribution.covers", policy::CoversMonth::same_month);
  set(contribution.employee_personal_rate, "contribution.employee_personal_rate",
      Rate::basis_points(200));
  set(contribution.employee_employer_rate, "contribution.employee_employer_rate",
      Rate::basis_points(650));
  set(contribution.flexible_rate, "contribution.flexible_rate", Rate::basis_points(850));
  set(contribution.base_minimum, "contribution.base_minimum", Money::yuan(4000));
  set(contribution.base_maximum, "contribution.base_maximum", Money::yuan(25000));
  set(contribution.resident_yearly_personal, "contribution.resident_yearly_personal",
      Money::yuan(400));
  set(policy.account.credit_rate, "account.credit_rate", Rate::basis_points(200));
  set(policy.account.flexible_has_account, "account.flexible_has_account", true);
  set(policy.account.retiree_monthly_quota, "account.retiree_monthly_quota", Money::yuan(90));
  set(policy.arrears.restore, "arrears.restore", policy::Restore::next_month);
  set(policy.arrears.late_fee_per_day, "arrears.late_fee_per_day", Rate::basis_points(5));
  set(policy.arrears.retroactive, "arrears.retroactive", false);
  set(policy.arrears.beyond_grace, "arrears.beyond_grace", policy::BeyondGrace::waiting);
  set(policy.arrears.backpay_accepted_months, "arrears.backpay_accepted_months", 0);
  set(policy.arrears.notice_working_days, "arrears.notice_working_days", 5);
  set(policy.transfer.arrears_blocks, "transfer.arrears_blocks", true);
}

inline void set_resident(policy::ResidentPolicy& resident) {
  set(resident.fixed_wait_months, "resident.fixed_wait_months", 3);
  set(resident.variable_months_per_missed_year, "resident.variable_months_per_missed_year", 1);
  set(resident.variable_formula, "resident.variable_formula",
      policy::VariableFormula::missed_years);
  set(resident.counted_from_year, "resident.counted_from_year", 2025);
  set(resident.repair_allowed, "resident.repair_allowed", true);
  set(resident.floor_missed_years, "resident.floor_missed_years", 4);
  set(resident.floor_months, "resident.floor_months", 6);
  set(resident.wait_from, "resident.wait_from", policy::ResidentWaitFrom::receipt);
  set(resident.window_first_month, "resident.window_first_month", 9);
  set(resident.window_last_month, "resident.window_last_month", 12);
  set(resident.grace_months_after_employee, "resident.grace_months_after_employee", 3);
  set(resident.after_employee_from, "resident.after_employee_from", policy::AfterEmployee::receipt);
  set(resident.newborn_window_days, "resident.newborn_window_days", 90);
  set(resident.newborn_late, "resident.newborn_late", policy::NewbornLate::next_month);
  set(resident.newborn_late_wait_days, "resident.newborn_late_wait_days", 90);
  set(resident.newborn_both_years, "resident.newborn_both_years", true);
}

inline void set_retirement(policy::RetirementPolicy& retirement) {
  set(retirement.years_men, "retirement.years_men", 30);
  set(retirement.years_women, "retirement.years_women", 25);
  set(retirement.local_actual_years, "retirement.local_actual_years", 10);
  set(retirement.age_men, "retirement.age_men", 60);
  set(retirement.age_women, "retirement.age_women", 55);
}

inline void set_incentive(policy::IncentivePolicy& incentive) {
  set(incentive.ceiling, "incentive.ceiling", Money::yuan(400'000));
  set(incentive.continuous_years, "incentive.continuous_years", 4);
  set(incentive.continuous_step, "incentive.continuous_step", Money::yuan(1000));
  set(incentive.zero_claim_step, "incentive.zero_claim_step", Money::yuan(1000));
  set(incentive.limit_percent, "incentive.limit_percent", 20);
  set(incentive.limit_amount, "incentive.limit_amount", Money{});
  set(incentive.zero_claim_resets_after_use, "incentive.zero_claim_resets_after_use", true);
  set(incentive.continuous_kept_after_break, "incentive.continuous_kept_after_break", true);
  set(incentive.missed_year_deduction, "incentive.missed_year_deduction", Money{});
  set(incentive.counted_from_year, "incentive.counted_from_year", 2025);
}

inline void set_keep_rules(policy::EnrolmentPolicy& enrolment) {
  set(enrolment.keep_two_employee, "enrolment.keep_two_employee", policy::KeepRule::work_place);
  set(enrolment.keep_two_resident, "enrolment.keep_two_resident",
      policy::KeepRule::residence_place);
  set(enrolment.keep_student, "enrolment.keep_student", policy::KeepRule::study_place);
  set(enrolment.keep_across_schemes, "enrolment.keep_across_schemes",
      policy::KeepRule::employee_scheme);
  set(enrolment.keep_across_schemes_months, "enrolment.keep_across_schemes_months", 12);
  set(enrolment.keep_flexible, "enrolment.keep_flexible", policy::KeepRule::choice);
}

// The nation's values, on behalf of a region.
inline policy::RegionPolicy national_policy(RegionCode region = RegionCode::nation()) {
  policy::RegionPolicy policy;
  policy.region = region;
  policy.on = Date::of(2025, 1, 1);
  set_gap(policy.gap);
  set_contribution(policy);
  set_resident(policy.resident);
  set_retirement(policy.retirement);
  set_incentive(policy.incentive);
  set_keep_rules(policy.enrolment);
  return policy;
}

// 东莞: nothing of its own in what these tests need.
inline policy::RegionPolicy dongguan() {
  return national_policy(kDongguan);
}

// 杭州: a gap in one place is cured from the next month; six paid months beyond the grace.
inline policy::RegionPolicy hangzhou() {
  policy::RegionPolicy policy = national_policy(kHangzhou);
  set(policy.gap.local_grace_benefit_from, "gap.local_grace_benefit_from",
      policy::BenefitFrom::next_month, kHangzhou);
  set(policy.gap.wait_kind, "gap.wait_kind", policy::WaitKind::paid_months, kHangzhou);
  return policy;
}

// 泉州 (福建): 3 months with back-payment and for who is new, 6 without, half of the benefit
// meanwhile; soon after the employee scheme a resident is covered without a day between.
inline policy::RegionPolicy quanzhou() {
  policy::RegionPolicy policy = national_policy(kQuanzhou);
  set(policy.gap.wait_months_with_backpay, "gap.wait_months_with_backpay", 3, kQuanzhou);
  set(policy.gap.wait_benefit_percent, "gap.wait_benefit_percent", 50, kQuanzhou);
  set(policy.gap.first_enrolment_wait_months, "gap.first_enrolment_wait_months", 3, kQuanzhou);
  set(policy.resident.after_employee_from, "resident.after_employee_from",
      policy::AfterEmployee::month_after_suspension, kQuanzhou);
  return policy;
}

// 朔州: 当月补缴、次月恢复; beyond three months half a year is paid again first.
inline policy::RegionPolicy shuozhou() {
  policy::RegionPolicy policy = national_policy(kShuozhou);
  set(policy.gap.local_grace_benefit_from, "gap.local_grace_benefit_from",
      policy::BenefitFrom::next_month, kShuozhou);
  set(policy.gap.wait_kind, "gap.wait_kind", policy::WaitKind::paid_months, kShuozhou);
  set(policy.arrears.restore, "arrears.restore", policy::Restore::next_month, kShuozhou);
  return policy;
}

// 岳阳: paid within three months, covered on arrival and retroactively; later it is a suspension,
// over 30 days after the payment. The same for employers' debts and for gaps.
inline policy::RegionPolicy yueyang() {
  policy::RegionPolicy policy = national_policy(kYueyang);
  set(policy.arrears.restore, "arrears.restore", policy::Restore::same_day, kYueyang);
  set(policy.arrears.retroactive, "arrears.retroactive", true, kYueyang);
  set(policy.arrears.beyond_grace, "arrears.beyond_grace", policy::BeyondGrace::plus_30_days,
      kYueyang);
  set(policy.gap.local_retroactive, "gap.local_retroactive", true, kYueyang);
  set(policy.gap.local_beyond_grace, "gap.local_beyond_grace", policy::BeyondGrace::plus_30_days,
      kYueyang);
  return policy;
}

}  // namespace yibao::test
