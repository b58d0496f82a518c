// Goal: the answer to what an employer pays late, beside a gap of the person's own: on the day
// before, the day and the day after each date that matters.
#include "business/entitlement/test_facts.h"

namespace yibao::entitlement {
namespace {

using test::answer;
using test::expect_days;
using test::Facts;
using test::month;
using test::months;

// 1.10 ruling 5: nobody owes the months of a flexible worker; R-063: a new employer.
TEST(EntitlementAfterArrears, gap_ends_with_the_first_month_paid_again) {
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

// A first month that the employer of a new participant paid late: restored first, then the wait.
TEST(EntitlementAfterArrears, new_participants_with_a_debt_are_restored_before_they_wait) {
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
TEST(EntitlementAfterArrears, first_months_of_a_debt_are_restored_like_any_other) {
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
TEST(EntitlementAfterArrears, first_month_still_owed_is_a_debt) {
  Facts facts;
  facts.paid(month(2023, 7), month(2024, 6)).employed(month(2023, 6), month(2024, 6));
  expect_days({{Date::of(2023, 6, 30), "no not_enrolled"},
               {Date::of(2023, 7, 1), "no arrears"},
               {Date::of(2024, 6, 30), "no arrears"}},
              facts, test::dongguan());
}

// C-03: March and April unpaid, received on 05-20: restored on 1 June.
TEST(EntitlementAfterArrears, arrears_within_three_months_are_restored_next_month) {
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
TEST(EntitlementAfterArrears, names_the_day_of_restoration_on_the_day_of_receipt) {
  Facts facts;
  facts.paid(month(2020, 1), month(2025, 2))
      .paid_late(month(2025, 3), month(2025, 4), Date::of(2025, 5, 20))
      .employed(month(2020, 1), month(2025, 5));
  const Entitlement today = entitlement_on(Date::of(2025, 5, 20), facts, test::shuozhou());
  EXPECT_EQ(today.standing.until, Date::of(2025, 6, 1));
  EXPECT_EQ(today.reasons.front().code, "arrears_restored");
  EXPECT_EQ(answer(Date::of(2025, 6, 1), facts, test::shuozhou()), "no arrears");  // May now
}

// late but within its month, a payment stops nothing; a day later it does.
TEST(EntitlementAfterArrears, payment_before_the_month_ends_stops_nothing) {
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

TEST(EntitlementAfterArrears, begins_with_the_first_month) {
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

TEST(EntitlementAfterArrears, first_month_paid_late_covers_from_the_next) {
  Facts facts;
  facts.paid_late(month(2025, 3), month(2025, 3), Date::of(2025, 4, 5))
      .paid(month(2025, 4), month(2025, 8));
  expect_days({{Date::of(2025, 3, 31), "no not_enrolled"},
               {Date::of(2025, 4, 6), "yes contribution"},
               {Date::of(2025, 8, 6), "yes contribution"}},
              facts, test::dongguan());
}

// Rulings 1 and 5: an employer's late month beside the person's own gap lengthens no gap. Paid to
// January; February to April unpaid; May the employer's, received on 10 July.
TEST(EntitlementAfterArrears, an_employers_late_month_and_the_persons_gap_are_judged_apart) {
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
TEST(EntitlementAfterArrears, a_new_employers_late_month_is_no_part_of_the_gap_before_a_transfer) {
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
TEST(EntitlementAfterArrears, months_late_one_by_one_are_no_long_gap) {
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
TEST(EntitlementAfterArrears, a_gap_behind_an_employers_late_month_is_the_persons_own) {
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
TEST(EntitlementAfterArrears, an_employers_late_month_ends_the_gap_before_it) {
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

}  // namespace
}  // namespace yibao::entitlement
