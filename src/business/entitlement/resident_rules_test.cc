// Goal: the answer for residents: years and waits, the change between schemes, newborns, on the
// days around each date that matters.
#include "business/entitlement/test_facts.h"

namespace yibao::entitlement {
namespace {

using test::answer;
using test::expect_days;
using test::Facts;
using test::month;
using test::months;

// N-02: residents by the year.
TEST(ResidentEntitlement, resident_is_covered_for_the_year_after_waiting) {
  Facts facts;
  facts.change().scheme = enrolment::Scheme::resident;
  facts.change().resident_years = {{2025, Date::of(2025, 3, 10), {}}};
  facts.change().eligible_since_year = 2025;
  expect_days({{Date::of(2025, 6, 9), "no resident_waiting"},
               {Date::of(2025, 6, 10), "yes resident_year"},
               {Date::of(2025, 12, 31), "yes resident_year"},
               {Date::of(2026, 1, 1), "no resident_unpaid"}},
              facts, test::dongguan());
}

TEST(ResidentEntitlement, residents_wait_runs_on_into_the_next_year) {
  Facts facts;
  facts.change().scheme = enrolment::Scheme::resident;
  facts.change().eligible_since_year = 2025;
  facts.change().resident_years = {{2025, Date::of(2025, 11, 10), {}},
                                   {2026, Date::of(2025, 11, 10), {}}};
  expect_days({{Date::of(2025, 12, 31), "no resident_waiting"},
               {Date::of(2026, 2, 9), "no resident_waiting"},
               {Date::of(2026, 2, 10), "yes resident_year"}},
              facts, test::dongguan());
}

// 38号 from 2025 on: a year paid in November 2024 waited for nothing then, and puts no wait upon
// the next one, paid in its window.
TEST(ResidentEntitlement, a_year_is_judged_by_the_policy_under_which_it_was_paid) {
  policy::RegionPolicy before = test::dongguan();
  before.resident.fixed_wait_months.value = 0;
  before.resident.variable_months_per_missed_year.value = 0;
  Facts facts;
  facts.change().scheme = enrolment::Scheme::resident;
  facts.change().eligible_since_year = 1980;
  facts.change().resident_years = {{2024, Date::of(2024, 11, 15), {}, false, &before},
                                   {2025, Date::of(2024, 12, 15), {}}};
  expect_days({{Date::of(2024, 11, 14), "no resident_waiting"},
               {Date::of(2024, 11, 15), "yes resident_year"},
               {Date::of(2024, 12, 31), "yes resident_year"},
               {Date::of(2025, 1, 1), "yes resident_year"},
               {Date::of(2025, 2, 14), "yes resident_year"}},
              facts, test::dongguan());
}

// The wait of a year that runs on is told as the reason, not the year that has none of its own.
TEST(ResidentEntitlement, a_wait_that_runs_on_is_explained_by_its_own_year) {
  Facts facts;
  facts.change().scheme = enrolment::Scheme::resident;
  facts.change().eligible_since_year = 2025;
  facts.change().resident_years = {{2025, Date::of(2025, 11, 10), {}},
                                   {2026, Date::of(2025, 12, 10), {}}};
  const Entitlement waiting = entitlement_on(Date::of(2026, 2, 9), facts, test::dongguan());
  EXPECT_EQ(waiting.reasons.front().code, "resident_waiting_in_vain");
  const Entitlement over = entitlement_on(Date::of(2026, 2, 10), facts, test::dongguan());
  EXPECT_EQ(over.reasons.front().code, "resident_continuous");
  EXPECT_EQ(over.standing.since, Date::of(2026, 2, 10));
}

// Ruling 1, C-26: months as a resident are no gap of the employee scheme, and no cover of its fund.
// Employee to December 2024, resident from January (paid in June), employee again from September.
TEST(ResidentEntitlement, months_as_a_resident_are_neither_gap_nor_cover) {
  Facts facts;
  facts.paid(month(2023, 1), month(2024, 12)).paid(month(2025, 9), month(2025, 12));
  facts.change().as_resident = months(month(2025, 1), month(2025, 8));
  facts.change().year_months = months(month(2025, 1), month(2025, 12));
  expect_days({{Date::of(2025, 1, 31), "yes contribution"},
               {Date::of(2025, 2, 1), "no not_enrolled"},
               {Date::of(2025, 8, 31), "no not_enrolled"},
               {Date::of(2025, 9, 1), "yes contribution"},
               {Date::of(2025, 10, 20), "yes contribution"}},
              facts, test::hangzhou());
  EXPECT_EQ(standing_on(Date::of(2025, 8, 1), facts, test::hangzhou()).until, Date::of(2025, 9, 1));
  EXPECT_EQ(standing_on(Date::of(2025, 9, 5), facts, test::hangzhou()).since, Date::of(2025, 9, 1));
  // Four months that nobody paid before them are a gap still, and end with their first month.
  Facts broken;
  broken.paid(month(2020, 1), month(2024, 8)).paid(month(2025, 6), month(2025, 12));
  broken.change().as_resident = months(month(2025, 1), month(2025, 5));
  broken.change().year_months = months(month(2025, 1), month(2025, 12));
  expect_days({{Date::of(2025, 6, 30), "no waiting"}, {Date::of(2025, 7, 1), "yes contribution"}},
              broken, test::dongguan());
}

// Employee to June, in nothing in July, a resident again from August. What the gap of July
// costs is no matter of August's: that month is not the employee fund's.
TEST(ResidentEntitlement, a_gap_that_ends_as_a_resident_gives_no_cover_as_an_employee) {
  Facts facts;
  facts.paid(month(2025, 4), month(2025, 6));
  facts.change().as_resident =
      months(month(2025, 1), month(2025, 3)) | months(month(2025, 8), month(2025, 12));
  facts.change().year_months = months(month(2025, 1), month(2025, 12));
  expect_days({{Date::of(2025, 7, 31), "yes contribution"},
               {Date::of(2025, 8, 1), "no not_enrolled"},
               {Date::of(2025, 8, 31), "no not_enrolled"},
               {Date::of(2025, 9, 1), "no not_enrolled"}},
              facts, test::dongguan());
}

// R-071, ruling 5: within the year that was paid for, benefits run on through the first month that
// the employer owes; the year ends on 31 December, and nothing runs on into January.
TEST(ResidentEntitlement, a_residents_year_runs_on_only_within_itself) {
  Facts facts;
  facts.change().as_resident = months(month(2024, 1), month(2025, 3));
  facts.change().year_months = months(month(2024, 1), month(2025, 12));
  facts.employed(month(2025, 4), month(2025, 6));
  expect_days({{Date::of(2025, 3, 31), "no not_enrolled"},
               {Date::of(2025, 4, 1), "yes contribution"},
               {Date::of(2025, 4, 30), "yes contribution"},
               {Date::of(2025, 5, 1), "no arrears"}},
              facts, test::dongguan());
  EXPECT_EQ(standing_on(Date::of(2025, 4, 9), facts, test::dongguan()).until, Date::of(2025, 5, 1));
  Facts ended;
  ended.change().as_resident = months(month(2023, 1), month(2024, 12));
  ended.change().year_months = ended.change().as_resident;
  ended.paid(month(2025, 4), month(2025, 9));
  ended.change().switched = {month(2025, 4)};
  expect_days({{Date::of(2025, 1, 1), "no not_enrolled"},
               {Date::of(2025, 1, 31), "no not_enrolled"},
               {Date::of(2025, 2, 1), "no gap"},
               {Date::of(2025, 3, 31), "no gap"},
               {Date::of(2025, 4, 1), "yes contribution"}},
              ended, test::quanzhou());
  // January received late: a debt that began the life as an employee.
  Facts late;
  late.change().as_resident = months(month(2023, 1), month(2024, 12));
  late.change().year_months = late.change().as_resident;
  late.paid_late(month(2025, 1), month(2025, 1), Date::of(2025, 2, 10));
  late.paid(month(2025, 2), month(2025, 9)).employed(month(2025, 1), month(2025, 9));
  expect_days({{Date::of(2025, 1, 15), "no arrears"}, {Date::of(2025, 3, 15), "yes contribution"}},
              late, test::dongguan());
}

// N-04, domain 1.6: who paid the year of birth in time and the next one late waits no longer for
// the next one than who paid only that.
TEST(ResidentEntitlement, a_newborns_late_year_waits_alike_with_and_without_the_first) {
  for (const bool both : {false, true}) {
    Facts facts;
    EntitlementFacts& newborn = facts.change();
    newborn.scheme = enrolment::Scheme::resident;
    newborn.kind = enrolment::EnrolmentKind::newborn;
    newborn.born_on = Date::of(2024, 12, 31);
    newborn.eligible_since_year = 2024;
    if (both) newborn.resident_years.push_back({2024, Date::of(2025, 1, 10), {}});
    newborn.resident_years.push_back({2025, Date::of(2025, 4, 1), {}});
    const policy::RegionPolicy policy = test::dongguan();
    EXPECT_EQ(answer(Date::of(2024, 12, 31), facts, policy),
              both ? "yes resident_year" : "no resident_unpaid");
    EXPECT_EQ(answer(Date::of(2025, 4, 30), facts, policy), "no resident_waiting") << both;
    EXPECT_EQ(answer(Date::of(2025, 5, 1), facts, policy), "yes resident_year") << both;
  }
}

// N-04: a newborn whose parents pay both years after New Year.
TEST(ResidentEntitlement, newborn_is_covered_from_birth_across_the_year) {
  Facts facts;
  EntitlementFacts& newborn = facts.change();
  newborn.scheme = enrolment::Scheme::resident;
  newborn.kind = enrolment::EnrolmentKind::newborn;
  newborn.born_on = Date::of(2025, 12, 10);
  newborn.eligible_since_year = 2025;
  newborn.resident_years = {{2025, Date::of(2026, 1, 20), {}}, {2026, Date::of(2026, 1, 20), {}}};
  expect_days({{Date::of(2025, 12, 9), "no resident_waiting"},
               {Date::of(2025, 12, 10), "yes resident_year"},
               {Date::of(2026, 1, 1), "yes resident_year"}},
              facts, test::dongguan());
}

}  // namespace
}  // namespace yibao::entitlement
