// Goal: two officers are two staff numbers, whatever roles they act in (N-11, R-032).
#include "business/second_eyes.h"

#include <gtest/gtest.h>

namespace yibao::business {
namespace {

TEST(SecondEyes, officer_is_the_staff_number_in_whatever_role) {
  struct Row {
    const char* one;
    const char* other;
    bool same;
  };
  constexpr Row kRows[] = {
      {"agency_officer:7", "agency_officer:7", true},
      {"agency_officer:7", "senior_officer:7", true},
      {"policy_officer:7", "senior_officer:7", true},
      {"agency_officer:7", "agency_officer:17", false},
      {"participant:7", "agency_officer:7", false},  // a number of another kind
      {"employer_officer:7", "agency_officer:7", false},
      {"bank:104", "agency_officer:104", false},
      {"on_paper:530100", "agency_officer:530100", false},
      {"on_paper:530100", "on_paper:530100", true},
      {"on_paper:530100:agency_officer:7", "senior_officer:7", true},
      {"on_paper:530100:agency_officer:7", "on_paper:440500:agency_officer:7", true},
      {"on_paper:530100:agency_officer:7", "agency_officer:17", false},
      {"system:0", "system:0", true},
      {"", "", false},
      {"", "agency_officer:7", false},
  };
  for (const Row& row : kRows) {
    EXPECT_EQ(is_same_officer(row.one, row.other), row.same) << row.one << " " << row.other;
    EXPECT_EQ(is_same_officer(row.other, row.one), row.same) << row.other << " " << row.one;
    EXPECT_EQ(check_second_officer(row.one, row.other).ok(), !row.same);
  }
  EXPECT_EQ(check_second_officer("agency_officer:7", "senior_officer:7").refusal().code(),
            "second_officer_needed");
}

TEST(SecondEyes, officer_is_found_among_several) {
  EXPECT_TRUE(is_one_of_officers("agency_officer:7\nagency_officer:8\n", "senior_officer:8"));
  EXPECT_TRUE(is_one_of_officers("agency_officer:7", "agency_officer:7"));
  EXPECT_FALSE(is_one_of_officers("agency_officer:17\nagency_officer:18\n", "agency_officer:8"));
  EXPECT_FALSE(is_one_of_officers("", "agency_officer:8"));
}

}  // namespace
}  // namespace yibao::business
