// Goal: the same day some months on, and what stands for a day that a month does not have.
#include "base/months_later.h"

#include <gtest/gtest.h>

namespace yibao {
namespace {

std::string later(Date day, int months, NoSuchDay otherwise) {
  return months_later(day, months, otherwise).to_string();
}

TEST(MonthsLater, is_the_same_day) {
  for (const NoSuchDay otherwise : {NoSuchDay::last_of_month, NoSuchDay::first_of_next}) {
    EXPECT_EQ(later(Date::of(2026, 3, 10), 3, otherwise), "2026-06-10");
    EXPECT_EQ(later(Date::of(2026, 3, 10), -3, otherwise), "2025-12-10");
    EXPECT_EQ(later(Date::of(2026, 1, 31), 0, otherwise), "2026-01-31");
    EXPECT_EQ(later(Date::of(2024, 2, 29), 48, otherwise), "2028-02-29");
  }
}

TEST(MonthsLater, a_month_without_the_day_ends_a_period_and_outlasts_a_wait) {
  EXPECT_EQ(later(Date::of(2026, 11, 30), 3, NoSuchDay::last_of_month), "2027-02-28");
  EXPECT_EQ(later(Date::of(2026, 11, 30), 3, NoSuchDay::first_of_next), "2027-03-01");
  EXPECT_EQ(later(Date::of(2025, 8, 31), 6, NoSuchDay::last_of_month), "2026-02-28");
}

}  // namespace
}  // namespace yibao
