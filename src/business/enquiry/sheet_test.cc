// Goal: a table to be kept sums up each year and everything, and any reader of CSV reads it.
#include "business/enquiry/sheet.h"

#include <gtest/gtest.h>

#include "base/check.h"

namespace yibao::enquiry {
namespace {

std::vector<Money> fen(std::initializer_list<std::int64_t> all) {
  std::vector<Money> amounts;
  for (const std::int64_t each : all) amounts.push_back(Money::fen(each));
  return amounts;
}

TEST(Sheet, sums_up_each_year_and_everything_R_155) {
  Sheet sheet({"月份", "地区"}, {"个人", "单位"});
  sheet.add(2023, {"2023-12", "东莞市"}, fen({10'000, 20'005}));
  sheet.add(2024, {"2024-01", "东莞市"}, fen({10'000, 20'000}));
  sheet.add(2024, {"2024-02", "东莞市"}, fen({-10'000, 1}));
  EXPECT_EQ(sheet.text(),
            "\xEF\xBB\xBF"
            "月份,地区,个人,单位\r\n"
            "2023-12,东莞市,100.00,200.05\r\n"
            "2023年合计,,100.00,200.05\r\n"
            "2024-01,东莞市,100.00,200.00\r\n"
            "2024-02,东莞市,-100.00,0.01\r\n"
            "2024年合计,,0.00,200.01\r\n"
            "总计,,100.00,400.06\r\n");
}

// A balance after each row means nothing as a sum.
TEST(Sheet, does_not_sum_up_figures) {
  Sheet sheet({"日期"}, {"收入"}, {"余额"});
  sheet.add(2024, {"2024-01-05"}, fen({100}), fen({500}));
  sheet.add(2024, {"2024-01-06"}, fen({200}), fen({700}));
  EXPECT_EQ(sheet.text(),
            "\xEF\xBB\xBF"
            "日期,收入,余额\r\n"
            "2024-01-05,1.00,5.00\r\n"
            "2024-01-06,2.00,7.00\r\n"
            "2024年合计,3.00,\r\n"
            "总计,3.00,\r\n");
  EXPECT_THROW(sheet.add(2024, {"2024-01-07"}, fen({1})), Bug);
}

TEST(Sheet, of_nothing_has_a_heading_and_a_total) {
  EXPECT_EQ(Sheet({"月份"}, {"元"}).text(), "\xEF\xBB\xBF月份,元\r\n总计,0.00\r\n");
}

TEST(Sheet, quotes_what_would_end_a_field) {
  Sheet sheet({"甲,乙", "丙\"丁\""}, {"元"});
  sheet.add(2024, {"一\n二", "三"}, fen({1}));
  EXPECT_EQ(sheet.text(),
            "\xEF\xBB\xBF\"甲,乙\",\"丙\"\"丁\"\"\",元\r\n\"一\n二\",三,0.01\r\n"
            "2024年合计,,0.01\r\n总计,,0.01\r\n");
}

// A name is shown by a spreadsheet, never computed; what is taken back stays a number.
TEST(Sheet, has_no_formula_among_its_words) {
  Sheet sheet({"单位"}, {"元"});
  sheet.add(2024, {"=HYPERLINK(1)"}, {Money() - Money::fen(1)});
  EXPECT_NE(sheet.text().find("\r\n'=HYPERLINK(1),-0.01\r\n"), std::string::npos);
}

TEST(Sheet, is_the_same_as_the_grid_of_a_paper) {
  Sheet sheet({"月份"}, {"元"});
  sheet.add(2024, {"2024-01"}, fen({100}));
  const document::Grid grid = sheet.grid();
  EXPECT_EQ(grid.columns, (std::vector<std::string>{"月份", "元"}));
  EXPECT_EQ(grid.words, 1U);
  ASSERT_EQ(grid.rows.size(), 3U);
  EXPECT_EQ(grid.rows.back(), (std::vector<std::string>{"总计", "1.00"}));
}

TEST(Sheet, takes_no_row_of_an_earlier_year_or_of_another_table) {
  Sheet sheet({"月份"}, {"元"});
  sheet.add(2024, {"2024-01"}, fen({1}));
  EXPECT_THROW(sheet.add(2023, {"2023-12"}, fen({1})), Bug);
  EXPECT_THROW(sheet.add(2024, {"2024-02", "东莞市"}, fen({1})), Bug);
}

}  // namespace
}  // namespace yibao::enquiry
