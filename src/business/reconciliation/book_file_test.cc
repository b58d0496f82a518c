// Goal: a file of settlements is read the same whichever way it is written, and what cannot be read
// is told by its line with a code that stays.
#include "business/reconciliation/book_file.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace yibao::reconciliation {
namespace {

Decision<BookFile> read(const std::string& text, Days days = Days::given) {
  return read_book_file(text, days);
}

constexpr const char* kHeader =
    "setl_id,msgid,setl_time,medfee_sumamt,fund_pay_sumamt,acct_pay,refd_setl_flag,init_setl_id\n";

TEST(BookFile, a_line_with_and_without_quotes) {
  const std::string plain = std::string(kHeader) +
                            "S1,M1,2025-04-25 09:30:00,58.00,8,50.5,0,\n"
                            " S2 ,null,20250425093000,-58.00,-8,-50.5,1,S1\r\n\n"
                            "S3,,,1,,,,\n";
  const Decision<BookFile> read_plain = read(plain);
  const Decision<BookFile> quoted = read(plain + "\"S4\",,,1,,,,\n");
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

TEST(BookFile, what_a_spreadsheet_makes_of_days_and_amounts) {
  const Decision<BookFile> file = read(std::string(kHeader) +
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

TEST(BookFile, names_each_bad_row_by_its_line) {
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
    const Decision<BookFile> file = read(kHeader + rows + more);
    ASSERT_TRUE(file.ok());
    ASSERT_EQ(file->bad.size(), codes.size());
    for (std::size_t i = 0; i < codes.size(); ++i) {
      EXPECT_EQ(file->bad[i].why.code(), codes[i]);
      EXPECT_EQ(file->bad[i].named.line, static_cast<std::int64_t>(i) + 3);
    }
    EXPECT_EQ(file->entries.size(), more.empty() ? 1U : 2U);
  }
}

TEST(BookFile, refuses_a_file_that_says_too_little) {
  EXPECT_EQ(read("").refusal().code(), "csv_empty");
  EXPECT_EQ(read("\n\n").refusal().code(), "csv_empty");
  EXPECT_EQ(read("medfee_sumamt,fund_pay_sumamt,acct_pay\n1,0,0\n").refusal().code(),
            "reconcile_number_column");
  EXPECT_EQ(read("setl_id,medfee_sumamt\nS1,1\n").refusal().code(), "csv_column_missing");
}

// Who writes the file learns at once what it lacks.
TEST(BookFile, refuses_all_that_is_missing_at_once) {
  const auto missing = [](const std::string& text, Days days) {
    std::string codes;
    const Decision<BookFile> file = read(text, days);
    for (const Reason& each : file.refusal().reasons) codes += each.code + " ";
    return codes;
  };
  EXPECT_EQ(missing("医疗费总额,备注\n1,x\n", Days::named),
            "csv_column_missing csv_column_missing reconcile_number_column reconcile_day_column ");
  EXPECT_EQ(missing("医疗费总额,备注\n1,x\n", Days::given),
            "csv_column_missing csv_column_missing reconcile_number_column ");
  EXPECT_EQ(missing("结算ID,医疗费总额,基金支付,个账支付\nS1,1,0,1\n", Days::named),
            "reconcile_day_column ");
  EXPECT_EQ(days_of(Date::of(2025, 4, 1), std::nullopt), Days::named);
  EXPECT_EQ(days_of(Date::of(2025, 4, 1), Date::of(2025, 4, 2)), Days::given);
}

TEST(BookFile, tells_every_name_that_it_knows) {
  const std::string told = told_book_columns();
  for (const char* name : {"结算ID", "setl_id", "medins_setl_id", "结算日期", "medfee_sumamt",
                           "统筹支付", "个账支付", "是否退费", "init_setl_id"}) {
    EXPECT_NE(told.find(name), std::string::npos) << name;
  }
}

// Of a row that cannot be read the numbers are kept, as far as they stand there.
TEST(BookFile, keeps_the_numbers_of_a_row_that_cannot_be_read) {
  const std::string broken =
      "S1,M1,2025-04-25,2.005,0,1,0,S9\n"
      "S2,M 2,2025-04-25,1,0,1,0,\n"
      "\"S3\",M3,2025-04-25,1\n"
      "\"S4\"x,\"M4\",2025-04-25,1,0,1,0,\n"
      "S5,\xB5\xC4,2025-04-25,1,0,1,0,\n"
      ",,2025-04-25,1,0,1,0,\n";
  const Decision<BookFile> file = read(kHeader + broken);
  ASSERT_TRUE(file.ok());
  ASSERT_EQ(file->bad.size(), 6U);
  const std::vector<Entry> unread = file->unread();
  ASSERT_EQ(unread.size(), 5U) << "the last names none";
  EXPECT_EQ(unread[0].settlement.text(), "S1");
  EXPECT_EQ(unread[0].message.text(), "M1");
  EXPECT_EQ(unread[0].reverses.text(), "S9");
  EXPECT_EQ(unread[0].line, 2);
  EXPECT_EQ(unread[1].settlement.text(), "S2");
  EXPECT_TRUE(unread[1].message.is_none());
  EXPECT_EQ(unread[2].settlement.text(), "S3");
  EXPECT_EQ(unread[3].message.text(), "M4");
  EXPECT_EQ(unread[4].settlement.text(), "S5");
}

TEST(BookFile, knows_columns_by_their_chinese_names) {
  const Decision<BookFile> file = read(
      "\xEF\xBB\xBF结算ID,医疗费总额(元),基金支付总额,个人账户支出,退费标志,备注\n"
      "S1,1.00,0,1,是,无\n");
  ASSERT_TRUE(file.ok()) << file.refusal().code();
  ASSERT_EQ(file->entries.size(), 1U);
  EXPECT_TRUE(file->entries.front().takes_back);
  EXPECT_EQ(file->entries.front().amounts.account.fen(), 100);
}

// Which of two columns is meant is clear where one of them is called exactly so.
TEST(BookFile, reads_the_exact_one_of_two_columns) {
  for (const char* text :
       {"结算ID,总金额,医疗费总额,基金支付总额,统筹支付,个账支付\nS1,9,7,3,2,1\n",
        "结算ID,medfee_sumamt,总费用,总金额,统筹支付,基金支付,个账支付\n"
        "S1,7,9,8,2,3,1\n"}) {
    const Decision<BookFile> file = read(text);
    ASSERT_TRUE(file.ok()) << text;
    ASSERT_EQ(file->entries.size(), 1U);
    EXPECT_EQ(file->entries.front().amounts.total.fen(), 700) << text;
    EXPECT_EQ(file->entries.front().amounts.fund.fen(), 300) << text;
  }
  for (const char* text : {"结算ID,总费用,总金额,基金支付,个账支付\nS1,1,1,0,1\n",
                           "结算ID,医疗费总额,医疗费总额(元),基金支付,个账支付\nS1,1,1,0,1\n"}) {
    EXPECT_EQ(read(text).refusal().code(), "csv_column_twice") << text;
  }
}

// Issue 5: none invented. What stands below a table is no settlement.
TEST(BookFile, passes_over_sums_and_empty_rows) {
  const std::string head =
      "结算ID,报文ID,结算时间,医疗费总额,基金支付总额,个人账户支出,退费结算标志,原结算ID,备注\n";
  const std::string rows =
      "S1,M1,2026/1/5,1058,0,1058,0,\n"
      "S2,M2,2026/1/5,20,0,20,0,\n"
      ",,,,,,,,\n";
  for (const char* sum :
       {"合计,,,1078.00,0.00,1078.00,,\n", ",,,1078.00,0,1078.00,,\n", "本页合计:,,,9,9,9,,\n",
        ",,,1,0,1,,,小计\n", "Total,,,1078,0,1078,,\n"}) {
    const Decision<BookFile> file = read(head + rows + sum + "S3,M3,2026-1-6,-20,0,-20,1,S2\n");
    ASSERT_TRUE(file.ok()) << sum;
    EXPECT_EQ(file->entries.size(), 3U) << sum;
    EXPECT_TRUE(file->bad.empty()) << sum << file->bad.front().why.code();
  }
  // What names a message is one, whatever it is called; what sums up to something else says no
  // number.
  const Decision<BookFile> file = read(head + rows +
                                       "合计,M9,,5,0,5,,\n"
                                       ",,,1079.00,0,1079.00,,\n");
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(file->entries.size(), 3U);
  ASSERT_EQ(file->bad.size(), 1U);
  EXPECT_EQ(file->bad.front().why.code(), "reconcile_number_missing");
}

const std::string kSumHead =
    "结算ID,报文ID,结算时间,医疗费总额,基金支付总额,个人账户支出,退费结算标志,原结算ID,备注\n";
const std::string kSumRows =
    "S1,M1,2026/1/5,1058,0,1058,0,\n"
    "S2,M2,2026/1/6,20,0,20,0,\n";

// Whatever the line of the sum is called, and wherever it says so.
TEST(BookFile, passes_over_sums_by_every_name) {
  for (const char* name : {"本日合计",
                           "当日合计",
                           "日合计",
                           "本月合计",
                           "合计金额",
                           "合计(元)",
                           "合计(元)",
                           "合　计",
                           "合 计",
                           "合计:50笔",
                           "合计:50笔",
                           "共54笔",
                           "共 54 笔",
                           "总合计",
                           "全部合计",
                           "汇总",
                           "SUM",
                           "Sum:",
                           "TOTAL",
                           "Grand Total",
                           "Sub-total",
                           "合计 54",
                           "2026-01-05小计",
                           "20260105小计",
                           "2026年1月合计",
                           "1月5日 小计",
                           "收费员张三小计",
                           "门诊合计",
                           "总计(大写):壹仟",
                           "总笔数:2"}) {
    for (const char* rest : {",,,9.00,0.00,9.00\n", ",,2026-01-06,9.00,0.00,9.00\n", "\n",
                             ",,2026-01-05至2026-01-06,9.00,0,9.00\n", ",2,,9,0,9\n"}) {
      const Decision<BookFile> file = read(kSumHead + kSumRows + name + rest);
      EXPECT_EQ(file->entries.size(), 2U) << name << rest;
      EXPECT_TRUE(file->bad.empty()) << name << rest;
    }
    const Decision<BookFile> in_message =
        read(kSumHead + kSumRows + "," + name + ",2026-01-06,9,0,9\n");
    EXPECT_EQ(in_message->entries.size() + in_message->bad.size(), 2U) << name;
  }
  for (const char* sum :
       {",,合计,9,0,9,,\n", ",,2026-01-06,9,0,9,,,小计\n", "2026-01-06,小计,,9,0,9,,\n",
        ",,2026-01-06,9,0,9,,,张三小计\n", ",,2026-01-06,1078,0,1078,,\n", "54笔,合计,,9,0,9,,\n",
        "P44190000001小计,,,1078,0,1078,,\n", "合计001,,,1078,0,1078,,\n"}) {
    const Decision<BookFile> file = read(kSumHead + kSumRows + sum);
    EXPECT_EQ(file->entries.size(), 2U) << sum;
    EXPECT_TRUE(file->bad.empty()) << sum;
  }
}

// Sums of days between them, and of all below.
TEST(BookFile, passes_over_the_sums_of_days) {
  const Decision<BookFile> file = read(kSumHead +
                                       "S1,M1,2026/1/5,10,0,10,0,\n"
                                       "S2,M2,2026/1/5,20,0,20,0,\n"
                                       ",,2026/1/5,30,0,30,,\n"
                                       "S3,M3,2026/1/6,1,0,1,0,\n"
                                       "S4,M4,2026/1/6,2,0,2,0,\n"
                                       ",,2026/1/6,3,0,3,,\n"
                                       ",,,33,0,33,,\n");
  EXPECT_EQ(file->entries.size(), 4U);
  EXPECT_TRUE(file->bad.empty());
}

// What a settlement can be called is one, whatever else its row says.
TEST(BookFile, takes_no_settlement_for_a_sum) {
  for (const char* row :
       {"S9,,,9,0,9,,,小计\n", "S9,,,1078,0,1078,,\n", ",M9,,1078,0,1078,,,合计\n",
        "TOTAL001,,,9,0,9,,\n", "SUM-9,,,9,0,9,,\n", "合计001,,,9,0,9,,\n", "2,,,9,0,9,,,合计\n",
        "20260105,,,9,0,9,,,合计\n", "2026-01-05-001,,,9,0,9,,,合计\n", "合计,,,9,0,9,1,S1\n"}) {
    const Decision<BookFile> file = read(kSumHead + kSumRows + row);
    EXPECT_EQ(file->entries.size(), 3U) << row;
  }
  // Without a number it is told.
  for (const char* row : {",,2026/1/6,9,0,9,,,合计金额有误\n", ",,,9,0,9,,,分2笔收\n",
                          ",,2026/1/5,1058,0,1058,0,\n"}) {
    const Decision<BookFile> file =
        read(kSumHead + "S1,M1,2026/1/5,1058,0,1058,0,\n" + std::string(row));
    ASSERT_EQ(file->bad.size(), 1U) << row;
    EXPECT_EQ(file->bad.front().why.code(), "reconcile_number_missing") << row;
  }
}

TEST(BookFile, takes_what_a_spreadsheet_shows_within_quotes) {
  const std::string head(kHeader);
  struct Case {
    const char* amount;
    std::int64_t fen;
  };
  const Case cases[] = {
      {" ¥167.16 ", 16'716},
      {"\" ¥1,167.16 \"", 116'716},
      {" ¥-   ", 0},
      {"\" ¥ -   \"", 0},
      {"¥(42.45)", -4'245},
      {"(¥42.45)", -4'245},
      {"(42.45)", -4'245},
      {".00", 0},
      {"-.50", -50},
      {"12.00-", -1'200},
      {"−12.00", -1'200},
      {"-12.00", -1'200},
      {"\" -12.00 \"", -1'200},
      {"'12.00", 1'200},
      {"¥-12", -1'200},
      {"\"\u00A012.00\u3000\"", 1'200},
  };
  for (const Case& each : cases) {
    const Decision<BookFile> file =
        read(head + "\"S1\t\",\"M1 \",'2026-01-05," + each.amount + ",0,0,0,\n");
    ASSERT_EQ(file->entries.size(), 1U) << each.amount;
    EXPECT_EQ(file->entries.front().settlement.text(), "S1");
    EXPECT_EQ(file->entries.front().message.text(), "M1");
    EXPECT_EQ(file->entries.front().day, Date::of(2026, 1, 5));
    EXPECT_EQ(file->entries.front().amounts.total.fen(), each.fen) << each.amount;
  }
  for (const char* day : {"2026年01月05日09:00:00", "2026.01.05 09:00:00", "2026.1.5",
                          "'2026/1/5 9:00", "\" 2026-01-05 \"", "=\"2026-01-05\""}) {
    const Decision<BookFile> file = read(head + "S1,M1," + day + ",1,0,0,0,\n");
    ASSERT_EQ(file->entries.size(), 1U) << day;
    EXPECT_EQ(file->entries.front().day, Date::of(2026, 1, 5)) << day;
  }
}

TEST(BookFile, reads_the_flag_in_words) {
  const auto takes_back = [&](const std::string& flag) {
    const Decision<BookFile> file =
        read(std::string(kHeader) + "S1,M1,2026-01-05,1,0,0," + flag + ",\n");
    return file->entries.size() == 1 ? std::optional(file->entries.front().takes_back)
                                     : std::nullopt;
  };
  for (const char* flag : {"1", "退费", "Y", "y", "是", "已退费"}) {
    EXPECT_EQ(takes_back(flag), true) << flag;
  }
  for (const char* flag : {"0", "正常", "N", "n", "否", "未退费", "", "null"}) {
    EXPECT_EQ(takes_back(flag), false) << flag;
  }
  for (const char* flag : {"2", "部分退费", "X"}) EXPECT_FALSE(takes_back(flag)) << flag;
}

TEST(BookFile, takes_the_forms_that_spreadsheets_make) {
  struct Case {
    const char* day;
    const char* amount;
    std::int64_t fen;
  };
  const Case cases[] = {
      {"2026-1-5", "1058", 105'800},
      {"2026年1月5日", "20.000", 2'000},
      {"2026/1/5 9:00", "58元", 5'800},
      {"2026-1-5 09:00", "1058.0000000000002", 105'800},
      {"2026年01月05日", "19.999999999999996", 2'000},
      {"20260105", "(20.00)", -2'000},
      {"2026-01-05T09:00:00", "-", 0},
      {"2026-01-05", "-¥20", -2'000},
  };
  for (const Case& each : cases) {
    const Decision<BookFile> file =
        read(std::string(kHeader) + "S1,M1," + each.day + "," + each.amount + ",0,0,0,\n");
    ASSERT_TRUE(file.ok());
    ASSERT_EQ(file->entries.size(), 1U) << each.day << " " << each.amount;
    EXPECT_EQ(file->entries.front().day, Date::of(2026, 1, 5)) << each.day;
    EXPECT_EQ(file->entries.front().amounts.total.fen(), each.fen) << each.amount;
  }
  for (const char* amount : {"1058.005", "12,34", "1234,567", "1,2345678,901", ",058", "1.2.3",
                             "(5", "¥", "--5", "-5-", "(-5)", "-(5)", "()", ".", "¥¥5", "元"}) {
    const Decision<BookFile> file =
        read(std::string(kHeader) + "S1,M1,2026-01-05,\"" + amount + "\",0,0,0,\n");
    ASSERT_EQ(file->bad.size(), 1U) << amount;
    EXPECT_EQ(file->bad.front().why.code(), "reconcile_amount_shape") << amount;
  }
  for (const char* day : {"2026-13-1", "2026年1月", "1/5/2026", "46027", "2026-1/5", "2026/2/30",
                          "2026.1-5", "2026.1", "2026"}) {
    const Decision<BookFile> file = read(std::string(kHeader) + "S1,M1," + day + ",1,0,0,0,\n");
    ASSERT_EQ(file->bad.size(), 1U) << day;
    EXPECT_EQ(file->bad.front().why.code(), "reconcile_day_shape") << day;
  }
}

TEST(BookFile, takes_tabs_semicolons_a_title_and_cells_that_are_left_away) {
  const std::string head =
      "结算ID,报文ID,结算时间,医疗费总额,基金支付总额,个人账户支出,退费结算标志,原结算ID\n";
  const std::string rows = head + "S1,M1,2026/1/5,1058,0,1058\nS2,M2,2026/1/5,20,0,20,0,,,\n";
  const auto with = [&](char separator) {
    std::string text = rows;
    std::ranges::replace(text, ',', separator);
    return text;
  };
  for (const std::string& text :
       {rows, with('\t'), with(';'), "示例医院2026年1月结算明细,,,,,,,\n" + rows, "sep=,\n" + rows,
        "示例医院\n\n打印日期\t2026-02-01\n" + with('\t')}) {
    const Decision<BookFile> file = read(text);
    ASSERT_TRUE(file.ok()) << text << file.refusal().code();
    EXPECT_EQ(file->entries.size(), 2U) << text;
    EXPECT_TRUE(file->bad.empty()) << text;
  }
  const Decision<BookFile> marked = read(head + "=\"S1\",'M1,2026-01-05,1,0,1,0,\n");
  ASSERT_EQ(marked->entries.size(), 1U);
  EXPECT_EQ(marked->entries.front().settlement.text(), "S1");
  EXPECT_EQ(marked->entries.front().message.text(), "M1");
  // A field with a line end is one; its row has the line on which it begins.
  const Decision<BookFile> wide =
      read(head + "S1,M1,2026-01-05,1,0,1,0,,\"a\nb\"\nS2,M2,2026-01-05,x,0,1,0,\n");
  ASSERT_EQ(wide->bad.size(), 2U);  // the first has a column more
  EXPECT_EQ(wide->bad[0].why.code(), "csv_field_count");
  EXPECT_EQ(wide->bad[1].named.line, 4);
  EXPECT_EQ(read(head + "\"S1,M1\n")->bad.front().why.code(), "csv_quote_open");
  EXPECT_EQ(read(head + "\"S1\"x,M1,,1,0,1,0,\n")->bad.front().why.code(), "csv_row_syntax");
  EXPECT_EQ(read(head + "S1,\xB5\xC4,,1,0,1,0,\n")->bad.front().why.code(), "csv_row_encoding");
}

TEST(BookFile, names_a_file_for_what_it_is) {
  EXPECT_EQ(read(std::string("PK\x03\x04\x14\0", 6)).refusal().code(), "book_is_workbook");
  EXPECT_EQ(read("\u90A2\x11\u5537").refusal().code(), "book_is_workbook");
  EXPECT_EQ(read("<html><table>").refusal().code(), "book_is_page");
  const Decision<BookFile> other = read("a,b\n结算ID,医疗费总额\nS1,1\n");
  ASSERT_FALSE(other.ok());
  EXPECT_EQ(other.refusal().reasons.size(), 2U);  // of the row that names most of them
}

TEST(BookFile, knows_its_days) {
  const Decision<BookFile> file =
      read(std::string(kHeader) + "S1,,2026-01-06,1,,,,\nS2,,2026-01-05,1,,,,\nS3,,,1,,,,\n");
  const auto span = span_of(file->entries, std::nullopt, std::nullopt);
  ASSERT_TRUE(span.has_value());
  EXPECT_EQ(span->from, Date::of(2026, 1, 5));
  EXPECT_EQ(span->to, Date::of(2026, 1, 6));
  EXPECT_EQ(span_of(file->entries, Date::of(2026, 1, 1), std::nullopt)->from, Date::of(2026, 1, 1));
  EXPECT_FALSE(span_of(file->entries, Date::of(2026, 2, 1), std::nullopt).has_value());
  EXPECT_FALSE(span_of({}, std::nullopt, std::nullopt).has_value());
  EXPECT_EQ(peek_days(std::string("title\n") + kHeader + "S1,,2026-01-06,1,,,,\n").size(), 2U);
}

// Files of several days, joined as they are.
TEST(BookFile, a_header_that_comes_again_is_passed_over) {
  const std::string header = "结算ID,结算时间,医疗费总额,基金支付总额,个人账户支出\n";
  const std::string text = header + "S1,2025-04-25,1.00,0,1.00\n" + "\xEF\xBB\xBF" + header +
                           "S2,2025-04-26,2.00,0,2.00\n" + header;
  const Decision<BookFile> file = read_book_file(text, Days::named);
  ASSERT_TRUE(file.ok());
  EXPECT_TRUE(file->bad.empty());
  EXPECT_EQ(file->entries.size(), 2U);
  const std::vector<Entry> days = peek_days(text);
  ASSERT_EQ(days.size(), 2U);
  EXPECT_EQ(days.back().day, Date::of(2025, 4, 26));
}

}  // namespace
}  // namespace yibao::reconciliation
