// Goal: an official table never breaks a number in two.
#include "adapters/paper/columns.h"

#include <gtest/gtest.h>

#include <numeric>

namespace yibao::adapters {
namespace {

TEST(Columns, amounts_are_written_as_people_write_them) {
  const std::pair<const char*, const char*> rows[] = {
      {"0.05", "0.05"},
      {"999.00", "999.00"},
      {"1000.00", "1,000.00"},
      {"21440.00", "21,440.00"},
      {"-1234567.89", "-1,234,567.89"},
      {"-0.05", "-0.05"},
      {"20,000.00", "20,000.00"},
      {"2025-04", "2025-04"},
      {"", ""},
      {"H0001.2", "H0001.2"},
  };
  for (const auto& [plain, shown] : rows) EXPECT_EQ(with_separators(plain), shown);
}

TEST(Columns, only_amounts_of_a_grid_are_separated) {
  document::Grid grid{{"流水号", "金额(元)"}, 1, {{"20000.00", "20000.00"}}};
  EXPECT_EQ(printed(grid).rows.front(), (std::vector<std::string>{"20000.00", "20,000.00"}));
}

double sum(const std::vector<double>& widths) {
  return std::accumulate(widths.begin(), widths.end(), 0.0);
}

TEST(Columns, what_may_not_be_broken_keeps_its_width) {
  const std::vector<Column> columns{{50, false}, {200, true}, {400, true}, {60, false}};
  const std::vector<double> widths = widths_within(columns, 483);
  EXPECT_DOUBLE_EQ(widths[0], 50);
  EXPECT_DOUBLE_EQ(widths[3], 60);
  EXPECT_DOUBLE_EQ(2 * widths[1], widths[2]);
  EXPECT_NEAR(sum(widths), 483, 1e-6);
}

TEST(Columns, too_much_room_goes_to_everybody_and_too_little_is_seen) {
  EXPECT_NEAR(sum(widths_within({{50, false}, {100, true}}, 483)), 483, 1e-6);
  const std::vector<Column> crowded(9, Column{60, false});
  EXPECT_FALSE(fits(crowded, 483));
  EXPECT_NEAR(sum(widths_within(crowded, 483)), 483, 1e-6);
  EXPECT_TRUE(fits({{440, false}, {500, true}}, 483));
  EXPECT_FALSE(fits({{450, false}, {500, true}}, 483));
}

}  // namespace
}  // namespace yibao::adapters
