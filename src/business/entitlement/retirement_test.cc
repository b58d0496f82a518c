// Goal: what is missing for benefits in retirement, in months, on the day asked (N-08).
#include "business/entitlement/retirement.h"

#include <gtest/gtest.h>

#include "business/test_policy.h"

namespace yibao::entitlement {
namespace {

MonthSet months(Month first, int count) {
  MonthSet set;
  set.insert(first, first + (count - 1));
  return set;
}

struct Row {
  const char* what;
  Sex sex;
  int actual, deemed, local;
  int missing, local_missing;
};

// N-08, R-120: cumulative years with deemed ones, local actual years, by sex.
TEST(Retirement, counts_what_is_missing) {
  const Row rows[] = {
      {"man with everything", Sex::male, 360, 0, 120, 0, 0},
      {"man, one month short", Sex::male, 359, 0, 120, 1, 0},
      {"woman needs five years less", Sex::female, 300, 0, 120, 0, 0},
      {"deemed months count", Sex::male, 300, 60, 120, 0, 0},
      {"deemed months are not local actual ones", Sex::male, 119, 241, 119, 0, 1},
      {"nothing here", Sex::female, 300, 0, 0, 0, 120},
  };
  for (const Row& row : rows) {
    RetirementFacts facts;
    facts.sex = row.sex;
    facts.born_on = Date::of(1960, 1, 15);
    facts.deemed = months(Month::of(1970, 1), row.deemed);
    facts.actual = months(Month::of(1970, 1) + row.deemed, row.actual);
    facts.local_actual = months(Month::of(2010, 1), row.local);
    const RetirementCheck check =
        check_retirement(facts, test::dongguan(), Date::of(2025, 1, 15)).check;
    EXPECT_EQ(check.months_missing, row.missing) << row.what;
    EXPECT_EQ(check.local_months_missing, row.local_missing) << row.what;
  }
}

TEST(Retirement, month_that_is_actual_and_deemed_counts_once) {
  RetirementFacts facts;
  facts.born_on = Date::of(1960, 1, 15);
  facts.actual = months(Month::of(1990, 1), 24);
  facts.deemed = months(Month::of(1989, 1), 15);  // three of them actual, too
  EXPECT_EQ(check_retirement(facts, test::dongguan(), Date::of(2025, 1, 15)).check.months_counted,
            36);
}

// The day before the birthday, the day, the day after.
TEST(Retirement, age_is_reached_on_the_birthday) {
  RetirementFacts facts;
  facts.born_on = Date::of(1965, 3, 10);
  facts.actual = facts.local_actual = months(Month::of(1990, 1), 400);
  const auto on = [&](int day) {
    return check_retirement(facts, test::dongguan(), Date::of(2025, 3, day)).check;
  };
  EXPECT_FALSE(on(9).entitled());
  EXPECT_TRUE(on(9).years_enough());
  EXPECT_TRUE(on(10).entitled());
  EXPECT_TRUE(on(11).entitled());
  facts.sex = Sex::female;
  EXPECT_EQ(on(10).age_reached_on.to_string(), "2020-03-10");
}

TEST(Retirement, months_after_the_day_do_not_count) {
  RetirementFacts facts;
  facts.born_on = Date::of(1965, 3, 10);
  facts.actual = months(Month::of(2025, 1), 12);
  EXPECT_EQ(check_retirement(facts, test::dongguan(), Date::of(2025, 3, 31)).check.months_counted,
            3);
  EXPECT_EQ(check_retirement(facts, test::dongguan(), Date::of(2025, 4, 1)).check.months_counted,
            4);
}

TEST(Retirement, says_each_thing_that_is_missing) {
  RetirementFacts facts;
  facts.born_on = Date::of(1980, 3, 10);
  const RetirementAnswer answer = check_retirement(facts, test::dongguan(), Date::of(2025, 3, 10));
  ASSERT_EQ(answer.reasons.size(), 3U);
  EXPECT_EQ(answer.reasons[0].code, "retirement_age_not_reached");
  EXPECT_EQ(answer.reasons[1].code, "retirement_years_missing");
  EXPECT_EQ(answer.reasons[2].code, "retirement_local_years_missing");
  EXPECT_EQ(answer.reasons[1].citations.front().parameter, "retirement.years_men");
}

}  // namespace
}  // namespace yibao::entitlement
