// Goal: the waiting of 国办发〔2024〕38号, its repair and floor, to the day; newborns from birth.
#include "business/entitlement/resident.h"

#include <gtest/gtest.h>

#include "business/test_policy.h"

namespace yibao::entitlement {
namespace {

policy::RegionPolicy qingdao() {
  policy::RegionPolicy policy = test::national_policy(RegionCode(370200));
  policy.resident.variable_formula.value = policy::VariableFormula::missed_years_minus_one;
  policy.resident.wait_from.value = policy::ResidentWaitFrom::benefit_year_start;
  return policy;
}

ResidentFacts resident(int benefit_year, Date received_on, std::optional<int> last_insured) {
  ResidentFacts facts;
  facts.benefit_year = benefit_year;
  facts.received_on = received_on;
  facts.last_insured_year = last_insured;
  return facts;
}

// N-02, domain 1.3, worked example: 2025 and 2026 missed, paid in the window for 2027.
TEST(Resident, example_of_qingdao) {
  ResidentFacts facts = resident(2027, Date::of(2026, 11, 15), 2024);
  const ResidentWaiting missed = weigh_resident_waiting(facts, qingdao());
  EXPECT_EQ(missed.fixed_months, 3);
  EXPECT_EQ(missed.variable_months, 1);
  EXPECT_EQ(missed.entitled_from.to_string(), "2027-05-01");
  facts.repairs = {facts.received_on};
  EXPECT_EQ(weigh_resident_waiting(facts, qingdao()).entitled_from.to_string(), "2027-04-01");
  facts.repairs = {facts.received_on, facts.received_on};  // nothing is left to repair
  EXPECT_EQ(weigh_resident_waiting(facts, qingdao()).entitled_from.to_string(), "2027-04-01");
}

// 38号: a repair shortens the wait that runs; no day that is over is covered for its sake.
TEST(Resident, a_repair_covers_nothing_before_it_was_paid) {
  struct Row {
    Date repaired_on;
    const char* entitled_from;
    bool on_its_day;
  };
  const Row rows[] = {{Date::of(2027, 3, 31), "2027-04-01", false},
                      {Date::of(2027, 4, 1), "2027-04-01", false},
                      {Date::of(2027, 4, 2), "2027-04-02", true},
                      {Date::of(2027, 4, 30), "2027-04-30", true},
                      {Date::of(2027, 6, 20), "2027-05-01", false}};
  for (const Row& row : rows) {
    ResidentFacts facts = resident(2027, Date::of(2026, 11, 15), 2024);
    facts.repairs = {row.repaired_on};
    const ResidentAnswer answer = decide_resident_waiting(facts, qingdao());
    EXPECT_EQ(answer.waiting.entitled_from.to_string(), row.entitled_from);
    EXPECT_EQ(answer.reasons.back().code == "resident_repaired_meanwhile", row.on_its_day);
  }
}

struct WaitRow {
  int benefit_year;
  Date received_on;
  std::optional<int> last_insured;
  int repaired;
  int total_months;
  const char* entitled_from;
};

// N-02, C-26: fixed 3, one more for each missed year, repair, floor of 6 from 4 missed years on.
TEST(Resident, waits_by_window_and_missed_years) {
  const WaitRow rows[] = {
      // in the window, without a break: nothing
      {2026, Date::of(2025, 9, 1), 2025, 0, 0, "2026-01-01"},
      {2026, Date::of(2025, 12, 31), 2025, 0, 0, "2026-01-01"},
      // the days beside the window
      {2026, Date::of(2025, 8, 31), 2025, 0, 3, "2026-01-01"},
      {2026, Date::of(2026, 1, 1), 2025, 0, 3, "2026-04-01"},
      {2026, Date::of(2026, 3, 10), 2025, 0, 3, "2026-06-10"},
      // a break costs waiting even inside the window, from receipt
      {2027, Date::of(2026, 12, 20), 2025, 0, 4, "2027-04-20"},
      {2027, Date::of(2026, 12, 20), 2025, 1, 3, "2027-03-20"},
      // years before 2025 do not count
      {2026, Date::of(2026, 3, 10), 2020, 0, 4, "2026-07-10"},
      {2026, Date::of(2026, 3, 10), std::nullopt, 0, 4, "2026-07-10"},
      // three missed years, four, and four repaired down to the floor
      {2028, Date::of(2028, 2, 1), 2024, 0, 6, "2028-08-01"},
      {2028, Date::of(2028, 2, 1), 2024, 3, 3, "2028-05-01"},
      {2029, Date::of(2029, 2, 1), 2024, 0, 7, "2029-09-01"},
      {2029, Date::of(2029, 2, 1), 2024, 4, 6, "2029-08-01"},
  };
  for (const WaitRow& row : rows) {
    ResidentFacts facts = resident(row.benefit_year, row.received_on, row.last_insured);
    facts.repairs.assign(static_cast<std::size_t>(row.repaired), facts.received_on);
    const ResidentWaiting result = weigh_resident_waiting(facts, test::national_policy());
    EXPECT_EQ(result.total_months, row.total_months) << row.received_on.to_string();
    EXPECT_EQ(result.entitled_from.to_string(), row.entitled_from) << row.received_on.to_string();
  }
}

TEST(Resident, no_repair_where_the_region_allows_none) {
  policy::RegionPolicy policy = test::national_policy();
  policy.resident.repair_allowed.value = false;
  ResidentFacts facts = resident(2028, Date::of(2028, 2, 1), 2024);
  facts.repairs.assign(3, facts.received_on);
  EXPECT_EQ(weigh_resident_waiting(facts, policy).total_months, 6);
}

TEST(Resident, years_before_one_could_enrol_were_not_missed) {
  ResidentFacts facts = resident(2028, Date::of(2027, 10, 8), std::nullopt);
  facts.eligible_since_year = 2028;
  EXPECT_EQ(weigh_resident_waiting(facts, test::national_policy()).ground,
            ResidentGround::continuous);
}

// 38号: a gap of at most 3 months after the employee scheme waits for nothing.
TEST(Resident, soon_after_the_employee_scheme_waits_for_nothing) {
  ResidentFacts facts = resident(2026, Date::of(2026, 6, 10), 2026);
  facts.employee_until = Month::of(2026, 2);  // March to May: 3
  const ResidentWaiting within = weigh_resident_waiting(facts, test::national_policy());
  EXPECT_EQ(within.ground, ResidentGround::after_employee);
  EXPECT_EQ(within.entitled_from.to_string(), "2026-06-10");
  facts.employee_until = Month::of(2026, 1);  // February to May: 4
  const ResidentWaiting beyond = weigh_resident_waiting(facts, test::national_policy());
  EXPECT_EQ(beyond.ground, ResidentGround::waiting);
  EXPECT_EQ(beyond.entitled_from.to_string(), "2026-09-10");
}

struct AfterEmployeeRow {
  Month until;
  Date received_on;
  const char* entitled_from;
};

// 福建: employee until November, suspended on 1 December; the year paid with two months between is
// covered from 1 December on, with three as well, with four it waits.
TEST(Resident, may_be_covered_from_the_day_the_other_scheme_ended) {
  const AfterEmployeeRow rows[] = {
      {Month::of(2025, 11), Date::of(2026, 2, 10), "2025-12-01"},
      {Month::of(2025, 11), Date::of(2026, 3, 31), "2025-12-01"},
      {Month::of(2025, 11), Date::of(2026, 4, 1), "2026-07-01"},
      {Month::of(2025, 11), Date::of(2025, 12, 20), "2025-12-01"},  // in the window
      {Month::of(2025, 12), Date::of(2025, 12, 20), "2026-01-01"},
      {Month::of(2026, 2), Date::of(2026, 6, 10), "2026-03-01"},
  };
  for (const AfterEmployeeRow& row : rows) {
    ResidentFacts facts = resident(2026, row.received_on, row.until.year());
    facts.employee_until = row.until;
    EXPECT_EQ(weigh_resident_waiting(facts, test::quanzhou()).entitled_from.to_string(),
              row.entitled_from)
        << row.received_on.to_string();
  }
}

TEST(Resident, exempt_groups_wait_for_nothing) {
  ResidentFacts facts = resident(2026, Date::of(2026, 3, 10), std::nullopt);
  facts.exempt = true;
  EXPECT_EQ(weigh_resident_waiting(facts, test::national_policy()).entitled_from.to_string(),
            "2026-03-10");
}

// Being of such a group takes nothing away: who comes soon after the employee scheme is covered
// back to its end all the same.
TEST(Resident, exempt_groups_are_covered_back_like_everybody) {
  ResidentFacts facts = resident(2026, Date::of(2026, 2, 10), 2025);
  facts.employee_until = Month::of(2025, 11);
  facts.exempt = true;
  const ResidentWaiting waiting = weigh_resident_waiting(facts, test::quanzhou());
  EXPECT_EQ(waiting.entitled_from.to_string(), "2025-12-01");
  EXPECT_EQ(waiting.total_months, 0);
}

struct NewbornRow {
  Date received_on;
  int benefit_year;
  policy::NewbornLate late;
  const char* entitled_from;
};

// N-04: born 2025-11-20; the 90th day is 2026-02-18.
TEST(Resident, newborn_is_covered_from_birth_within_the_window) {
  const NewbornRow rows[] = {
      {Date::of(2025, 12, 1), 2025, policy::NewbornLate::next_month, "2025-11-20"},
      {Date::of(2026, 2, 17), 2025, policy::NewbornLate::next_month, "2025-11-20"},
      {Date::of(2026, 2, 18), 2025, policy::NewbornLate::next_month, "2025-11-20"},
      {Date::of(2026, 2, 18), 2026, policy::NewbornLate::next_month, "2026-01-01"},
      {Date::of(2026, 2, 19), 2026, policy::NewbornLate::next_month, "2026-03-01"},
      {Date::of(2026, 2, 19), 2026, policy::NewbornLate::wait, "2026-05-19"},
  };
  for (const NewbornRow& row : rows) {
    policy::RegionPolicy policy = test::national_policy();
    policy.resident.newborn_late.value = row.late;
    ResidentFacts facts = resident(row.benefit_year, row.received_on, std::nullopt);
    facts.kind = enrolment::EnrolmentKind::newborn;
    facts.born_on = Date::of(2025, 11, 20);
    EXPECT_EQ(weigh_resident_waiting(facts, policy).entitled_from.to_string(), row.entitled_from)
        << row.received_on.to_string();
  }
}

TEST(Resident, wait_that_outlasts_its_year_says_so) {
  const ResidentFacts facts = resident(2026, Date::of(2026, 11, 3), 2025);
  const ResidentAnswer answer = decide_resident_waiting(facts, test::national_policy());
  EXPECT_FALSE(answer.waiting.covered_in_year());
  EXPECT_EQ(answer.reasons.front().code, "resident_waiting_in_vain");  // no span that ends first
  EXPECT_EQ(answer.reasons.back().code, "waiting_outlasts_year");
}

TEST(Resident, months_later_is_the_same_day_or_the_first_after_it) {
  EXPECT_EQ(months_later(Date::of(2026, 3, 10), 3).to_string(), "2026-06-10");
  EXPECT_EQ(months_later(Date::of(2026, 11, 30), 3).to_string(), "2027-03-01");
  EXPECT_EQ(months_later(Date::of(2026, 1, 31), 0).to_string(), "2026-01-31");
}

TEST(Resident, window_may_run_into_the_benefit_year) {
  policy::ResidentPolicy policy = test::national_policy().resident;
  policy.window_last_month.value = 2;
  EXPECT_TRUE(in_enrolment_window(Date::of(2026, 2, 28), 2026, policy));
  EXPECT_FALSE(in_enrolment_window(Date::of(2026, 3, 1), 2026, policy));
}

// 38号: within three months after the employee scheme nobody waits, whether or not the year of that
// work was paid as a resident too; a year paid as a resident after the work is no break.
TEST(Resident, leaves_the_employee_scheme_within_the_grace_or_not) {
  struct Row {
    Month employee_until;
    std::optional<int> resident_year;  // the latest one before 2026
    Date received_on;                  // for 2026
    ResidentGround ground;
    const char* entitled_from;
  };
  const Month december = Month::of(2025, 12);
  const Date april = Date::of(2026, 4, 10);
  const Row rows[] = {
      {december, std::nullopt, Date::of(2026, 2, 10), ResidentGround::after_employee, "2026-02-10"},
      {december, 2025, Date::of(2026, 2, 10), ResidentGround::after_employee, "2026-02-10"},
      {december, 2025, april, ResidentGround::after_employee, "2026-04-10"},  // three months
      {december - 1, 2025, april, ResidentGround::waiting, "2026-07-10"},     // four
      {december - 3, 2025, Date::of(2025, 12, 20), ResidentGround::after_employee, "2026-01-01"},
      // beyond the grace: the resident's year came last, and was not broken off
      {december - 4, 2025, Date::of(2025, 12, 20), ResidentGround::continuous, "2026-01-01"},
      {december - 4, std::nullopt, Date::of(2025, 12, 20), ResidentGround::waiting, "2026-03-20"},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.employee_until.to_string() + " " + row.received_on.to_string());
    ResidentFacts facts = resident(2026, row.received_on, row.resident_year);
    MonthSet employee;
    employee.insert(Month::of(2023, 1), row.employee_until);
    employee.insert(Month::of(2026, 9));  // a later change of scheme
    const policy::RegionPolicy policy = test::dongguan();
    add_employment(facts, employee, policy.resident);
    const ResidentWaiting waiting = weigh_resident_waiting(facts, policy);
    EXPECT_EQ(waiting.ground, row.ground);
    EXPECT_EQ(waiting.entitled_from.to_string(), row.entitled_from);
  }
}

}  // namespace
}  // namespace yibao::entitlement
