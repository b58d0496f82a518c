#include "business/entitlement/resident.h"
#include "base/months_later.h"
#include "business/enrolment/rules.h"

#include <algorithm>
#include <string>

namespace yibao::entitlement {

namespace {

using enrolment::EnrolmentKind;

Month january_of(int year) {
  return Month::of(year, 1);
}

// The latest year before the benefit year that was not missed.
int last_not_missed(const ResidentFacts& facts, const policy::ResidentPolicy& policy) {
  const int counted_before =
      std::max(policy.counted_from_year.value, facts.eligible_since_year) - 1;
  return std::max(facts.last_insured_year.value_or(counted_before), counted_before);
}

int missed_years(const ResidentFacts& facts, const policy::ResidentPolicy& policy) {
  return std::max(0, facts.benefit_year - 1 - last_not_missed(facts, policy));
}

// 新生儿:出生后规定日数内参保的,自出生之日起享受待遇;跨年度的可以缴一个年度或者两个年度。逾期的,
// 依当地对新生儿的规定,不依断保的等待期;缴过出生年度的也一样。
bool is_newborn(const ResidentFacts& facts) {
  return facts.kind == EnrolmentKind::newborn && facts.born_on &&
         facts.benefit_year <= enrolment::last_year_as_newborn(*facts.born_on);
}

void set_newborn(ResidentWaiting& result, const ResidentFacts& facts, bool within_days,
                 const policy::ResidentPolicy& policy) {
  const Date year_start = january_of(facts.benefit_year).first_day();
  if (within_days) {
    result.ground = ResidentGround::newborn_in_window;
    result.entitled_from = std::max(*facts.born_on, year_start);
    return;
  }
  result.ground = ResidentGround::newborn_late;
  result.entitled_from = (Month::containing(facts.received_on) + 1).first_day();
  if (policy.newborn_late.value == policy::NewbornLate::wait) {
    result.fixed_months = result.total_months = policy.fixed_wait_months.value;
    result.entitled_from = months_later(facts.received_on, result.total_months);
  } else if (policy.newborn_late.value == policy::NewbornLate::wait_days) {
    result.entitled_from = facts.received_on + policy.newborn_late_wait_days.value;
  }
  result.entitled_from = std::max(result.entitled_from, year_start);
}

// 中断职工医保 3 个月以内参加居民医保的,不设等待期。
bool is_soon_after(Month employee_until, const ResidentFacts& facts, bool in_window,
                   const policy::ResidentPolicy& policy) {
  const Month first =
      in_window ? january_of(facts.benefit_year) : Month::containing(facts.received_on);
  return first - employee_until - 1 <= policy.grace_months_after_employee.value;
}

bool soon_after_employee(const ResidentFacts& facts, bool in_window,
                         const policy::ResidentPolicy& policy) {
  return facts.employee_until && is_soon_after(*facts.employee_until, facts, in_window, policy);
}

// 有的地方追溯至停保次月 1 日(福建): the resident relation begins where the other one ended.
void set_after_employee(ResidentWaiting& result, const ResidentFacts& facts,
                        const policy::ResidentPolicy& policy) {
  if (policy.after_employee_from.value != policy::AfterEmployee::month_after_suspension) return;
  result.waits_from = (*facts.employee_until + 1).first_day();
  result.entitled_from = std::min(result.entitled_from, result.waits_from);
}

// 38号:未在集中参保期内参保,或者未连续参保的,设固定待遇等待期;未连续参保的,每断保一年增加变动
// 待遇等待期;补缴断保年度的,每补一年减少一个月;连续断保达到规定年数的,固定与变动(修复后)合计
// 原则上不少于规定月数。 青岛: the first missed year adds nothing.
void set_waiting(ResidentWaiting& result, int repaired_years,
                 const policy::ResidentPolicy& policy) {
  const bool minus_one =
      policy.variable_formula.value == policy::VariableFormula::missed_years_minus_one;
  const int counted = std::max(0, result.missed_years - (minus_one ? 1 : 0));
  const int repaired = policy.repair_allowed.value ? std::clamp(repaired_years, 0, counted) : 0;
  const int per_year = policy.variable_months_per_missed_year.value;
  result.ground = ResidentGround::waiting;
  result.fixed_months = policy.fixed_wait_months.value;
  result.repaired_months = repaired * per_year;
  result.variable_months = (counted - repaired) * per_year;
  result.total_months = result.fixed_months + result.variable_months;
  if (result.missed_years >= policy.floor_missed_years.value) {
    result.total_months = std::max(result.total_months, policy.floor_months.value);
  }
}

// 等待期自缴费到账之日起算;当地规定自待遇年度开始起算、且在集中参保期内缴费的,自 1 月 1 日起算。
void set_dates(ResidentWaiting& result, const ResidentFacts& facts,
               const policy::ResidentPolicy& policy) {
  const Date year_start = january_of(facts.benefit_year).first_day();
  const bool from_year =
      result.in_window && policy.wait_from.value == policy::ResidentWaitFrom::benefit_year_start;
  result.waits_from = from_year ? std::max(year_start, facts.received_on) : facts.received_on;
  result.entitled_from = std::max(months_later(result.waits_from, result.total_months), year_start);
}

// 修复缩短的是等待期:补缴之前已经过去的等待不再计算,之前的费用不因事后补缴而支付。
void shorten_by_repairs(ResidentWaiting& result, const ResidentFacts& facts,
                        const policy::ResidentPolicy& policy) {
  std::vector<Date> repairs = facts.repairs;
  std::ranges::sort(repairs);
  for (std::size_t count = 1; count <= repairs.size(); ++count) {
    ResidentWaiting shorter = result;
    const Date paid_on = repairs[count - 1];
    set_waiting(shorter, static_cast<int>(count), policy);
    set_dates(shorter, facts, policy);
    shorter.repaired_on.reset();
    if (shorter.entitled_from < paid_on) shorter.entitled_from = *(shorter.repaired_on = paid_on);
    if (shorter.entitled_from <= result.entitled_from) result = shorter;
  }
}

std::string code_of(ResidentGround ground) {
  switch (ground) {
    case ResidentGround::newborn_in_window:
      return "newborn_in_window";
    case ResidentGround::newborn_late:
      return "newborn_late";
    case ResidentGround::exempt:
      return "resident_exempt";
    case ResidentGround::after_employee:
      return "resident_after_employee";
    case ResidentGround::continuous:
      return "resident_continuous";
    case ResidentGround::waiting:
      return "resident_waiting";
  }
  return {};
}

std::vector<Citation> citations_of(ResidentGround ground, const policy::ResidentPolicy& policy) {
  switch (ground) {
    case ResidentGround::newborn_in_window:
      return {policy.newborn_window_days.citation};
    case ResidentGround::newborn_late:
      return {policy.newborn_window_days.citation, policy.newborn_late.citation,
              policy.newborn_late_wait_days.citation};
    case ResidentGround::after_employee:
      return {policy.grace_months_after_employee.citation, policy.after_employee_from.citation};
    case ResidentGround::exempt:
      return {policy.exempt_groups.citation};
    case ResidentGround::continuous:
      return {policy.window_first_month.citation, policy.window_last_month.citation};
    case ResidentGround::waiting:
      return {policy.fixed_wait_months.citation, policy.variable_months_per_missed_year.citation,
              policy.variable_formula.citation,  policy.counted_from_year.citation,
              policy.repair_allowed.citation,    policy.floor_missed_years.citation,
              policy.floor_months.citation,      policy.wait_from.citation};
  }
  return {};
}

std::vector<Fact> facts_of(const ResidentFacts& facts, const ResidentWaiting& result) {
  const auto shown = [](int value) { return std::to_string(value); };
  std::vector<Fact> list{{"benefit_year", shown(facts.benefit_year)},
                         {"received_on", facts.received_on.to_string()},
                         {"entitled_from", result.entitled_from.to_string()},
                         {"covered_until", (result.until - 1).to_string()}};
  if (facts.born_on) list.push_back({"born_on", facts.born_on->to_string()});
  if (facts.employee_until) list.push_back({"employee_until", facts.employee_until->to_string()});
  if (result.ground == ResidentGround::waiting) {
    list.push_back({"missed_years", shown(result.missed_years)});
    list.push_back({"fixed_months", shown(result.fixed_months)});
    list.push_back({"variable_months", shown(result.variable_months)});
    list.push_back({"repaired_months", shown(result.repaired_months)});
    list.push_back({"wait_months", shown(result.total_months)});
    list.push_back({"waits_from", result.waits_from.to_string()});
  }
  return list;
}

}  // namespace

Date months_later(Date day, int months) {
  return yibao::months_later(day, months, NoSuchDay::first_of_next);
}

std::vector<int> missed_years_before(const ResidentFacts& facts,
                                     const policy::ResidentPolicy& policy) {
  std::vector<int> years;
  for (int year = last_not_missed(facts, policy) + 1; year < facts.benefit_year; ++year) {
    years.push_back(year);
  }
  return years;
}

Date enrolment_window_ends(int benefit_year, const policy::ResidentPolicy& policy) {
  const int last = policy.window_last_month.value;
  const bool into_the_year = last < policy.window_first_month.value;
  return Month::of(into_the_year ? benefit_year : benefit_year - 1, last).last_day();
}

bool in_enrolment_window(Date received_on, int benefit_year, const policy::ResidentPolicy& policy) {
  const int first = policy.window_first_month.value;
  return Month::of(benefit_year - 1, first).first_day() <= received_on &&
         received_on <= enrolment_window_ends(benefit_year, policy);
}

void add_employment(ResidentFacts& facts, const MonthSet& employee_months,
                    const policy::ResidentPolicy& policy) {
  const bool in_window = in_enrolment_window(facts.received_on, facts.benefit_year, policy);
  // What was paid as an employee afterwards belongs to a later change of scheme.
  const Month begins =
      in_window ? january_of(facts.benefit_year) : Month::containing(facts.received_on) + 1;
  const std::optional<Month> last = employee_months.last_before(begins);
  if (!last) return;
  const int insured = facts.last_insured_year.value_or(0);
  if (last->year() <= insured && !is_soon_after(*last, facts, in_window, policy)) return;
  facts.employee_until = last;
  facts.last_insured_year = std::max(insured, last->year());
}

ResidentWaiting weigh_resident_waiting(const ResidentFacts& facts,
                                       const policy::RegionPolicy& region) {
  const policy::ResidentPolicy& policy = region.resident;
  ResidentWaiting result;
  result.in_window = in_enrolment_window(facts.received_on, facts.benefit_year, policy);
  result.until = january_of(facts.benefit_year + 1).first_day();
  const bool within_days =
      facts.born_on && facts.received_on - *facts.born_on <= policy.newborn_window_days.value;
  const auto as_newborn = [&] {
    set_newborn(result, facts, within_days, policy);
    result.waits_from = facts.received_on;
    return result;
  };
  if (is_newborn(facts) && (within_days || !facts.last_insured_year)) return as_newborn();
  result.missed_years = missed_years(facts, policy);
  const bool soon = soon_after_employee(facts, result.in_window, policy);
  const bool broken = result.missed_years > 0 || (facts.employee_until && !soon);
  // Neither waits; who comes soon after the employee scheme may be covered back to its end as well.
  if (soon) {
    result.ground = ResidentGround::after_employee;
  } else if (facts.exempt) {
    result.ground = ResidentGround::exempt;
  } else if (result.in_window && !broken) {
    result.ground = ResidentGround::continuous;
  } else if (is_newborn(facts)) {
    return as_newborn();
  } else {
    set_waiting(result, 0, policy);
  }
  set_dates(result, facts, policy);
  if (result.ground == ResidentGround::waiting) shorten_by_repairs(result, facts, policy);
  if (result.ground == ResidentGround::after_employee) set_after_employee(result, facts, policy);
  return result;
}

ResidentAnswer decide_resident_waiting(const ResidentFacts& facts,
                                       const policy::RegionPolicy& policy) {
  ResidentAnswer answer{weigh_resident_waiting(facts, policy), {}};
  const ResidentWaiting& result = answer.waiting;
  // A wait that outlasts the year begins no benefit of it: there is no span to name.
  const bool in_vain = result.ground == ResidentGround::waiting && !result.covered_in_year();
  answer.reasons.push_back({in_vain ? "resident_waiting_in_vain" : code_of(result.ground),
                            facts_of(facts, result), citations_of(result.ground, policy.resident)});
  if (result.repaired_on) {
    answer.reasons.push_back({"resident_repaired_meanwhile",
                              {{"repaired_on", result.repaired_on->to_string()},
                               {"repaired_months", std::to_string(result.repaired_months)}},
                              {policy.resident.repair_allowed.citation}});
  }
  if (!result.covered_in_year()) {
    answer.reasons.push_back({"waiting_outlasts_year",
                              {{"benefit_year", std::to_string(facts.benefit_year)},
                               {"entitled_from", result.entitled_from.to_string()}},
                              {}});
  }
  return answer;
}

}  // namespace yibao::entitlement
