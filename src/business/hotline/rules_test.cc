// Goal: numbers dialled, places keyed, office hours and card numbers are read as people mean them.
#include "business/hotline/rules.h"

#include <gtest/gtest.h>

#include "business/hotline/answers.h"
#include "business/hotline/area_codes.h"

namespace yibao::hotline {
namespace {

policy::HotlinePolicy policy_in_force() {
  policy::HotlinePolicy policy;
  policy.medical_number.value = 12393;
  policy.social_number.value = 12333;
  policy.staff_morning_from.value = 9;
  policy.staff_morning_until.value = 12;
  policy.staff_afternoon_from.value = 13;
  policy.staff_afternoon_until.value = 17;
  return policy;
}

Instant at(Date day, int hour, int minute) {
  return Instant::from_milliseconds(Instant::start_of(day).milliseconds() +
                                    (hour * 60 + minute) * std::int64_t{60'000});
}

// C-14, R-160: two numbers, one dialog; the area code before either routes.
TEST(HotlineRules, reads_the_number_dialled) {
  struct Case {
    const char* dialled;
    std::optional<Line> line;
    int region;
  };
  const Case kCases[] = {
      {"12393", Line::medical, 0},
      {"12333", Line::social, 0},
      {"076912393", Line::medical, 441900},
      {"0769-12393", Line::medical, 441900},
      {"+8675412333", Line::social, 440500},
      {"+8612393", Line::medical, 0},
      {"02512393", Line::medical, 320100},
      {"110", std::nullopt, 0},
      {"", std::nullopt, 0},
      {"9912393", std::nullopt, 0},
  };
  for (const Case& each : kCases) {
    const auto read = read_dialled(each.dialled, policy_in_force());
    ASSERT_EQ(read.has_value(), each.line.has_value()) << each.dialled;
    if (!read) continue;
    EXPECT_EQ(read->line, *each.line) << each.dialled;
    EXPECT_EQ(read->region.value(), each.region) << each.dialled;
  }
}

TEST(HotlineRules, area_codes_lead_to_one_place_each) {
  for (std::size_t i = 1; i < kAreaCodes.size(); ++i) {
    EXPECT_LT(kAreaCodes[i - 1].digits, kAreaCodes[i].digits);
  }
  for (const AreaCode& each : kAreaCodes) {
    EXPECT_EQ(place_of_number(std::string(each.digits) + "8888").value(), each.region);
  }
  EXPECT_TRUE(place_of_number("13800001111").is_none());
  EXPECT_TRUE(place_of_area_code("").is_none());
}

// C-14: working days 9 to 12 and 13 to 17, the boundaries included and excluded.
TEST(HotlineRules, staff_is_there_in_office_hours) {
  const calendar::Calendar calendar;  // weekends only
  const Date monday = Date::of(2025, 4, 28);
  const Date sunday = Date::of(2025, 4, 27);
  struct Case {
    Date day;
    int hour;
    int minute;
    bool there;
  };
  const Case kCases[] = {
      {monday, 8, 59, false}, {monday, 9, 0, true},    {monday, 11, 59, true},
      {monday, 12, 0, false}, {monday, 12, 59, false}, {monday, 13, 0, true},
      {monday, 16, 59, true}, {monday, 17, 0, false},  {sunday, 10, 0, false},
  };
  for (const Case& each : kCases) {
    EXPECT_EQ(staff_is_there(policy_in_force(), calendar, at(each.day, each.hour, each.minute)),
              each.there)
        << each.day.to_string() << " " << each.hour << ":" << each.minute;
  }
}

TEST(HotlineRules, card_numbers_are_keyed_by_the_letters_on_the_keys) {
  EXPECT_EQ(keyed("E20000001"), "320000001");
  EXPECT_EQ(keyed("ABCXYZ"), "222999");
  EXPECT_EQ(keyed("12345678"), "12345678");
}

TEST(HotlineRules, names_are_spoken_by_the_family_name) {
  EXPECT_EQ(spoken_name("张三丰"), "张某");
  EXPECT_EQ(spoken_name("欧阳修"), "欧阳某");
  EXPECT_EQ(spoken_name("欧阳"), "欧某");
  EXPECT_EQ(spoken_name("张"), "张某");
}

TEST(HotlineRules, menus_have_no_key_too_many) {
  EXPECT_EQ(topic_of_key("1"), Topic::balance);
  EXPECT_EQ(topic_of_key("8"), Topic::guide);
  EXPECT_EQ(topic_of_key("9"), Topic::none);
  EXPECT_EQ(topic_of_key("11"), Topic::none);
  EXPECT_EQ(guide_of_key("1"), "transfer");
  EXPECT_EQ(guide_of_key("6"), kContacts);
  EXPECT_EQ(guide_of_key("7"), "");
}

}  // namespace
}  // namespace yibao::hotline
