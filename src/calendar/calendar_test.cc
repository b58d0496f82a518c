// Goal: working days are counted to the day, over versions of a year, years without data and
// pauses; every mistake in a calendar file is named with its file and key (N-15).
#include "calendar/calendar.h"

#include <gtest/gtest.h>

namespace yibao::calendar {
namespace {

Date day(const char* text) {
  return *Date::parse(text);
}

Tree range(const char* from, const char* to) {
  return Tree::object({{"name", "假日"}, {"from", from}, {"to", to}});
}

// 2030-01-01 is a Tuesday. One day off and one make-up Saturday.
Tree year_2030() {
  return Tree::object({{"year", 2030},
                       {"version", 1},
                       {"source", "通知"},
                       {"checked_on", "2029-12-01"},
                       {"days_off", Tree(Tree::List{range("2030-01-01", "2030-01-01")})},
                       {"make_up_days", Tree(Tree::List{"2030-01-05"})}});
}

Calendar calendar_of(std::vector<CalendarFile> files) {
  return std::move(Calendar::from(files)).value();
}

TEST(Calendar, counts_from_the_next_day) {
  const Calendar calendar = calendar_of({{"2030.toml", year_2030()}});
  EXPECT_FALSE(calendar.is_working_day(day("2030-01-01")));
  EXPECT_TRUE(calendar.is_working_day(day("2030-01-05")));
  EXPECT_FALSE(calendar.is_working_day(day("2030-01-06")));
  EXPECT_EQ(calendar.add_working_days(day("2030-01-02"), 0),
            (Deadline{day("2030-01-02"), false, "2030.1"}));
  EXPECT_EQ(calendar.add_working_days(day("2030-01-02"), 3).day, day("2030-01-05"));
  EXPECT_EQ(calendar.add_working_days(day("2030-01-02"), 4).day, day("2030-01-07"));
  EXPECT_EQ(calendar.working_days_between(day("2030-01-02"), day("2030-01-07")), 4);
  EXPECT_EQ(calendar.working_days_between(day("2030-01-07"), day("2030-01-07")), 0);
  EXPECT_EQ(calendar.working_days_between(day("2030-01-08"), day("2030-01-02")), 0);
  EXPECT_THROW((void)calendar.add_working_days(day("2030-01-02"), -1), Bug);
  EXPECT_THROW((void)calendar.add_working_days(day("2030-01-02"), kWorkingDaysMax + 1), Bug);
}

// A year without data: weekends only, provisional as soon as one counted day falls in it.
TEST(Calendar, is_provisional_where_a_year_is_not_known) {
  const Calendar calendar = calendar_of({{"2030.toml", year_2030()}});
  EXPECT_EQ(calendar.add_working_days(day("2030-12-30"), 1),
            (Deadline{day("2030-12-31"), false, "2030.1"}));
  EXPECT_EQ(calendar.add_working_days(day("2030-12-30"), 2),
            (Deadline{day("2031-01-01"), true, "2030.1+2031.0"}));
  EXPECT_EQ(calendar.add_working_days(day("2030-12-31"), 1),
            (Deadline{day("2031-01-01"), true, "2031.0"}));
  EXPECT_EQ(calendar.add_working_days(day("2029-12-31"), 1),
            (Deadline{day("2030-01-02"), false, "2030.1"}));
  EXPECT_TRUE(Calendar().add_working_days(day("2025-01-01"), 1).provisional);
  EXPECT_EQ(calendar.working_days_of(2031).size(), 261U);
}

TEST(Calendar, the_highest_version_wins_and_older_ones_stay_addressable) {
  Tree amended = year_2030();
  amended.set("version", 2).set("make_up_days", Tree(Tree::List{}));
  const Calendar calendar = calendar_of({{"2030.2.toml", amended}, {"2030.toml", year_2030()}});
  const Deadline now = calendar.add_working_days(day("2030-01-02"), 3);
  EXPECT_EQ(now, (Deadline{day("2030-01-07"), false, "2030.2"}));
  EXPECT_EQ(calendar.at("2030.1")->add_working_days(day("2030-01-02"), 3),
            (Deadline{day("2030-01-05"), false, "2030.1"}));
  EXPECT_EQ(calendar.at("2030.0")->add_working_days(day("2029-12-31"), 1),
            (Deadline{day("2030-01-01"), true, "2030.0"}));
  EXPECT_EQ(calendar.at("2029.0+2030.1")->version_of(2030), "2030.1");
  EXPECT_EQ(calendar.versions_of(2030).size(), 2U);
  EXPECT_TRUE(calendar.versions_of(2031).empty());
  EXPECT_EQ(calendar.years(), std::vector<int>{2030});
  for (const char* wrong : {"", "2030", "2030.", "2030.3", "2031.1", "2030.1+", ".1", "2030.1x"}) {
    EXPECT_FALSE(calendar.at(wrong)) << wrong;
  }
}

// Ruling 10: days after the return up to and including the day of completion do not count.
TEST(Calendar, stands_still_during_pauses) {
  const Calendar calendar;  // weekends only; 2030-03-04 is a Monday
  const Date start = day("2030-03-04");
  const auto due = [&](std::vector<Pause> pauses) {
    return calendar.deadline(start, 5, pauses).day.to_string();
  };
  const auto pause = [](const char* from, const char* to) { return Pause{day(from), day(to)}; };
  EXPECT_EQ(due({}), "2030-03-11");
  EXPECT_EQ(due({pause("2030-03-05", "2030-03-05")}), "2030-03-11");  // completed the same day
  EXPECT_EQ(due({pause("2030-03-05", "2030-03-06")}), "2030-03-12");
  EXPECT_EQ(due({pause("2030-03-05", "2030-03-07")}), "2030-03-13");
  EXPECT_EQ(due({pause("2030-03-04", "2030-03-05")}), "2030-03-12");  // returned on day one
  EXPECT_EQ(due({pause("2030-03-08", "2030-03-10")}), "2030-03-11");  // over a weekend
  EXPECT_EQ(due({pause("2030-03-11", "2030-03-20")}), "2030-03-11");  // on the last day: too late
  EXPECT_EQ(due({pause("2030-03-08", "2030-03-11")}), "2030-03-12");
  EXPECT_EQ(due({pause("2030-03-05", "2030-03-06"), pause("2030-03-11", "2030-03-13")}),
            "2030-03-14");
  EXPECT_EQ(due({pause("2030-03-05", "2030-03-07"), pause("2030-03-06", "2030-03-07")}),
            "2030-03-13");
}

TEST(Calendar, a_pause_into_an_unknown_year_makes_the_deadline_provisional) {
  const Calendar calendar = calendar_of({{"2030.toml", year_2030()}});
  const std::vector<Pause> pauses = {{day("2030-12-24"), day("2030-12-31")}};
  EXPECT_EQ(calendar.deadline(day("2030-12-24"), 1, pauses),
            (Deadline{day("2031-01-01"), true, "2030.1+2031.0"}));
}

struct Mistake {
  const char* key;
  Tree value;  // null: the key is left out
  const char* code;
  const char* named_key;
};

TEST(Calendar, names_file_and_key_of_every_mistake) {
  const Tree::List weekday = {"2030-01-07"};
  const std::vector<Mistake> mistakes = {
      {"year", {}, "calendar_key_missing", "year"},
      {"year", "2030", "calendar_value_invalid", "year"},
      {"version", 0, "calendar_value_invalid", "version"},
      {"source", "", "calendar_value_invalid", "source"},
      {"checked_on", "2029-02-30", "calendar_value_invalid", "checked_on"},
      {"days_of", 1, "calendar_key_unknown", "days_of"},
      {"days_off", {}, "calendar_key_missing", "days_off"},
      {"days_off", 1, "calendar_value_invalid", "days_off"},
      {"days_off", Tree(Tree::List{range("2030-01-02", "2030-01-01")}), "calendar_value_invalid",
       "days_off[0]"},
      {"days_off", Tree(Tree::List{range("2029-12-31", "2030-01-01")}), "calendar_day_outside_year",
       "days_off[0].from"},
      {"days_off", Tree(Tree::List{Tree::object({{"from", "2030-01-01"}})}), "calendar_key_missing",
       "days_off[0].to"},
      {"days_off",
       Tree(Tree::List{range("2030-05-01", "2030-05-03"), range("2030-05-03", "2030-05-04")}),
       "calendar_day_twice", "days_off[1]"},
      {"make_up_days", Tree(weekday), "calendar_make_up_not_weekend", "make_up_days[0]"},
      {"make_up_days", Tree(Tree::List{"2030-01-05", "2030-01-05"}), "calendar_day_twice",
       "make_up_days[1]"},
      {"make_up_days", Tree(Tree::List{5}), "calendar_value_invalid", "make_up_days[0]"},
  };
  for (const Mistake& mistake : mistakes) {
    Tree::Members members;
    const Tree correct = year_2030();
    for (const Tree::Member& member : *correct.members()) {
      if (member.first != mistake.key) members.push_back(member);
    }
    if (!mistake.value.is_null()) members.emplace_back(mistake.key, mistake.value);
    const auto calendar = Calendar::from({{"calendar/2030.toml", Tree(members)}});
    ASSERT_FALSE(calendar.ok()) << mistake.code << ' ' << mistake.key;
    const Reason& reason = calendar.refusal().reasons.front();
    EXPECT_EQ(reason.code, mistake.code) << mistake.named_key;
    EXPECT_EQ(reason.facts[0].value, "calendar/2030.toml");
    EXPECT_EQ(reason.facts[1].value, mistake.named_key);
  }
}

TEST(Calendar, reports_the_mistakes_of_all_files_together) {
  Tree wrong = year_2030();
  wrong.set("version", -1).set("note", "x");
  const auto calendar =
      Calendar::from({{"a", year_2030()}, {"b", wrong}, {"c", year_2030()}, {"d", Tree("text")}});
  ASSERT_FALSE(calendar.ok());
  std::vector<std::string> found;
  for (const Reason& reason : calendar.refusal().reasons) {
    found.push_back(reason.facts[0].value + " " + reason.code);
  }
  EXPECT_EQ(found,
            (std::vector<std::string>{"b calendar_key_unknown", "b calendar_value_invalid",
                                      "c calendar_version_twice", "d calendar_value_invalid"}));
}

}  // namespace
}  // namespace yibao::calendar
