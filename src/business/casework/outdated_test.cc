// Goal: a deadline is computed again where a year that it passed through has another plan now, and
// nowhere else (N-15, domain 3.5).
#include "business/casework/outdated.h"

#include <gtest/gtest.h>

namespace yibao::casework {
namespace {

calendar::CalendarFile plan(int year, int version) {
  return {"calendar", Tree::object({{"year", year},
                                    {"version", version},
                                    {"source", "通知"},
                                    {"checked_on", "2025-01-01"},
                                    {"days_off", Tree(Tree::List{})},
                                    {"make_up_days", Tree(Tree::List{})}})};
}

TEST(Outdated, is_what_names_another_version_than_the_one_in_force) {
  const calendar::Calendar calendar =
      calendar::Calendar::from({plan(2026, 1), plan(2027, 1), plan(2027, 2)}).value();
  EXPECT_FALSE(is_outdated("", calendar));  // no deadline
  EXPECT_FALSE(is_outdated("2026.1", calendar));
  EXPECT_FALSE(is_outdated("2026.1+2027.2", calendar));
  EXPECT_FALSE(is_outdated("2028.0", calendar));  // still no notice
  EXPECT_TRUE(is_outdated("2027.0", calendar));   // the notice has come
  EXPECT_TRUE(is_outdated("2027.1", calendar));   // it was amended
  EXPECT_TRUE(is_outdated("2026.1+2027.1", calendar));
  EXPECT_TRUE(is_outdated("2027.1+2028.0", calendar));
  EXPECT_TRUE(is_outdated("2026.2", calendar));  // taken out again
  const auto rows = [](std::initializer_list<const char*> texts) {
    storage::Rows all;
    for (const char* text : texts) all.push_back({storage::Value(std::string(text))});
    return all;
  };
  EXPECT_EQ(outdated_among(rows({"", "2027.1", "2026.1", "2027.1", "2027.0"}), calendar),
            (std::vector<std::string>{"2027.0", "2027.1"}));
}

}  // namespace
}  // namespace yibao::casework
