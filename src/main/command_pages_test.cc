// Goal: what is offered fits what was typed, for words and for options; the page names every word.
#include "main/command_pages.h"

#include <gtest/gtest.h>

namespace yibao::main {
namespace {

using Words = std::vector<std::string>;

const CommandWord kRoot{
    "yibao",
    "平台",
    {{"--json", "以 JSON 输出"}},
    {{"calendar",
      "工作日历",
      {},
      {{"add", "数工作日", {}, {}}, {"list", "列出", {{"--year", "年份"}}, {}}}},
     {"call", "调用", {{"--as", "令牌"}}, {}}}};

TEST(CommandPages, offer_the_words_that_begin_so) {
  EXPECT_EQ(completions(kRoot, {}), (Words{"calendar", "call"}));
  EXPECT_EQ(completions(kRoot, {"ca"}), (Words{"calendar", "call"}));
  EXPECT_EQ(completions(kRoot, {"cale"}), (Words{"calendar"}));
  EXPECT_EQ(completions(kRoot, {"calendar", ""}), (Words{"add", "list"}));
  EXPECT_EQ(completions(kRoot, {"--json", "calendar", "l"}), (Words{"list"}));
  EXPECT_EQ(completions(kRoot, {"calendar", "list", "--"}), (Words{"--year", "--json"}));
  EXPECT_EQ(completions(kRoot, {"call", ""}), (Words{"--as"}));
  EXPECT_EQ(completions(kRoot, {"nothing"}), Words{});
}

TEST(CommandPages, have_a_script_for_three_shells) {
  for (const char* shell : {"bash", "zsh", "fish"}) {
    EXPECT_NE(completion_script(shell).find("yibao completion words"), std::string::npos) << shell;
  }
  EXPECT_EQ(completion_script("tcsh"), "");
}

TEST(CommandPages, name_every_word_in_the_man_page) {
  const std::string page = man_page(kRoot);
  for (const char* part : {"yibao calendar add", "yibao calendar list", "\\-\\-year", "yibao call",
                           "\\-\\-json", "退出码"}) {
    EXPECT_NE(page.find(part), std::string::npos) << part;
  }
}

TEST(CommandPages, speak_english_around_the_words_where_it_is_asked_for) {
  const std::string page = man_page(kRoot, Language::english);
  EXPECT_NE(page.find("EXIT STATUS"), std::string::npos);
  EXPECT_EQ(page.find("退出码"), std::string::npos);
}

}  // namespace
}  // namespace yibao::main
