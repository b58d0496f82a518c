// Goal: one reminder, with the last day to act: on the first day of its time, not the day before,
// not after the last day, never twice.
#include "business/entitlement/reminders.h"

#include <gtest/gtest.h>

#include "business/entitlement/waiting.h"
#include "business/test_policy.h"
#include "business/test_world.h"

namespace yibao::entitlement {
namespace {

policy::RegionPolicy policy_with(int due_day) {
  policy::RegionPolicy policy = test::national_policy();
  policy.contribution.due_day.value = due_day;
  policy.reminder.gap_days_before.value = 15;
  policy.reminder.window_days_before.value = 30;
  return policy;
}

EntitlementFacts paid_until(Month last) {
  EntitlementFacts facts;
  facts.paid.insert(Month::of(2024, 1), last);
  return facts;
}

struct DayRow {
  const char* today;
  bool reminded;
};

TEST(Reminder, names_the_last_day_of_the_month_after_the_grace) {
  const EntitlementFacts facts = paid_until(Month::of(2025, 1));  // free: February to April
  const DayRow rows[] = {{"2025-05-15", false},
                         {"2025-05-16", true},
                         {"2025-05-31", true},
                         {"2025-06-01", false},
                         {"2025-03-01", false}};
  for (const DayRow& row : rows) {
    const auto reminder =
        gap_reminder(facts, Relation::stands, policy_with(31), *Date::parse(row.today));
    EXPECT_EQ(reminder.has_value(), row.reminded) << row.today;
    if (reminder) {
      EXPECT_EQ(reminder->last_day, Date::of(2025, 5, 31));
    }
  }
}

// Due on the 10th: the time to remind begins in the month before, and over a year's end.
TEST(Reminder, follows_the_due_day) {
  const EntitlementFacts facts = paid_until(Month::of(2024, 9));
  const DayRow rows[] = {
      {"2024-12-25", false}, {"2024-12-26", true}, {"2025-01-10", true}, {"2025-01-11", false}};
  for (const DayRow& row : rows) {
    EXPECT_EQ(
        gap_reminder(facts, Relation::stands, policy_with(10), *Date::parse(row.today)).has_value(),
        row.reminded)
        << row.today;
  }
}

// Who has left enrols by the cut-off day of the month: a day later their first month is the next.
TEST(Reminder, names_the_day_to_enrol_for_those_who_have_left) {
  policy::RegionPolicy policy = policy_with(31);
  policy.enrolment.cutoff_day.value = 25;
  const EntitlementFacts facts = paid_until(Month::of(2025, 1));
  const DayRow rows[] = {
      {"2025-05-09", false}, {"2025-05-10", true}, {"2025-05-25", true}, {"2025-05-26", false}};
  for (const DayRow& row : rows) {
    const auto reminder = gap_reminder(facts, Relation::left, policy, *Date::parse(row.today));
    EXPECT_EQ(reminder.has_value(), row.reminded) << row.today;
    if (reminder) {
      EXPECT_EQ(reminder->last_day, Date::of(2025, 5, 25));
    }
  }
  policy.contribution.due_day.value = 10;  // due before the roster is closed
  const auto reminder = gap_reminder(facts, Relation::left, policy, Date::of(2025, 5, 1));
  ASSERT_TRUE(reminder);
  EXPECT_EQ(reminder->last_day, Date::of(2025, 5, 10));
}

// Whose employer owes the last month has a gap of their own behind it all the same (ruling 5).
TEST(Reminder, counts_from_the_month_that_the_employer_owes) {
  policy::RegionPolicy policy = policy_with(31);
  policy.enrolment.cutoff_day.value = 25;
  EntitlementFacts facts = paid_until(Month::of(2024, 12));
  facts.employer_months.insert(Month::of(2024, 10), Month::of(2025, 1));
  EXPECT_FALSE(gap_reminder(facts, Relation::left, policy, Date::of(2025, 4, 20)));
  const auto reminder = gap_reminder(facts, Relation::left, policy, Date::of(2025, 5, 20));
  ASSERT_TRUE(reminder);
  EXPECT_EQ(reminder->about, Month::of(2025, 1).index());
}

// The day that is named is the last one: paid in that month nobody waits, in the next one they do.
TEST(Reminder, tells_the_truth_about_the_last_day) {
  const policy::RegionPolicy policy = policy_with(31);
  const EntitlementFacts facts = paid_until(Month::of(2025, 1));
  const auto reminder = gap_reminder(facts, Relation::stands, policy, Date::of(2025, 5, 20));
  ASSERT_TRUE(reminder);
  ContinuityFacts cure;
  cure.paid = facts.paid;
  cure.first_new_month = Month::containing(reminder->last_day);
  EXPECT_NE(weigh_continuity(cure, policy, reminder->last_day).kind, ContinuityKind::waiting);
  cure.first_new_month = cure.first_new_month + 1;
  EXPECT_EQ(weigh_continuity(cure, policy, reminder->last_day).kind, ContinuityKind::waiting);
}

TEST(Reminder, is_not_sent_to_those_who_cannot_act) {
  const Date day = Date::of(2025, 5, 20);
  EntitlementFacts facts = paid_until(Month::of(2025, 1));
  facts.employer_months.insert(Month::of(2025, 1), Month::of(2025, 5));  // an employer's debt
  EXPECT_FALSE(gap_reminder(facts, Relation::stands, policy_with(31), day));
  facts = paid_until(Month::of(2025, 1));
  facts.died_on = Date::of(2025, 4, 1);
  EXPECT_FALSE(gap_reminder(facts, Relation::stands, policy_with(31), day));
  facts.died_on.reset();
  facts.retired_on = Date::of(2025, 2, 1);
  EXPECT_FALSE(gap_reminder(facts, Relation::stands, policy_with(31), day));
  facts.retired_on.reset();
  facts.paid.insert(Month::of(2025, 5));  // paid again
  EXPECT_FALSE(gap_reminder(facts, Relation::stands, policy_with(31), day));
}

TEST(Reminder, of_the_window_until_the_year_is_paid) {
  EntitlementFacts facts;
  facts.scheme = enrolment::Scheme::resident;
  facts.resident_years = {{2025, Date::of(2024, 11, 1), {}}};
  const DayRow rows[] = {
      {"2025-11-30", false}, {"2025-12-01", true}, {"2025-12-31", true}, {"2026-01-01", false}};
  for (const DayRow& row : rows) {
    const auto reminder = window_reminder(facts, policy_with(31), *Date::parse(row.today));
    EXPECT_EQ(reminder.has_value(), row.reminded) << row.today;
    if (reminder) {
      EXPECT_EQ(reminder->about, 2026);
    }
  }
  facts.resident_years.push_back({2026, Date::of(2025, 11, 1), {}});
  EXPECT_FALSE(window_reminder(facts, policy_with(31), Date::of(2025, 12, 5)));
}

// A window that runs into its benefit year.
TEST(Reminder, of_a_window_that_ends_in_february) {
  EntitlementFacts facts;
  facts.scheme = enrolment::Scheme::resident;
  policy::RegionPolicy policy = policy_with(31);
  policy.resident.window_last_month.value = 2;
  EXPECT_FALSE(window_reminder(facts, policy, Date::of(2026, 1, 28)));
  const auto reminder = window_reminder(facts, policy, Date::of(2026, 1, 29));
  ASSERT_TRUE(reminder);
  EXPECT_EQ(reminder->about, 2026);
  EXPECT_EQ(reminder->last_day, Date::of(2026, 2, 28));
}

}  // namespace
}  // namespace yibao::entitlement
