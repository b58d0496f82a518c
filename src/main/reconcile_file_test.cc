// Goal: a file of settlements is read the same whichever way it is written, and what cannot be read
// is told by its line with a code that stays.
#include "main/reconcile_file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace yibao::main {
namespace {

class ReconcileFileRead : public testing::Test {
 protected:
  void TearDown() override { std::filesystem::remove(path_); }
  Decision<ReconcileFile> read(const std::string& content) {
    std::ofstream(path_, std::ios::binary) << content;
    return read_reconcile_file(path_);
  }
  const std::string path_ =
      testing::TempDir() + "yibao_reconcile_" + std::to_string(getpid()) + ".csv";
};

constexpr const char* kHeader =
    "setl_id,msgid,setl_time,medfee_sumamt,fund_pay_sumamt,acct_pay,refd_setl_flag,init_setl_id\n";

TEST_F(ReconcileFileRead, a_line_with_and_without_quotes) {
  const std::string plain = std::string(kHeader) +
                            "S1,M1,2025-04-25 09:30:00,58.00,8,50.5,0,\n"
                            " S2 ,null,20250425093000,-58.00,-8,-50.5,1,S1\r\n\n"
                            "S3,,,1,,,,\n";
  const Decision<ReconcileFile> read_plain = read(plain);
  const Decision<ReconcileFile> quoted = read(plain + "\"S4\",,,1,,,,\n");
  ASSERT_TRUE(read_plain.ok());
  ASSERT_TRUE(quoted.ok());
  ASSERT_EQ(read_plain->entries.size(), 3U);
  ASSERT_EQ(quoted->entries.size(), 4U);
  for (std::size_t i = 0; i < 3; ++i) {
    const auto& a = read_plain->entries[i];
    const auto& b = quoted->entries[i];
    EXPECT_EQ(a.settlement, b.settlement);
    EXPECT_EQ(a.message, b.message);
    EXPECT_EQ(a.reverses, b.reverses);
    EXPECT_EQ(a.day, b.day);
    EXPECT_EQ(a.amounts, b.amounts);
    EXPECT_EQ(a.takes_back, b.takes_back);
    EXPECT_EQ(a.line, b.line);
  }
  const auto& back = read_plain->entries[1];
  EXPECT_EQ(back.settlement.text(), "S2");
  EXPECT_TRUE(back.message.is_none());
  EXPECT_EQ(back.reverses.text(), "S1");
  EXPECT_EQ(back.day, Date::of(2025, 4, 25));
  EXPECT_EQ(back.amounts.total.fen(), -5800);
  EXPECT_TRUE(back.takes_back);
  EXPECT_EQ(read_plain->entries[2].line, 5);
}

TEST_F(ReconcileFileRead, what_a_spreadsheet_makes_of_days_and_amounts) {
  const Decision<ReconcileFile> file = read(std::string(kHeader) +
                                            "S1,,2025/4/25 9:00,\"1,058.00\",0,\"1,058.00\",0,\n"
                                            "S2,,2025/04/25,\"-1,234,567.89\",0,-1,1,\n"
                                            "S3,,2025/13/25,1,0,1,0,\n"
                                            "S4,,2025/4/25,\"10,58.00\",0,1,0,\n");
  ASSERT_TRUE(file.ok());
  ASSERT_EQ(file->entries.size(), 2U);
  EXPECT_EQ(file->entries[0].day, Date::of(2025, 4, 25));
  EXPECT_EQ(file->entries[0].amounts.total.fen(), 105'800);
  EXPECT_EQ(file->entries[1].amounts.total.fen(), -123'456'789);
  ASSERT_EQ(file->bad.size(), 2U);
  EXPECT_EQ(file->bad[0].why.code(), "reconcile_day_shape");
  EXPECT_EQ(file->bad[1].why.code(), "reconcile_amount_shape");
}

TEST_F(ReconcileFileRead, names_each_bad_row_by_its_line) {
  const std::string rows =
      "S1,,2025-04-25,1,,,,\n"
      ",,2025-04-25,1,,,,\n"
      "S2,,2025-02-30,1,,,,\n"
      "S3,,2025-04-25,1.234,,,,\n"
      "S4,,2025-04-25,,,,,\n"
      "S5,,2025-04-25,1,,,2,\n"
      "S6,,2025-04-25,1\n"
      "S 7,,2025-04-25,1,,,,\n"
      "S234567890123456789012345678901234,,2025-04-25,1,,,,\n";
  const std::vector<std::string> codes{
      "reconcile_number_missing", "reconcile_day_shape",    "reconcile_amount_shape",
      "reconcile_amount_shape",   "reconcile_flag_shape",   "csv_field_count",
      "reconcile_number_shape",   "reconcile_number_shape",
  };
  for (const std::string& more : {std::string(), std::string("\"S8\",,,1,,,,\n")}) {
    const Decision<ReconcileFile> file = read(kHeader + rows + more);
    ASSERT_TRUE(file.ok());
    ASSERT_EQ(file->bad.size(), codes.size());
    for (std::size_t i = 0; i < codes.size(); ++i) {
      EXPECT_EQ(file->bad[i].why.code(), codes[i]);
      EXPECT_EQ(file->bad[i].line, static_cast<std::int64_t>(i) + 3);
    }
    EXPECT_EQ(file->entries.size(), more.empty() ? 1U : 2U);
  }
}

TEST_F(ReconcileFileRead, refuses_a_file_that_says_too_little) {
  EXPECT_EQ(read("").refusal().code(), "csv_empty");
  EXPECT_EQ(read("\n\n").refusal().code(), "csv_empty");
  EXPECT_EQ(read("medfee_sumamt,fund_pay_sumamt,acct_pay\n1,0,0\n").refusal().code(),
            "reconcile_number_column");
  EXPECT_EQ(read("setl_id,medfee_sumamt\nS1,1\n").refusal().code(), "csv_column_missing");
}

TEST_F(ReconcileFileRead, reads_gb18030_and_chinese_names) {
  // 结算ID,医疗费总额,基金支付总额,个人账户支出,退费标志 / S1,1.00,0,1,是
  const std::string content =
      "\xBD\xE1\xCB\xE3ID,\xD2\xBD\xC1\xC6\xB7\xD1\xD7\xDC\xB6\xEE,"
      "\xBB\xF9\xBD\xF0\xD6\xA7\xB8\xB6\xD7\xDC\xB6\xEE,"
      "\xB8\xF6\xC8\xCB\xD5\xCB\xBB\xA7\xD6\xA7\xB3\xF6,\xCD\xCB\xB7\xD1\xB1\xEA\xD6\xBE\n"
      "S1,1.00,0,1,\xCA\xC7\n";
  const Decision<ReconcileFile> file = read(content);
  ASSERT_TRUE(file.ok()) << file.refusal().code();
  ASSERT_EQ(file->entries.size(), 1U);
  EXPECT_TRUE(file->entries.front().takes_back);
  const Decision<ReconcileFile> marked =
      read("\xEF\xBB\xBF结算ID,医疗费总额(元),基金支付总额,个人账户支出,备注\nS1,1.00,0,1,无\n");
  ASSERT_TRUE(marked.ok()) << marked.refusal().code();
  EXPECT_EQ(marked->entries.front().amounts.account.fen(), 100);
}

}  // namespace
}  // namespace yibao::main
