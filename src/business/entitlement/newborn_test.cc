// Goal: a newborn's choice of years (N-04): days 89, 90 and 91, across a year's end and within one,
// with the covered days and the cost of each.
#include "business/entitlement/newborn.h"

#include <gtest/gtest.h>

#include "business/test_world.h"

namespace yibao::entitlement {
namespace {

constexpr RegionCode kPlace(441900);

policy::PolicySet policies(const char* late = "next_month", bool both = true) {
  using policy::test::dated;
  policy::test::Files files = test::people_policy();
  const auto set = [&](const char* id, Tree value) {
    files.set("100000", id, Tree(Tree::List{dated(std::move(value), "1998-01-01")}));
  };
  set("resident.newborn_window_days", 90);
  set("resident.newborn_late", late);
  set("resident.newborn_late_wait_days", 60);
  set("resident.newborn_both_years", both);
  set("resident.fixed_wait_months", 3);
  return files.loaded();
}

std::string shown(const NewbornChoice& choice) {
  std::string text;
  for (const NewbornOption& option : choice.options) {
    text += text.empty() ? "" : "; ";
    for (const int year : option.years) text += std::to_string(year) + " ";
    text += option.covered_from.to_string() + " " + std::to_string(option.covered_days) + " " +
            option.cost.to_yuan();
  }
  return text;
}

std::string chosen(Date born_on, Date pay_on, const policy::PolicySet& set) {
  return shown(newborn_choice(born_on, pay_on, kPlace, set));
}

// Born on 2025-11-20: day 90 is 2026-02-18.
TEST(Newborn, chooses_one_year_or_both_across_a_years_end) {
  const policy::PolicySet set = policies();
  const Date born = Date::of(2025, 11, 20);
  const std::string all =
      "2025 2025-11-20 42 400.00; 2026 2026-01-01 365 400.00; 2025 2026 2025-11-20 407 800.00";
  EXPECT_EQ(chosen(born, born, set), all);
  EXPECT_EQ(chosen(born, born + 89, set), all);
  EXPECT_EQ(chosen(born, born + 90, set), all);
  EXPECT_EQ(chosen(born, born + 91, set), "2026 2026-03-01 306 400.00");
  EXPECT_TRUE(newborn_choice(born, born + 90, kPlace, set).within_window);
  EXPECT_FALSE(newborn_choice(born, born + 91, kPlace, set).within_window);
}

TEST(Newborn, has_no_choice_within_one_year) {
  const policy::PolicySet set = policies();
  const Date born = Date::of(2025, 3, 1);  // day 90 is 05-30
  EXPECT_EQ(chosen(born, born + 90, set), "2025 2025-03-01 306 400.00");
  EXPECT_EQ(chosen(born, born + 91, set), "2025 2025-06-01 214 400.00");
}

// N-04: late in the year the next one is on offer as well, and a year that is as good as over is
// not.
TEST(Newborn, late_ones_may_pay_the_next_year_once_its_window_is_open) {
  const policy::PolicySet set = policies();
  const Date born = Date::of(2025, 3, 1);
  EXPECT_EQ(chosen(born, Date::of(2025, 8, 31), set), "2025 2025-09-01 122 400.00");
  EXPECT_EQ(chosen(born, Date::of(2025, 9, 1), set),
            "2025 2025-10-01 92 400.00; 2026 2026-01-01 365 400.00; "
            "2025 2026 2025-10-01 457 800.00");
  // Paid in December, this year would cover nothing, and adds nothing to the next one.
  EXPECT_EQ(chosen(born, Date::of(2025, 12, 31), set), "2026 2026-01-01 365 400.00");
}

// Born in 2024, nothing paid until the end of 2025: 2025 alone covers no day, and without it 2026
// waits the fixed months.
TEST(Newborn, a_missed_year_makes_the_next_one_wait) {
  const policy::PolicySet set = policies();
  EXPECT_EQ(chosen(Date::of(2024, 11, 15), Date::of(2025, 12, 31), set),
            "2026 2026-03-31 276 400.00; 2025 2026 2026-01-01 365 800.00");
}

// N-04: born within the window of the next year.
TEST(Newborn, born_in_autumn_may_pay_the_next_year_at_once) {
  EXPECT_EQ(chosen(Date::of(2025, 9, 10), Date::of(2025, 9, 30), policies("next_month", false)),
            "2025 2025-09-10 113 400.00; 2026 2026-01-01 365 400.00; "
            "2025 2026 2025-09-10 478 800.00");
}

TEST(Newborn, may_have_to_choose_one_year) {
  EXPECT_EQ(chosen(Date::of(2025, 11, 20), Date::of(2025, 12, 1), policies("next_month", false)),
            "2025 2025-11-20 42 400.00; 2026 2026-01-01 365 400.00");
}

// The late rules: the month after the payment, the fixed months, so many days.
TEST(Newborn, late_ones_follow_the_region) {
  const Date born = Date::of(2025, 3, 1);
  const Date late = born + 91;  // 05-31
  EXPECT_EQ(chosen(born, late, policies("next_month")), "2025 2025-06-01 214 400.00");
  EXPECT_EQ(chosen(born, late, policies("wait")), "2025 2025-08-31 123 400.00");
  EXPECT_EQ(chosen(born, late, policies("wait_days")), "2025 2025-07-30 155 400.00");
}

}  // namespace
}  // namespace yibao::entitlement
