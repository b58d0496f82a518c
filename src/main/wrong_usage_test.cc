// A command line that cannot be read is answered in Chinese, with the nearest word that there is.
#include "main/wrong_usage.h"

#include <gtest/gtest.h>

namespace yibao::main {
namespace {

// What is said to these words by a program of two nouns.
std::string said(std::vector<std::string> words, Language language = Language::chinese) {
  CLI::App app("", "yibao");
  app.require_subcommand(1);
  app.fallthrough();
  int port = 0;
  app.add_option("--port", port, "端口")->check(CLI::Range(0, 65'535));
  CLI::App* account = app.add_subcommand("account", "个人账户");
  account->require_subcommand(1);
  CLI::App* pay = account->add_subcommand("pay", "支付");
  std::string person;
  std::string month;
  CLI::Option* whose = pay->add_option("--person", person, "参保人编号")->required();
  CLI::Option* when = pay->add_option("--month", month, "月份")->required();
  whose->excludes(when);
  account->add_subcommand("balance", "余额");
  CLI::App* import = app.add_subcommand("import", "导入");
  std::string file;
  import->add_option("file", file, "文件")->required();
  app.add_subcommand("tick", "到点");
  std::ranges::reverse(words);
  try {
    app.parse(words);
  } catch (const CLI::ParseError& error) {
    return wrong_usage(app, error, language);
  }
  return "";
}

TEST(WrongUsage, names_the_nearest_word) {
  EXPECT_EQ(said({"acount"}),
            "yibao 之后没有“acount”,您要写的可能是 account。\n用法见: yibao --help\n");
  EXPECT_EQ(said({"account", "pey"}),
            "yibao account 之后没有“pey”,您要写的可能是 pay。\n用法见: yibao account --help\n");
  EXPECT_EQ(said({"account", "pay", "--persn", "1"}),
            "没有选项 --persn,您要写的可能是 --person。\n用法见: yibao account pay --help\n");
  EXPECT_EQ(said({"tick", "--prot=1"}),
            "没有选项 --prot,您要写的可能是 --port。\n用法见: yibao tick --help\n");
}

TEST(WrongUsage, lists_the_words_where_none_is_near) {
  EXPECT_EQ(said({"zzzzzzzzzzzz"}),
            "yibao 之后没有“zzzzzzzzzzzz”,可以写: account、import、tick。\n用法见: yibao --help\n");
  EXPECT_EQ(said({}),
            "yibao 之后还须写明要做什么: account、import、tick。\n用法见: yibao --help\n");
  EXPECT_EQ(said({"account"}),
            "yibao account 之后还须写明要做什么: pay、balance。\n用法见: yibao account --help\n");
  EXPECT_EQ(said({"tick", "now"}), "“now”是多余的。\n用法见: yibao tick --help\n");
}

TEST(WrongUsage, names_all_that_is_missing) {
  EXPECT_EQ(said({"account", "pay"}),
            "还须写明 --person(参保人编号)、--month(月份)。\n用法见: yibao account pay --help\n");
  EXPECT_EQ(said({"import"}), "还须写明 file(文件)。\n用法见: yibao import --help\n");
}

TEST(WrongUsage, says_what_is_wrong_with_a_value) {
  for (const char* port : {"x", "70000"}) {
    EXPECT_EQ(said({"tick", "--port", port}),
              "--port 的值不正确,应为 0 至 65535。\n用法见: yibao tick --help\n");
  }
  EXPECT_EQ(said({"tick", "--port"}),
            "--port 之后须写一个值,而且只写一次。\n用法见: yibao tick --help\n");
  EXPECT_EQ(said({"tick", "--port", "1", "--port", "2"}),
            "--port 之后须写一个值,而且只写一次。\n用法见: yibao tick --help\n");
  EXPECT_EQ(said({"account", "pay", "--person", "1", "--month", "2"}),
            "--person 与 --month 不能同时写。\n用法见: yibao account pay --help\n");
}

TEST(WrongUsage, is_told_in_english_where_that_is_asked_for) {
  const auto english = [](std::vector<std::string> words) {
    return said(std::move(words), Language::english);
  };
  EXPECT_EQ(english({"acount"}),
            "yibao has no \"acount\"; did you mean account.\nFor help: yibao --help\n");
  EXPECT_EQ(english({"account", "pay", "--persn", "1"}),
            "There is no option --persn; did you mean --person.\n"
            "For help: yibao account pay --help\n");
  EXPECT_EQ(english({"tick", "--port", "70000"}),
            "The value of --port is not right; it must be 0 to 65535.\n"
            "For help: yibao tick --help\n");
  EXPECT_EQ(english({"import"}), "Still missing: file (文件).\nFor help: yibao import --help\n");
  EXPECT_EQ(english({"account"}),
            "yibao account wants one of: pay, balance.\nFor help: yibao account --help\n");
  EXPECT_EQ(english({"account", "pay", "--person", "1", "--month", "2"}),
            "--person and --month cannot be given together.\n"
            "For help: yibao account pay --help\n");
}

}  // namespace
}  // namespace yibao::main
