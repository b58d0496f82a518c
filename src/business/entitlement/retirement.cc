#include "business/entitlement/retirement.h"

#include <algorithm>
#include <string>

namespace yibao::entitlement {

namespace {

constexpr int kMonthsOfAYear = 12;

int months_until(const MonthSet& months, Date today) {
  return months.count_between(Month::from_index(0), Month::containing(today));
}

std::vector<Reason> explain(const RetirementCheck& check, const policy::Cited<int>& years,
                            const policy::Cited<int>& age, const policy::Cited<int>& local) {
  const auto shown = [](int value) { return std::to_string(value); };
  std::vector<Reason> reasons;
  if (!check.age_reached) {
    reasons.push_back(
        {"retirement_age_not_reached",
         {{"age", shown(age.value)}, {"age_reached_on", check.age_reached_on.to_string()}},
         {age.citation}});
  }
  reasons.push_back(
      {check.months_missing == 0 ? "retirement_years_met" : "retirement_years_missing",
       {{"years_required", shown(years.value)},
        {"months_counted", shown(check.months_counted)},
        {"months_missing", shown(check.months_missing)}},
       {years.citation}});
  reasons.push_back({check.local_months_missing == 0 ? "retirement_local_years_met"
                                                     : "retirement_local_years_missing",
                     {{"years_required", shown(local.value)},
                      {"months_counted", shown(check.local_months_counted)},
                      {"months_missing", shown(check.local_months_missing)}},
                     {local.citation}});
  return reasons;
}

}  // namespace

// 达到法定退休年龄时,累计缴费(含视同)达到规定年限,并且在待遇享受地实际缴费达到规定年限的,退休后
// 不再缴费,按规定享受职工医保待遇;未达到的,可以缴费至规定年限(社会保险法第二十七条;《广东省基本
// 医疗保险关系省内转移接续暂行办法》)。
RetirementAnswer check_retirement(const RetirementFacts& facts, const policy::RegionPolicy& policy,
                                  Date today) {
  const policy::RetirementPolicy& rules = policy.retirement;
  const bool man = facts.sex == Sex::male;
  const policy::Cited<int>& years = man ? rules.years_men : rules.years_women;
  const policy::Cited<int>& age = man ? rules.age_men : rules.age_women;
  RetirementCheck check;
  check.age_reached_on = facts.born_on.birthday_at_age(age.value);
  check.age_reached = check.age_reached_on <= today;
  check.months_required = years.value * kMonthsOfAYear;
  check.months_counted = months_until(facts.actual | facts.deemed, today);
  check.months_missing = std::max(0, check.months_required - check.months_counted);
  check.local_months_required = rules.local_actual_years.value * kMonthsOfAYear;
  check.local_months_counted = months_until(facts.local_actual, today);
  check.local_months_missing =
      std::max(0, check.local_months_required - check.local_months_counted);
  return {check, explain(check, years, age, rules.local_actual_years)};
}

}  // namespace yibao::entitlement
