// Goal: every last day of a remedy, with the day before and after a holiday (N-25).
#include "business/casework/remedies.h"

#include <gtest/gtest.h>

#include "adapters/files/data.h"

namespace yibao::casework {
namespace {

policy::AppealPolicy policy() {
  policy::AppealPolicy policy;
  policy.days.value = 60;
  policy.review_days.value = 60;
  policy.lawsuit_months.value = 6;
  return policy;
}

std::string last_day(Date served_on, std::string_view name, Against against = Against::decision) {
  static const calendar::Calendar calendar =
      files::load_calendar(std::string(YIBAO_SOURCE_DIR) + "/calendar").value();
  for (const Fact& fact : remedies(served_on, policy(), calendar, against).facts) {
    if (fact.name == name) return fact.value;
  }
  return "";
}

TEST(Remedies, days_run_from_the_day_after_service) {
  EXPECT_EQ(last_day(Date::of(2025, 4, 25), "review_until"), "2025-06-24");
  EXPECT_EQ(last_day(Date::of(2025, 4, 25), "lawsuit_until"), "2025-10-27");  // the 25th: Saturday
}

// 2025-10-01 to 10-08 is a holiday: 60 days after 2 to 9 August end in it, after 10 August do not.
TEST(Remedies, last_day_in_a_holiday_moves_behind_it) {
  EXPECT_EQ(last_day(Date::of(2025, 8, 1), "review_until"), "2025-09-30");
  EXPECT_EQ(last_day(Date::of(2025, 8, 2), "review_until"), "2025-10-09");
  EXPECT_EQ(last_day(Date::of(2025, 8, 9), "review_until"), "2025-10-09");
  EXPECT_EQ(last_day(Date::of(2025, 8, 10), "review_until"), "2025-10-09");
  EXPECT_EQ(last_day(Date::of(2025, 8, 11), "review_until"), "2025-10-10");
}

TEST(Remedies, months_end_on_the_last_day_of_a_shorter_one) {
  EXPECT_EQ(last_day(Date::of(2025, 8, 31), "lawsuit_until"), "2026-02-28");  // a make-up day
}

TEST(Remedies, after_an_appeal_there_is_no_other_appeal) {
  EXPECT_EQ(last_day(Date::of(2025, 4, 25), "appeal_until"), "2025-06-24");
  EXPECT_EQ(last_day(Date::of(2025, 4, 25), "appeal_until", Against::appeal), "");
}

}  // namespace
}  // namespace yibao::casework
