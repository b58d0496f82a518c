// Goal: the shipped calendars say what the State Council's notices say (R-018, R-019, R-035,
// N-15).
#include <gtest/gtest.h>

#include "adapters/files/data.h"

namespace yibao::files {
namespace {

class ShippedCalendar : public testing::Test {
 protected:
  static Date day(const std::string& text) { return *Date::parse(text); }
  const calendar::Calendar calendar_ =
      std::move(load_calendar(std::string(YIBAO_SOURCE_DIR) + "/calendar")).value();
};

struct Vector {
  const char* accepted;
  const char* after_1;
  const char* after_3;
  const char* after_10;
  const char* after_15;
};

TEST_F(ShippedCalendar, counts_the_known_deadlines) {
  for (const Vector& row : {
           Vector{"2024-02-01", "2024-02-02", "2024-02-05", "2024-02-20", "2024-02-27"},
           Vector{"2024-09-27", "2024-09-29", "2024-10-08", "2024-10-16", "2024-10-23"},
           Vector{"2025-01-20", "2025-01-21", "2025-01-23", "2025-02-08", "2025-02-14"},
           Vector{"2025-04-25", "2025-04-27", "2025-04-29", "2025-05-13", "2025-05-20"},
           Vector{"2025-04-27", "2025-04-28", "2025-04-30", "2025-05-14", "2025-05-21"},
           Vector{"2025-09-26", "2025-09-28", "2025-09-30", "2025-10-16", "2025-10-23"},
           Vector{"2026-02-12", "2026-02-13", "2026-02-24", "2026-03-04", "2026-03-11"},
           Vector{"2026-04-30", "2026-05-06", "2026-05-08", "2026-05-18", "2026-05-25"},
       }) {
    const Date accepted = day(row.accepted);
    for (const auto& [count, expected] :
         {std::pair(1, row.after_1), std::pair(3, row.after_3), std::pair(10, row.after_10),
          std::pair(15, row.after_15)}) {
      const calendar::Deadline due = calendar_.add_working_days(accepted, count);
      EXPECT_EQ(due.day.to_string(), expected) << row.accepted << " +" << count;
      EXPECT_FALSE(due.provisional);
      EXPECT_EQ(due.version, std::string(row.accepted, 4) + ".1");
      EXPECT_EQ(calendar_.working_days_between(accepted, due.day), count);
    }
  }
}

TEST_F(ShippedCalendar, has_the_totals_of_each_year) {
  struct Total {
    int year;
    std::size_t working_days;
    int days_off;
    std::size_t make_up_days;
  };
  for (const Total& total :
       {Total{2024, 251, 28, 8}, Total{2025, 248, 28, 5}, Total{2026, 248, 33, 6}}) {
    EXPECT_EQ(calendar_.working_days_of(total.year).size(), total.working_days) << total.year;
    const calendar::YearPlan* plan = calendar_.plan_of(total.year);
    ASSERT_NE(plan, nullptr);
    int off = 0;
    for (const calendar::DaysOff& range : plan->days_off()) off += range.to - range.from + 1;
    EXPECT_EQ(off, total.days_off) << total.year;
    EXPECT_EQ(plan->make_up_days().size(), total.make_up_days) << total.year;
    EXPECT_NE(plan->source().find(std::to_string(total.year)), std::string::npos);
    EXPECT_FALSE(plan->number().empty());
  }
}

TEST_F(ShippedCalendar, is_provisional_from_2027) {
  EXPECT_EQ(calendar_.add_working_days(day("2026-12-30"), 1),
            (calendar::Deadline{day("2026-12-31"), false, "2026.1"}));
  EXPECT_EQ(calendar_.add_working_days(day("2026-12-31"), 1),
            (calendar::Deadline{day("2027-01-01"), true, "2027.0"}));
  EXPECT_EQ(calendar_.add_working_days(day("2026-12-24"), 10),
            (calendar::Deadline{day("2027-01-07"), true, "2026.1+2027.0"}));
  EXPECT_FALSE(calendar_.has_year(2027));
  EXPECT_FALSE(calendar_.has_year(2023));
}

}  // namespace
}  // namespace yibao::files
