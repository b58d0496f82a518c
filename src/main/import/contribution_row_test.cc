// Goal: a row of a contribution file is read strictly, in the ways offices write days and amounts.
#include "main/import/contribution_row.h"

#include <gtest/gtest.h>

namespace yibao::main {
namespace {

using Fields = std::vector<std::string>;

const Fields kHeader{"证件类型",   "证件号码", "姓名",     "单位代码", "险种",
                     "费款所属期", "缴费基数", "个人缴费", "单位缴费", "到账日期"};
const std::string kNumber =
    "44190219900101001" + std::string(1, citizen_check_digit("44190219900101001"));
constexpr std::size_t kPeriod = 5;
constexpr std::size_t kBase = 6;
constexpr std::size_t kReceived = 9;

Fields good_row() {
  return {"居民身份证", kNumber,   "张三", "", "在职职工",
          "2025-03",    "6000.00", "",     "", "2025-04-10"};
}

Decision<ContributionRow> read(const Fields& fields) {
  const Decision<csv::Columns> columns =
      csv::Columns::match({1, kHeader, std::nullopt}, contribution_columns());
  return read_contribution_row(*columns, {2, fields, std::nullopt}, Date::of(2025, 4, 25));
}

Decision<ContributionRow> read_with(std::size_t place, const std::string& value) {
  Fields fields = good_row();
  fields[place] = value;
  return read(fields);
}

std::string code_with(std::size_t place, const std::string& value) {
  const Decision<ContributionRow> row = read_with(place, value);
  return row ? "" : row.refusal().code();
}

TEST(ContributionRow, is_read) {
  const Decision<ContributionRow> row = read(good_row());
  ASSERT_TRUE(row.ok());
  EXPECT_EQ(row->identity_number.reveal(), kNumber);
  EXPECT_EQ(row->kind, enrolment::EnrolmentKind::employee);
  EXPECT_EQ(row->month, Month::of(2025, 3));
  EXPECT_EQ(row->base, Money::yuan(6000));
  EXPECT_FALSE(row->personal.has_value());
  EXPECT_EQ(row->received_on, Date::of(2025, 4, 10));
}

TEST(ContributionRow, takes_days_and_months_as_offices_write_them) {
  for (const char* written : {"2025-03", "202503", "2025/03", "2025/3"}) {
    EXPECT_EQ(read_with(kPeriod, written)->month, Month::of(2025, 3)) << written;
  }
  for (const char* written : {"2025-04-09", "20250409", "2025/4/9", "2025/04/09"}) {
    EXPECT_EQ(read_with(kReceived, written)->received_on, Date::of(2025, 4, 9)) << written;
  }
  for (const char* written : {"2025-13", "25-03", "2025-3-1", "三月", "1997"}) {
    EXPECT_EQ(code_with(kPeriod, written), "import_value_wrong") << written;
  }
  for (const char* written : {"2025-02-30", "2025/4", "20250431", "4/9/2025", "45756"}) {
    EXPECT_EQ(code_with(kReceived, written), "import_value_wrong") << written;
  }
}

TEST(ContributionRow, takes_a_year_for_residents_only) {
  Fields fields = good_row();
  fields[kPeriod] = "2025";
  EXPECT_EQ(read(fields).refusal().code(), "import_period_of_other_scheme");
  fields[4] = "居民";
  EXPECT_EQ(read(fields)->year, 2025);
}

TEST(ContributionRow, takes_exact_amounts_only) {
  for (const char* written : {"6,000", "-1", "1.234", "六千", "1e3", " "}) {
    EXPECT_EQ(code_with(kBase, written), "import_value_wrong") << written;
  }
}

TEST(ContributionRow, tells_all_that_is_wrong_and_no_number) {
  const Decision<ContributionRow> row =
      read({"驾驶证", "440", "", "1", "在职职工", "2025-03", "x", "", "", ""});
  std::string codes;
  for (const Reason& reason : row.refusal().reasons) codes += reason.code + " ";
  EXPECT_EQ(codes,
            "import_value_missing import_value_wrong employer_code_shape import_value_wrong "
            "import_value_missing ");
  EXPECT_EQ(code_with(1, kNumber.substr(0, 17) + (kNumber[17] == '0' ? "1" : "0")),
            "identity_number_check_digit");
}

}  // namespace
}  // namespace yibao::main
