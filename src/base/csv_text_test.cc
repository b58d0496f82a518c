// What people open with office programs holds no formula; what programs read is not changed.
#include "base/csv_text.h"

#include <gtest/gtest.h>

namespace yibao::csv {
namespace {

TEST(CsvText, lets_no_text_of_a_report_be_a_formula) {
  for (const char* text : {"=1+1", "=HYPERLINK(\"http://x\")", "+1+1", "-1+1", "@SUM(A1)", "\t=1",
                           "\r=1", "\n=1", "-", "=", "-2025-04", "+8613800001234", "-1.2.3", "-.5",
                           "-1e9", "\uFF1D1", "\uFF0B1", "\uFF0D1", "\uFF20A1"}) {
    EXPECT_EQ(no_formula(text), "'" + std::string(text));
    EXPECT_TRUE(begins_formula(text));
  }
}

TEST(CsvText, leaves_words_and_numbers_as_they_are) {
  for (const char* text : {"", "张三", "1=1", "'=1", "0.00", "12", "-12", "-12.30", "2025-04-25",
                           "P44190000001", " =1", "a@b"}) {
    EXPECT_EQ(no_formula(text), text);
    EXPECT_FALSE(begins_formula(text));
  }
}

TEST(CsvText, guards_before_it_quotes) {
  EXPECT_EQ(write_office_record({"=1,2", "a\"b", "-1.00", "x"}),
            "\"'=1,2\",\"a\"\"b\",-1.00,x\r\n");
  EXPECT_EQ(write_office_record({}), "\r\n");
}

TEST(CsvText, changes_nothing_that_programs_read) {
  EXPECT_EQ(write_record({"=1", "a,b", "\"", "行\r\n", ""}), "=1,\"a,b\",\"\"\"\",\"行\r\n\",\r\n");
}

}  // namespace
}  // namespace yibao::csv
