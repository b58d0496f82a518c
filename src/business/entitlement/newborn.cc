#include "business/entitlement/newborn.h"

#include <algorithm>

#include "business/contribution/rules.h"
#include "business/entitlement/resident.h"

namespace yibao::entitlement {

namespace {

using enrolment::EnrolmentKind;

// A year's cost on the day of payment; a year that is over is paid at the rate of the day.
Money cost_of(int year, Date pay_on, RegionCode region, const policy::PolicySet& policies) {
  const Date priced_on = Month::of(std::max(year, pay_on.year()), 1).first_day();
  return contribution::assess_resident_year(EnrolmentKind::newborn, policies.on(region, priced_on))
      .total();
}

NewbornOption option_of(const std::vector<int>& years, Date born_on, Date pay_on, RegionCode region,
                        const policy::PolicySet& policies) {
  NewbornOption option;
  option.years = years;
  std::optional<int> insured_before;
  for (const int year : years) {
    ResidentFacts facts;
    facts.kind = EnrolmentKind::newborn;
    facts.benefit_year = year;
    facts.received_on = pay_on;
    facts.born_on = born_on;
    facts.eligible_since_year = born_on.year();
    facts.last_insured_year = insured_before;
    ResidentAnswer answer = decide_resident_waiting(facts, policies.on(region, pay_on));
    const ResidentWaiting& waiting = answer.waiting;
    // A year that is paid for and covers no day begins nothing; it may spare the next one its wait.
    if (option.covered_days == 0) {
      option.reasons = std::move(answer.reasons);
      option.covered_from = waiting.entitled_from;
    }
    option.covered_until = waiting.until;
    option.covered_days += std::max(0, waiting.until - waiting.entitled_from);
    option.cost += cost_of(year, pay_on, region, policies);
    insured_before = year;
  }
  return option;
}

}  // namespace

// 新生儿出生之日起 90 天内参保的,自出生之日起享受待遇;90 天跨年度的,可以缴出生年度、次年或者两个
// 年度。逾期的,按当地规定缴当年;次年的集中参保期已经开始的,也可以缴次年。
NewbornChoice newborn_choice(Date born_on, Date pay_on, RegionCode region,
                             const policy::PolicySet& policies) {
  const policy::ResidentPolicy& policy = policies.on(region, pay_on).resident;
  NewbornChoice choice;
  choice.window_last_day = born_on + policy.newborn_window_days.value;
  choice.within_window = pay_on <= choice.window_last_day;
  const int birth_year = born_on.year();
  // Nobody pays for a year that is as good as over, and has nothing of it.
  const auto add = [&](const std::vector<int>& years, int more_than = 0) {
    NewbornOption option = option_of(years, born_on, pay_on, region, policies);
    const int days = option.covered_days;
    if (days > more_than) choice.options.push_back(std::move(option));
    return days;
  };
  const bool across = choice.window_last_day.year() > birth_year;
  const int year = choice.within_window ? birth_year : pay_on.year();
  // The next year can be paid from its window on, or once it has begun.
  const bool next_open = pay_on.year() > year || pay_on.month() >= policy.window_first_month.value;
  const bool chooses_one = choice.within_window && across && !policy.newborn_both_years.value;
  add({year});
  if (next_open) {
    const int of_next = add({year + 1});
    if (!chooses_one) add({year, year + 1}, of_next);
  }
  std::ranges::stable_sort(choice.options, {}, &NewbornOption::cost);
  return choice;
}

}  // namespace yibao::entitlement
