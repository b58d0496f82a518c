// Goal: a file of settlements gives the same text whatever it was written in.
#include "main/reconcile_file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "business/reconciliation/book_file.h"

namespace yibao::main {
namespace {

class BookText : public testing::Test {
 protected:
  void TearDown() override { std::filesystem::remove(path_); }
  std::string read(const std::string& content) {
    std::ofstream(path_, std::ios::binary) << content;
    return read_book_text(path_).value();
  }
  const std::string path_ =
      testing::TempDir() + "yibao_reconcile_" + std::to_string(getpid()) + ".csv";
};

// 结算ID / 是
constexpr const char* kGb18030 = "\xBD\xE1\xCB\xE3ID,\xCA\xC7\n";

TEST_F(BookText, is_the_same_in_every_encoding) {
  EXPECT_EQ(read("结算ID,是\n"), "结算ID,是\n");
  EXPECT_EQ(read(kGb18030), "结算ID,是\n");
  EXPECT_EQ(read(std::string("\xFF\xFE\xD3\x7E\x97\x7BI\0D\0\t\0", 12)), "结算ID\t");
  EXPECT_EQ(read(std::string("\xFE\xFF\x7E\xD3\x7B\x97\0I\0D", 10)), "结算ID");
  EXPECT_EQ(read(""), "");
}

// A line that is in no encoding costs nothing but itself.
TEST_F(BookText, keeps_the_lines_around_a_broken_one) {
  const std::string text = read(std::string(kGb18030) + "\xFF\xFF,1\n" + kGb18030);
  EXPECT_EQ(text, "结算ID,是\n\xFF\xFF,1\n结算ID,是\n");
}

}  // namespace
}  // namespace yibao::main
