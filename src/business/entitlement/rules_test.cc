// Goal: the answer a hospital gets, on the day before, the day and the day after each date that
// matters; and the fast answer never differs from the explained one.
#include "business/entitlement/rules.h"

#include <gtest/gtest.h>

#include "business/test_policy.h"

namespace yibao::entitlement {
namespace {

MonthSet months(Month first, Month last) {
  MonthSet set;
  set.insert(first, last);
  return set;
}

class Facts {
 public:
  Facts() { facts_.region = test::kShuozhou; }
  Facts& paid(Month first, Month last) {
    return facts_.paid = facts_.paid | months(first, last), *this;
  }
  Facts& paid_late(Month first, Month last, Date received_on) {
    facts_.supplementary.push_back({months(first, last), received_on});
    return paid(first, last);
  }
  Facts& employed(Month first, Month last) {
    return facts_.employer_months = months(first, last), *this;
  }
  Facts& new_here() { return facts_.begins_here = true, *this; }
  Facts& moved_here_in(Month month) { return facts_.transferred.push_back(month), *this; }
  Facts& held(hold::HoldCause cause, Date since) {
    hold::Hold hold;
    hold.cause = cause;
    hold.region = test::kShuozhou;
    hold.since = since;
    return facts_.holds.push_back(hold), *this;
  }
  EntitlementFacts& change() { return facts_; }
  operator const EntitlementFacts&() const { return facts_; }  // NOLINT: the facts it builds

 private:
  EntitlementFacts facts_;
};

Month month(int year, int month) {
  return Month::of(year, month);
}

// "yes contribution", "partly waiting 50", "no gap"
std::string answer(Date day, const EntitlementFacts& facts, const policy::RegionPolicy& policy) {
  const Entitlement explained = entitlement_on(day, facts, policy);
  const Standing standing = standing_on(day, facts, policy);
  EXPECT_EQ(explained.standing.cover, standing.cover);
  EXPECT_EQ(is_entitled(day, facts, policy), standing.cover) << day.to_string();
  EXPECT_FALSE(explained.reasons.empty());
  std::string text =
      std::string(to_text(standing.cover)) + " " + std::string(to_text(standing.ground));
  if (standing.cover == Cover::partly) text += " " + std::to_string(standing.percent);
  return text;
}

struct DayRow {
  Date day;
  const char* expected;
};

void expect_days(const std::vector<DayRow>& rows, const EntitlementFacts& facts,
                 const policy::RegionPolicy& policy) {
  for (const DayRow& row : rows) {
    EXPECT_EQ(answer(row.day, facts, policy), row.expected) << row.day.to_string();
  }
}

// March unpaid by the employer, benefits stop on 1 April.
TEST(Entitlement, stops_on_the_first_of_the_month_after_the_unpaid_one) {
  Facts facts;
  facts.paid(month(2020, 1), month(2025, 2)).employed(month(2020, 1), month(2025, 3));
  expect_days({{Date::of(2025, 3, 1), "yes contribution"},
               {Date::of(2025, 3, 31), "yes contribution"},
               {Date::of(2025, 4, 1), "no arrears"},
               {Date::of(2025, 4, 2), "no arrears"}},
              facts, test::shuozhou());
  EXPECT_EQ(standing_on(Date::of(2025, 3, 31), facts, test::shuozhou()).until,
            Date::of(2025, 4, 1));
  const Entitlement stopped = entitlement_on(Date::of(2025, 4, 9), facts, test::shuozhou());
  EXPECT_EQ(stopped.standing.since, Date::of(2025, 4, 1));
  EXPECT_FALSE(stopped.standing.until);
  EXPECT_EQ(stopped.reasons.front().code, "benefits_stopped_by_arrears");
}

// 1.10 ruling 5: nobody owes the months of a flexible worker; R-063: a new employer.
TEST(Entitlement, gap_ends_with_the_first_month_paid_again) {
  Facts facts;
  facts.paid(month(2020, 1), month(2025, 2));
  expect_days({{Date::of(2025, 3, 31), "yes contribution"}, {Date::of(2025, 4, 1), "no gap"}},
              facts, test::dongguan());
  facts.paid(month(2025, 5), month(2025, 9));
  expect_days({{Date::of(2025, 4, 30), "no gap"},
               {Date::of(2025, 5, 1), "yes contribution"},
               {Date::of(2025, 5, 2), "yes contribution"}},
              facts, test::dongguan());
}

// 福建: new participants wait three months at half of the benefit, however old the months are
// later.
TEST(Entitlement, new_participants_wait_at_half_in_fujian) {
  Facts facts;
  facts.new_here().paid(month(2026, 1), month(2026, 12));
  expect_days({{Date::of(2025, 12, 31), "no not_enrolled"},
               {Date::of(2026, 1, 1), "partly waiting 50"},
               {Date::of(2026, 3, 31), "partly waiting 50"},
               {Date::of(2026, 4, 1), "yes contribution"},
               {Date::of(2026, 4, 2), "yes contribution"}},
              facts, test::quanzhou());
  EXPECT_EQ(standing_on(Date::of(2026, 2, 1), facts, test::quanzhou()).until, Date::of(2026, 4, 1));
  EXPECT_EQ(standing_on(Date::of(2026, 5, 1), facts, test::quanzhou()).since, Date::of(2026, 4, 1));
  expect_days({{Date::of(2026, 1, 1), "yes contribution"}}, facts, test::dongguan());
  facts.change().begins_here = false;
  expect_days({{Date::of(2026, 1, 1), "yes contribution"}}, facts, test::quanzhou());
}

// A first month that the employer of a new participant paid late: restored first, then the wait.
TEST(Entitlement, new_participants_with_a_debt_are_restored_before_they_wait) {
  Facts facts;
  facts.new_here()
      .paid_late(month(2026, 1), month(2026, 1), Date::of(2026, 2, 10))
      .paid(month(2026, 2), month(2026, 12))
      .employed(month(2026, 1), month(2026, 12));
  expect_days({{Date::of(2026, 1, 31), "no not_enrolled"},
               {Date::of(2026, 2, 9), "no arrears"},
               {Date::of(2026, 2, 10), "no restoring"},
               {Date::of(2026, 2, 28), "no restoring"},
               {Date::of(2026, 3, 1), "partly waiting 50"},
               {Date::of(2026, 3, 31), "partly waiting 50"},
               {Date::of(2026, 4, 1), "yes contribution"}},
              facts, test::quanzhou());
}

// 南京 by the next month. The first two months at the first employer came late.
TEST(Entitlement, first_months_of_a_debt_are_restored_like_any_other) {
  Facts facts;
  facts.paid_late(month(2023, 6), month(2023, 7), Date::of(2023, 8, 8))
      .paid(month(2023, 8), month(2024, 6))
      .employed(month(2023, 6), month(2024, 6));
  expect_days({{Date::of(2023, 6, 30), "no not_enrolled"},
               {Date::of(2023, 8, 7), "no arrears"},
               {Date::of(2023, 8, 8), "no restoring"},
               {Date::of(2023, 8, 31), "no restoring"},
               {Date::of(2023, 9, 1), "yes contribution"},
               {Date::of(2023, 9, 2), "yes contribution"}},
              facts, test::dongguan());
  // 岳阳: on arrival, and back to the first day.
  expect_days({{Date::of(2023, 5, 31), "no not_enrolled"},
               {Date::of(2023, 6, 1), "yes contribution"},
               {Date::of(2023, 7, 15), "yes contribution"}},
              facts, test::yueyang());
  facts.change().employer_months = {};  // a flexible worker's: nobody owed them
  expect_days({{Date::of(2023, 7, 31), "no gap"}, {Date::of(2023, 8, 1), "yes contribution"}},
              facts, test::dongguan());
}

// A first month that is still owed stops the benefits of those that were paid after it (N-18).
TEST(Entitlement, first_month_still_owed_is_a_debt) {
  Facts facts;
  facts.paid(month(2023, 7), month(2024, 6)).employed(month(2023, 6), month(2024, 6));
  expect_days({{Date::of(2023, 6, 30), "no not_enrolled"},
               {Date::of(2023, 7, 1), "no arrears"},
               {Date::of(2024, 6, 30), "no arrears"}},
              facts, test::dongguan());
}

// C-03: March and April unpaid, received on 05-20: restored on 1 June.
TEST(Entitlement, arrears_within_three_months_are_restored_next_month) {
  Facts facts;
  facts.paid(month(2020, 1), month(2025, 2))
      .paid_late(month(2025, 3), month(2025, 4), Date::of(2025, 5, 20))
      .paid(month(2025, 5), month(2025, 6))
      .employed(month(2020, 1), month(2025, 6));
  expect_days({{Date::of(2025, 3, 31), "yes contribution"},
               {Date::of(2025, 4, 1), "no arrears"},
               {Date::of(2025, 5, 19), "no arrears"},
               {Date::of(2025, 5, 20), "no restoring"},
               {Date::of(2025, 5, 31), "no restoring"},
               {Date::of(2025, 6, 1), "yes contribution"},
               {Date::of(2025, 6, 2), "yes contribution"}},
              facts, test::shuozhou());
  EXPECT_EQ(standing_on(Date::of(2025, 5, 20), facts, test::shuozhou()).until,
            Date::of(2025, 6, 1));
  EXPECT_EQ(standing_on(Date::of(2025, 6, 2), facts, test::shuozhou()).since, Date::of(2025, 6, 1));
}

// asked on the day of receipt, before May is due, the date is already known.
TEST(Entitlement, names_the_day_of_restoration_on_the_day_of_receipt) {
  Facts facts;
  facts.paid(month(2020, 1), month(2025, 2))
      .paid_late(month(2025, 3), month(2025, 4), Date::of(2025, 5, 20))
      .employed(month(2020, 1), month(2025, 5));
  const Entitlement today = entitlement_on(Date::of(2025, 5, 20), facts, test::shuozhou());
  EXPECT_EQ(today.standing.until, Date::of(2025, 6, 1));
  EXPECT_EQ(today.reasons.front().code, "arrears_restored");
  EXPECT_EQ(answer(Date::of(2025, 6, 1), facts, test::shuozhou()), "no arrears");  // May now
}

// four months, half a year in Shuozhou; the answer carries the end date.
TEST(Entitlement, waits_half_a_year_after_four_months) {
  Facts facts;
  facts.paid(month(2020, 1), month(2025, 1)).paid(month(2025, 6), month(2026, 3));
  expect_days({{Date::of(2025, 5, 31), "no gap"},
               {Date::of(2025, 6, 1), "no waiting"},
               {Date::of(2025, 11, 30), "no waiting"},
               {Date::of(2025, 12, 1), "yes contribution"},
               {Date::of(2025, 12, 2), "yes contribution"}},
              facts, test::shuozhou());
  const Entitlement waiting = entitlement_on(Date::of(2025, 8, 8), facts, test::shuozhou());
  EXPECT_EQ(waiting.standing.until, Date::of(2025, 12, 1));
  EXPECT_EQ(waiting.reasons.front().code, "waiting_paid_months");
}

// 福建: half of the benefit during three months after a gap of four that was paid up.
TEST(Entitlement, pays_half_while_waiting_in_fujian) {
  Facts facts;
  facts.change().region = test::kQuanzhou;
  facts.paid(month(2020, 1), month(2025, 1))
      .paid_late(month(2025, 2), month(2025, 5), Date::of(2025, 6, 20))
      .paid(month(2025, 6), month(2026, 3));
  expect_days({{Date::of(2025, 5, 31), "no gap"},
               {Date::of(2025, 6, 1), "partly waiting 50"},
               {Date::of(2025, 8, 31), "partly waiting 50"},
               {Date::of(2025, 9, 1), "yes contribution"}},
              facts, test::quanzhou());
}

// transfer, three months paid up: the gap itself is covered, not a day is lost.
TEST(Entitlement, transfer_with_back_payment_covers_the_gap_retroactively) {
  Facts facts;
  facts.paid(month(2020, 1), month(2025, 1))
      .paid_late(month(2025, 2), month(2025, 4), Date::of(2025, 5, 20))
      .paid(month(2025, 5), month(2025, 6))
      .moved_here_in(month(2025, 5));
  for (const Date day : {Date::of(2025, 2, 1), Date::of(2025, 3, 1), Date::of(2025, 4, 30),
                         Date::of(2025, 5, 1), Date::of(2025, 6, 1)}) {
    EXPECT_EQ(answer(day, facts, test::shuozhou()), "yes contribution") << day.to_string();
  }
  EXPECT_EQ(standing_on(Date::of(2025, 6, 1), facts, test::shuozhou()).since, Date::of(2020, 1, 1));
}

// C-02: an earlier wait goes on when a month is missed in the middle of it.
TEST(Entitlement, missed_month_in_the_wait_restarts_it) {
  Facts facts;
  facts.paid(month(2020, 1), month(2025, 1))
      .paid(month(2025, 6), month(2025, 7))
      .paid(month(2025, 9), month(2026, 6));
  expect_days({{Date::of(2025, 12, 1), "no waiting"},
               {Date::of(2026, 2, 28), "no waiting"},
               {Date::of(2026, 3, 1), "yes contribution"}},
              facts, test::shuozhou());
  // The reason is the wait that still runs, not the later month that was cured.
  EXPECT_EQ(entitlement_on(Date::of(2025, 12, 1), facts, test::shuozhou()).reasons.front().code,
            "waiting_paid_months");
}

// late but within its month, a payment stops nothing; a day later it does.
TEST(Entitlement, payment_before_the_month_ends_stops_nothing) {
  policy::RegionPolicy policy = test::shuozhou();
  policy.contribution.due_day.value = 15;
  for (const bool in_time : {true, false}) {
    Facts facts;
    facts.paid(month(2020, 1), month(2025, 2))
        .paid_late(month(2025, 3), month(2025, 3), Date::of(2025, 3, 31) + (in_time ? 0 : 1))
        .paid(month(2025, 4), month(2025, 6))
        .employed(month(2020, 1), month(2025, 6));
    expect_days({{Date::of(2025, 3, 31), "yes contribution"},
                 {Date::of(2025, 4, 1), in_time ? "yes contribution" : "no restoring"},
                 {Date::of(2025, 5, 1), "yes contribution"}},
                facts, policy);
  }
}

TEST(Entitlement, begins_with_the_first_month) {
  Facts facts;
  facts.paid(month(2025, 5), month(2025, 6));
  expect_days(
      {{Date::of(2025, 4, 30), "no not_enrolled"}, {Date::of(2025, 5, 1), "yes contribution"}},
      facts, test::dongguan());
  policy::RegionPolicy next_month = test::dongguan();
  next_month.contribution.covers.value = policy::CoversMonth::next_month;
  expect_days(
      {{Date::of(2025, 5, 31), "no not_enrolled"}, {Date::of(2025, 6, 1), "yes contribution"}},
      facts, next_month);
  EXPECT_EQ(answer(Date::of(2025, 5, 1), Facts(), test::dongguan()), "no not_enrolled");
}

TEST(Entitlement, first_month_paid_late_covers_from_the_next) {
  Facts facts;
  facts.paid_late(month(2025, 3), month(2025, 3), Date::of(2025, 4, 5))
      .paid(month(2025, 4), month(2025, 8));
  expect_days({{Date::of(2025, 3, 31), "no not_enrolled"},
               {Date::of(2025, 4, 6), "yes contribution"},
               {Date::of(2025, 8, 6), "yes contribution"}},
              facts, test::dongguan());
}

// 1.10 ruling 8: a retiree is who has a decision, and pays nothing.
TEST(Entitlement, retirement_decision_covers_without_contributions) {
  Facts facts;
  facts.paid(month(1990, 1), month(2025, 2));
  facts.change().retired_on = Date::of(2025, 6, 1);
  expect_days({{Date::of(2025, 5, 31), "no gap"},
               {Date::of(2025, 6, 1), "yes retiree"},
               {Date::of(2026, 6, 1), "yes retiree"}},
              facts, test::dongguan());
}

TEST(Entitlement, ends_with_the_day_of_death) {
  Facts facts;
  facts.paid(month(2020, 1), month(2025, 6));
  facts.change().died_on = Date::of(2025, 5, 10);
  expect_days({{Date::of(2025, 5, 9), "yes contribution"},
               {Date::of(2025, 5, 10), "yes contribution"},
               {Date::of(2025, 5, 11), "no death"}},
              facts, test::dongguan());
}

// The effect matrix: what stops benefits does, the card's causes do not, and what waits behind a
// hold is said at once.
TEST(Entitlement, follows_the_holds_that_stop_benefits) {
  const Date since = Date::of(2025, 5, 10);
  for (const hold::EffectRow& row : hold::kEffectMatrix) {
    if (row.cause == hold::HoldCause::gap || row.cause == hold::HoldCause::arrears) continue;
    Facts facts;
    facts.paid(month(2020, 1), month(2025, 6)).held(row.cause, since);
    const bool stops = row.effects.benefit == hold::Effect::stopped;
    expect_days({{since - 1, "yes contribution"},
                 {since, stops ? "no hold" : "yes contribution"},
                 {since + 1, stops ? "no hold" : "yes contribution"}},
                facts, test::shuozhou());
  }
  Facts unpaid;
  unpaid.paid(month(2020, 1), month(2025, 1)).held(hold::HoldCause::admin, since);
  const Entitlement both = entitlement_on(since, unpaid, test::shuozhou());
  ASSERT_EQ(both.reasons.size(), 3U);
  EXPECT_EQ(both.reasons[0].code, "benefit_held");
  EXPECT_EQ(both.reasons[1].code, "hold_admin");
  EXPECT_EQ(both.reasons[2].code, "benefits_stopped_by_gap");
}

// a transfer stops benefits at the origin, not at the target.
TEST(Entitlement, transfer_hold_acts_at_the_origin_only) {
  Facts facts;
  facts.paid(month(2020, 1), month(2025, 6)).held(hold::HoldCause::transfer, Date::of(2025, 5, 1));
  facts.change().region = test::kHangzhou;
  EXPECT_EQ(answer(Date::of(2025, 5, 5), facts, test::hangzhou()), "yes contribution");
}

// N-02: residents by the year.
TEST(Entitlement, resident_is_covered_for_the_year_after_waiting) {
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

TEST(Entitlement, residents_wait_runs_on_into_the_next_year) {
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
TEST(Entitlement, a_year_is_judged_by_the_policy_under_which_it_was_paid) {
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
TEST(Entitlement, a_wait_that_runs_on_is_explained_by_its_own_year) {
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
TEST(Entitlement, months_as_a_resident_are_neither_gap_nor_cover) {
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

// D27: employee to June, in nothing in July, a resident again from August. What the gap of July
// costs is no matter of August's: that month is not the employee fund's.
TEST(Entitlement, a_gap_that_ends_as_a_resident_gives_no_cover_as_an_employee) {
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
TEST(Entitlement, a_residents_year_runs_on_only_within_itself) {
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

// D16: a year as a resident, and three months unpaid. 43号 bridges nothing; one is new, as somebody
// who never paid: three months at half in 福建, none elsewhere. Four months are a gap all the same.
TEST(Entitlement, who_fails_the_two_year_rule_is_new) {
  const auto life = [](Month first_employed) {
    Facts facts;
    facts.change().as_resident = months(month(2024, 1), month(2024, 12));
    facts.change().year_months = facts.change().as_resident;
    facts.paid(first_employed, month(2026, 1));
    facts.change().switched = {first_employed};
    return facts;
  };
  Facts within = life(month(2025, 4));
  expect_days({{Date::of(2025, 3, 31), "no gap"},
               {Date::of(2025, 4, 1), "partly waiting 50"},
               {Date::of(2025, 6, 30), "partly waiting 50"},
               {Date::of(2025, 7, 1), "yes contribution"}},
              within, test::quanzhou());
  const Entitlement told = entitlement_on(Date::of(2025, 5, 1), within, test::quanzhou());
  EXPECT_EQ(told.reasons.front().code, "new_after_switch_waiting");
  expect_days({{Date::of(2025, 4, 1), "yes contribution"}}, within, test::dongguan());
  Facts beyond = life(month(2025, 5));
  expect_days({{Date::of(2025, 5, 1), "partly waiting 50"},
               {Date::of(2025, 10, 31), "partly waiting 50"},
               {Date::of(2025, 11, 1), "yes contribution"}},
              beyond, test::quanzhou());
}

// Rulings 1 and 5: an employer's late month beside the person's own gap lengthens no gap. Paid to
// January; February to April unpaid; May the employer's, received on 10 July.
TEST(Entitlement, an_employers_late_month_and_the_persons_gap_are_judged_apart) {
  struct Row {
    Month last_paid;     // before the gap, which ends in April
    const char* answer;  // on the day of restoration
    Date covered_from;
  };
  const Row rows[] = {
      {month(2025, 2), "yes contribution", Date::of(2025, 8, 1)},  // two months
      {month(2025, 1), "yes contribution", Date::of(2025, 8, 1)},  // three: within the grace
      {month(2024, 12), "no waiting", Date::of(2025, 11, 1)},      // four: six months from May
  };
  for (const Row& row : rows) {
    Facts facts;
    facts.paid(month(2020, 1), row.last_paid).employed(month(2025, 5), month(2025, 8));
    facts.paid_late(month(2025, 5), month(2025, 5), Date::of(2025, 7, 10));
    facts.paid(month(2025, 6), month(2026, 12));
    SCOPED_TRACE(row.last_paid.to_string());
    expect_days({{Date::of(2025, 7, 31),
                  row.answer == std::string("no waiting") ? "no waiting" : "no restoring"},
                 {Date::of(2025, 8, 1), row.answer},
                 {row.covered_from - 1,
                  row.covered_from == Date::of(2025, 8, 1) ? "no restoring" : "no waiting"},
                 {row.covered_from, "yes contribution"}},
                facts, test::dongguan());
    EXPECT_EQ(standing_on(row.covered_from + 9, facts, test::dongguan()).since, row.covered_from);
  }
}

// Story 4 of the issue with the new employer's first month ten days late: the gap is three months,
// paid up and retroactive (43号); May is the employer's debt, and stops nothing before June.
TEST(Entitlement, a_new_employers_late_month_is_no_part_of_the_gap_before_a_transfer) {
  Facts facts;
  facts.paid(month(2020, 1), month(2025, 1)).employed(month(2025, 5), month(2025, 8));
  facts.paid_late(month(2025, 2), month(2025, 4), Date::of(2025, 5, 20));
  facts.paid_late(month(2025, 5), month(2025, 5), Date::of(2025, 6, 10));
  facts.paid(month(2025, 6), month(2026, 12)).moved_here_in(month(2025, 5));
  expect_days({{Date::of(2025, 2, 28), "yes contribution"},
               {Date::of(2025, 3, 15), "yes contribution"},
               {Date::of(2025, 5, 31), "yes contribution"},
               {Date::of(2025, 6, 1), "no arrears"},
               {Date::of(2025, 6, 10), "no restoring"},
               {Date::of(2025, 6, 30), "no restoring"},
               {Date::of(2025, 7, 1), "yes contribution"}},
              facts, test::dongguan());
}

// Rulings 1, R-072, R-165: ten days late, month after month, is never more than one month unpaid at
// once; four of them unpaid at once are a gap of four.
TEST(Entitlement, months_late_one_by_one_are_no_long_gap) {
  for (const bool employed : {true, false}) {
    Facts facts;
    facts.paid(month(2020, 1), month(2024, 12));
    for (int i = 1; i <= 6; ++i) {
      facts.paid_late(month(2025, i), month(2025, i), Date::of(2025, i + 1, 10));
    }
    facts.paid(month(2025, 7), month(2026, 12));
    if (employed) facts.employed(month(2020, 1), month(2026, 12));
    const Date covered = employed ? Date::of(2025, 8, 1) : Date::of(2025, 7, 1);
    expect_days({{covered - 1, employed ? "no restoring" : "yes contribution"},
                 {covered, "yes contribution"},
                 {Date::of(2025, 8, 20), "yes contribution"}},
                facts, test::dongguan());
  }
  Facts at_once;
  at_once.paid(month(2020, 1), month(2024, 12)).employed(month(2020, 1), month(2026, 12));
  at_once.paid_late(month(2025, 1), month(2025, 4), Date::of(2025, 5, 10));
  at_once.paid_late(month(2025, 5), month(2025, 5), Date::of(2025, 6, 10));
  at_once.paid(month(2025, 6), month(2026, 12));
  expect_days({{Date::of(2025, 10, 31), "no waiting"}, {Date::of(2025, 11, 1), "yes contribution"}},
              at_once, test::dongguan());
}

// The other way round: the old employer's last month, received late, and then a gap of one's own.
TEST(Entitlement, a_gap_behind_an_employers_late_month_is_the_persons_own) {
  for (const int own : {3, 4}) {
    Facts facts;
    facts.paid(month(2020, 1), month(2025, 1)).employed(month(2024, 1), month(2025, 2));
    facts.paid_late(month(2025, 2), month(2025, 2), Date::of(2025, 7, 10));
    facts.paid(month(2025, 3) + own, month(2026, 12));
    const Date restored = Date::of(2025, 8, 1);
    const Date waited = (month(2025, 3) + (own + 6)).first_day();
    const Date from = own == 3 ? restored : waited;
    expect_days({{Date::of(2025, 2, 28), "yes contribution"},
                 {Date::of(2025, 3, 1), "no arrears"},
                 {Date::of(2025, 7, 31), own == 3 ? "no restoring" : "no waiting"},
                 {from - 1, own == 3 ? "no restoring" : "no waiting"},
                 {from, "yes contribution"}},
                facts, test::dongguan());
  }
}

// Asked before the next month was due: the employer's month has ended the gap, which is not open.
TEST(Entitlement, an_employers_late_month_ends_the_gap_before_it) {
  policy::RegionPolicy policy = test::dongguan();
  policy.arrears.restore.value = policy::Restore::next_day;
  Facts facts;
  facts.paid(month(2020, 1), month(2025, 1)).employed(month(2025, 5), month(2025, 6));
  facts.paid_late(month(2025, 5), month(2025, 5), Date::of(2025, 6, 10));
  expect_days({{Date::of(2025, 6, 10), "no restoring"},
               {Date::of(2025, 6, 11), "yes contribution"},
               {Date::of(2025, 6, 30), "yes contribution"},
               {Date::of(2025, 7, 1), "no arrears"}},
              facts, policy);
}

// N-04: a newborn whose parents pay both years after New Year.
TEST(Entitlement, newborn_is_covered_from_birth_across_the_year) {
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

// The fast answer equals the full one over many made-up lives (seeded, so that it repeats).
TEST(Entitlement, fast_answer_never_differs_from_the_full_one) {
  std::uint32_t seed = 20250425;
  const auto roll = [&](int sides) {
    seed = seed * 1664525U + 1013904223U;
    return static_cast<int>((seed >> 8) % static_cast<std::uint32_t>(sides));
  };
  const policy::RegionPolicy regions[] = {test::shuozhou(), test::hangzhou(), test::quanzhou()};
  for (int life = 0; life < 300; ++life) {
    Facts facts;
    for (Month at = month(2022, 1 + roll(12)); at < month(2026, 1);) {
      const Month end = at + roll(14);
      if (roll(6) == 0) {
        facts.paid_late(at, end, end.last_day() + roll(60));
      } else {
        facts.paid(at, end);
      }
      at = end + 1 + roll(6);
    }
    if (roll(2) == 0) facts.employed(month(2022, 1), month(2024, 1 + roll(12)));
    const policy::RegionPolicy& policy = regions[roll(3)];
    for (int i = 0; i < 40; ++i) answer(Date::of(2022, 1, 1) + roll(1600), facts, policy);
  }
}

}  // namespace
}  // namespace yibao::entitlement
