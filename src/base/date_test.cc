// Goal: days, months and sets of months are exact at every edge that a deadline or a gap can meet.
#include "base/date.h"

#include <gtest/gtest.h>

namespace yibao {
namespace {

TEST(Date, parses_only_real_days_in_one_form) {
  EXPECT_EQ(Date::parse("2025-04-25")->to_string(), "2025-04-25");
  EXPECT_TRUE(Date::parse("2024-02-29"));
  for (const char* wrong : {"2025-02-29", "2025-13-01", "2025-00-10", "2025-4-25", "20250425", "",
                            "2025-04-25T00:00", "2025-04-3x", "+025-04-25"}) {
    EXPECT_FALSE(Date::parse(wrong)) << wrong;
  }
}

TEST(Date, knows_its_weekday) {
  EXPECT_EQ(Date::of(2025, 4, 27).weekday(), 7);
  EXPECT_EQ(Date::of(2025, 4, 28).weekday(), 1);
  EXPECT_TRUE(Date::of(2025, 4, 26).is_weekend());
}

TEST(Date, birthdays_of_the_29th_of_february_fall_on_the_1st_of_march) {
  EXPECT_EQ(Date::of(2008, 2, 29).birthday_at_age(16).to_string(), "2024-02-29");
  EXPECT_EQ(Date::of(2008, 2, 29).birthday_at_age(18).to_string(), "2026-03-01");
}

TEST(Instant, belongs_to_the_beijing_day) {
  const Instant midnight = Instant::start_of(Date::of(2025, 4, 25));
  EXPECT_EQ(midnight.to_string(), "2025-04-25T00:00:00.000+08:00");
  EXPECT_EQ(midnight.date().to_string(), "2025-04-25");
  EXPECT_EQ(Instant::from_milliseconds(midnight.milliseconds() - 1).date().to_string(),
            "2025-04-24");
  EXPECT_EQ(Instant::from_milliseconds(-1).date().to_string(), "1970-01-01");
  EXPECT_EQ(Instant::from_milliseconds(-8 * 3'600'000 - 1).date().to_string(), "1969-12-31");
}

TEST(Month, crosses_years_both_ways) {
  EXPECT_EQ((Month::of(2025, 12) + 1).to_string(), "2026-01");
  EXPECT_EQ((Month::of(2025, 1) - 1).to_string(), "2024-12");
  EXPECT_EQ(Month::of(1969, 12).to_string(), "1969-12");
  EXPECT_EQ(Month::of(2024, 2).last_day().to_string(), "2024-02-29");
  EXPECT_EQ(Month::parse("2025-04")->index(), Month::parse_compact("202504")->index());
  EXPECT_FALSE(Month::parse("2025-13"));
  EXPECT_FALSE(Month::parse("202504"));
}

TEST(MonthSet, counts_a_month_once) {
  MonthSet months;
  months.insert(Month::of(2024, 1), Month::of(2024, 12));
  months.insert(Month::of(2024, 6));
  EXPECT_EQ(months.count(), 12);
  EXPECT_EQ(months.count_between(Month::of(2024, 3), Month::of(2024, 5)), 3);
}

// 12 and 24 months with 3 overlapping make 33.
TEST(MonthSet, unites_histories) {
  MonthSet here;
  here.insert(Month::of(2022, 1), Month::of(2022, 12));
  MonthSet there;
  there.insert(Month::of(2022, 10), Month::of(2024, 9));
  EXPECT_EQ((here | there).count(), 33);
  EXPECT_EQ((here & there).count(), 3);
  EXPECT_EQ(here.without(there).to_string(), "2022-01..2022-09");
}

TEST(MonthSet, finds_neighbours_across_words) {
  MonthSet months;
  EXPECT_FALSE(months.first());
  EXPECT_FALSE(months.last());
  for (const int index : {0, 63, 64, 127, 128, 700, MonthSet::kMonths - 1}) {
    months.insert(Month::from_index(index));
  }
  EXPECT_EQ(months.first()->index(), 0);
  EXPECT_EQ(months.last()->index(), MonthSet::kMonths - 1);
  EXPECT_EQ(months.last_before(Month::from_index(64))->index(), 63);
  EXPECT_EQ(months.last_before(Month::from_index(63))->index(), 0);
  EXPECT_EQ(months.last_before(Month::from_index(700))->index(), 128);
  EXPECT_FALSE(months.last_before(Month::from_index(0)));
  EXPECT_EQ(months.first_from(Month::from_index(1))->index(), 63);
  EXPECT_EQ(months.first_from(Month::from_index(129))->index(), 700);
  EXPECT_FALSE(months.first_from(Month::from_index(MonthSet::kMonths)));
  EXPECT_EQ(months.run_ending_at(Month::from_index(64)), 2);
  EXPECT_EQ(months.to_vector().size(), 7U);
}

TEST(MonthSet, prints_runs) {
  MonthSet months;
  months.insert(Month::of(2024, 1), Month::of(2024, 12));
  months.insert(Month::of(2025, 3));
  EXPECT_EQ(months.to_string(), "2024-01..2024-12, 2025-03");
}

}  // namespace
}  // namespace yibao
