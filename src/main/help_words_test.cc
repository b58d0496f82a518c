// Goal: the help is in the language that was asked for, and every text of it has its English.
#include "main/help_words.h"

#include <gtest/gtest.h>

#include <array>

namespace yibao::main {
namespace {

Language asked(std::initializer_list<const char*> words, Language of_settings = Language::chinese) {
  std::vector<const char*> argv{"yibao"};
  argv.insert(argv.end(), words.begin(), words.end());
  return help_language(static_cast<int>(argv.size()), argv.data(), of_settings);
}

TEST(HelpWords, are_looked_for_as_a_whole_and_part_by_part) {
  const HelpWords words = HelpWords::load(YIBAO_SOURCE_DIR);
  EXPECT_EQ(words.english("启动服务"), "start the server");
  EXPECT_EQ(words.english("到账日期 [日期,例如 2025-04-25]"),
            "day of arrival [day, for example 2025-04-25]");
  EXPECT_EQ(words.english("退费:上传材料"), "Contribution refund: hand in a material");
  EXPECT_EQ(words.english("办事指南:条件、材料、渠道、步骤、时限、联系方式"),
            "guide: conditions, materials, channels, steps, deadlines, contacts");
  EXPECT_EQ(words.english("Idempotency-Key"), "Idempotency-Key");
}

TEST(HelpWords, option_decides_before_the_settings_and_the_terminal) {
  const std::array<const char*, 3> names{"LC_ALL", "LC_MESSAGES", "LANG"};
  for (const char* name : names) unsetenv(name);
  EXPECT_EQ(asked({"--help"}), Language::chinese);
  EXPECT_EQ(asked({"--language", "en", "--help"}), Language::english);
  EXPECT_EQ(asked({"--help", "--language=en"}), Language::english);
  EXPECT_EQ(asked({"--help"}, Language::english), Language::english);
  setenv("LANG", "en_US.UTF-8", 1);
  EXPECT_EQ(asked({"--help"}), Language::english);
  EXPECT_EQ(asked({"--help", "--language", "zh-CN"}), Language::chinese);
  setenv("LC_ALL", "zh_CN.UTF-8", 1);
  EXPECT_EQ(asked({"--help"}), Language::chinese);
  for (const char* name : names) unsetenv(name);
}

}  // namespace
}  // namespace yibao::main
