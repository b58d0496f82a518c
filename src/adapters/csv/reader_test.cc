// Goal: a CSV file is read as RFC 4180 has it, in either encoding; a broken record costs nothing
// but itself, and no line is read twice or passed over.
#include "adapters/csv/reader.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "adapters/csv/columns.h"

namespace yibao::csv {
namespace {

using Fields = std::vector<std::string>;

class CsvReader : public testing::Test {
 protected:
  void TearDown() override { std::filesystem::remove(path_); }
  std::vector<Record> read(const std::string& content) {
    std::ofstream(path_, std::ios::binary) << content;
    facts_ = examine(path_);
    Reader reader(path_, facts_.encoding);
    std::vector<Record> records;
    while (std::optional<Record> record = reader.next()) records.push_back(std::move(*record));
    return records;
  }
  static std::string told(const std::vector<Record>& records) {
    std::string text;
    for (const Record& record : records) {
      text += std::to_string(record.line) + ":";
      if (record.broken) text += record.broken->code();
      for (const std::string& field : record.fields) text += "[" + field + "]";
      text += " ";
    }
    return text;
  }
  const std::string path_ = testing::TempDir() + "yibao_csv_" + std::to_string(getpid());
  FileFacts facts_;
};

TEST_F(CsvReader, splits_records_as_rfc_4180_has_them) {
  EXPECT_EQ(told(read("a,b\r\nc,\"d,e\"\r\n\"say \"\"hi\"\"\",\"\"\r\n,\r\n")),
            "1:[a][b] 2:[c][d,e] 3:[say \"hi\"][] 4:[][] ");
  EXPECT_EQ(told(read("a,b\nc,d")), "1:[a][b] 2:[c][d] ") << "LF, and no end of the last line";
  EXPECT_EQ(told(read("a, b ,\t\"c\" \n")), "1:[a][b][c] ") << "spaces around fields";
  EXPECT_EQ(told(read("")), "");
}

TEST_F(CsvReader, counts_lines_as_an_editor_does) {
  EXPECT_EQ(told(read("a\n\n  \n\"b\nc\"\nd\n")), "1:[a] 4:[b\nc] 6:[d] ");
}

TEST_F(CsvReader, reads_utf_8_with_and_without_a_byte_order_mark) {
  EXPECT_EQ(told(read("姓名,险种\n张三,职工\n")), "1:[姓名][险种] 2:[张三][职工] ");
  EXPECT_EQ(told(read("\xEF\xBB\xBF姓名\n张三\n")), "1:[姓名] 2:[张三] ");
  EXPECT_EQ(facts_.encoding, Encoding::utf8);
}

TEST_F(CsvReader, reads_gb18030_of_two_and_four_bytes) {
  // 姓名 / 张三, 㐀 (U+3400), 𠀀 (U+20000), as the standard codes them.
  const std::string content =
      "\xD0\xD5\xC3\xFB\r\n\"\xD5\xC5\xC8\xFD\",\x81\x39\xEE\x39,\x95\x32\x82\x36\r\n";
  EXPECT_EQ(told(read(content)), "1:[姓名] 2:[张三][㐀][𠀀] ");
  EXPECT_EQ(facts_.encoding, Encoding::gb18030);
  EXPECT_EQ(facts_.lines, 2);
}

TEST_F(CsvReader, tells_a_line_in_no_encoding_and_goes_on) {
  EXPECT_EQ(told(read("\xD0\xD5\n\xFF\xFF\n\xC3\xFB\n")), "1:[姓] 2:csv_row_encoding 3:[名] ");
}

TEST_F(CsvReader, a_broken_record_costs_nothing_but_itself) {
  EXPECT_EQ(told(read("a\nb\"c\nd\n")), "1:[a] 2:csv_row_syntax 3:[d] ");
  EXPECT_EQ(told(read("a\n\"b\"c\nd\n")), "1:[a] 2:csv_row_syntax 3:[d] ");
  EXPECT_EQ(told(read("a\n\"b\nc\nd\n")), "1:[a] 2:csv_quote_open 3:[c] 4:[d] ");
  std::string many = "\"open\n";
  std::string expected = "1:csv_quote_open ";
  for (int line = 2; line < 100; ++line) {
    many += "x\n";
    expected += std::to_string(line) + ":[x] ";
  }
  EXPECT_EQ(told(read(many)), expected);
}

TEST_F(CsvReader, bounds_lines_and_fields) {
  const std::string longest(kLineBytesMax, 'x');
  EXPECT_EQ(told(read("a\n" + longest + "x\nb\n")), "1:[a] 2:csv_line_too_long 3:[b] ");
  EXPECT_EQ(read(longest + "\n").front().fields.front().size(), kLineBytesMax);
  EXPECT_EQ(told(read(std::string(kFieldsMax, ',') + "\nb\n")), "1:csv_too_many_fields 2:[b] ");
}

TEST_F(CsvReader, names_a_file_by_all_of_its_bytes) {
  read("a\n");
  EXPECT_EQ(facts_.digest, "87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7");
}

TEST_F(CsvReader, reads_back_what_was_written) {
  const Fields fields{"", "a,b", "\"", "行\r\n", "plain"};
  EXPECT_EQ(write_record({"a", "b"}), "a,b\r\n");
  EXPECT_EQ(told(read(write_record(fields))), "1:[][a,b][\"][行\n][plain] ")
      << "a line end inside a field comes back as LF";
}

constexpr Column kKnown[] = {
    {"name", "姓名", true, {}}, {"base", "缴费基数", false, {}}, {"month", "费款所属期", true, {}}};

std::string match(const Fields& header) {
  const Decision<Columns> columns = Columns::match({1, header, std::nullopt}, kKnown);
  if (columns) return "";
  std::string text;
  for (const Reason& reason : columns.refusal().reasons) {
    text += reason.code + ":" + reason.facts.back().value + " ";
  }
  return text;
}

TEST(CsvColumns, knows_chinese_and_english_names_and_units) {
  EXPECT_EQ(match({"姓名", "缴费基数(元)", "费款所属期"}), "");
  EXPECT_EQ(match({"姓名", "缴费基数\xEF\xBC\x88元\xEF\xBC\x89", "费款所属期"}), "");
  EXPECT_EQ(match({"month", "name"}), "");
}

TEST(CsvColumns, tells_all_that_is_wrong_with_the_nearest_name) {
  EXPECT_EQ(match({"姓名", "缴费基础", "姓名"}),
            "csv_column_unknown:缴费基数 csv_column_twice:姓名 csv_column_missing:month ");
}

// Not all ten columns as the nearest: the one that is missing, or none.
TEST(CsvColumns, names_one_column_only_for_a_name_that_is_like_none) {
  EXPECT_EQ(match({"姓名", "单位电话号码"}),
            "csv_column_unknown:费款所属期 csv_column_missing:month ");
  EXPECT_EQ(match({"姓名", "费款所属期", "单位电话号码"}), "csv_column_superfluous:单位电话号码 ");
}

// N-18, R-055: a file without a header begins with somebody's row, and what stands there is printed
// by nobody.
TEST(CsvColumns, tells_nothing_of_a_first_line_that_names_no_column) {
  const Decision<Columns> columns =
      Columns::match({1, {"张三", "441902196001010035"}, std::nullopt}, kKnown);
  ASSERT_FALSE(columns);
  ASSERT_EQ(columns.refusal().reasons.size(), 1U);
  EXPECT_EQ(columns.refusal().reasons.front().code, "csv_header_missing");
  EXPECT_EQ(columns.refusal().reasons.front().facts.front().value, "姓名");
}

TEST(CsvColumns, refuses_a_row_of_another_width) {
  const Fields header{"姓名", "费款所属期"};
  const Decision<Columns> columns = Columns::match({1, header, std::nullopt}, kKnown);
  const Record row{2, {"张三", "2025-04"}, std::nullopt};
  EXPECT_TRUE(columns->check(row).ok());
  EXPECT_EQ(columns->value(row, 0), "张三");
  EXPECT_EQ(columns->value(row, 1), "") << "a column that the file does not have";
  EXPECT_EQ(columns->check({3, {"张三"}, std::nullopt}).refusal().code(), "csv_field_count");
}

}  // namespace
}  // namespace yibao::csv
