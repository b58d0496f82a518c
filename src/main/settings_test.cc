// Goal: whoever runs the service is told in words what is wrong with a setting, with a file of
// policy or with the database, in the language that was asked for, and what to do.
#include "main/settings.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "adapters/files/checked.h"
#include "adapters/test_databases.h"
#include "main/early_words.h"
#include "main/installation.h"

namespace yibao::main {
namespace {

class WrongSettings : public testing::Test {
 protected:
  std::string told(const std::string& content, Language language) {
    const std::string file = folder_.file("yibao.toml");
    std::ofstream(file) << content;
    return told_of(file, language);
  }
  static std::string told_of(const std::string& file, Language language) {
    const Decision<Settings> settings = load_settings(file, true);
    if (settings) return "";
    return explain_early(settings.refusal(), YIBAO_SOURCE_DIR, language);
  }
  test::TemporaryFolder folder_;
};

TEST_F(WrongSettings, are_told_in_words) {
  const std::string file = folder_.file("yibao.toml");
  EXPECT_EQ(told("prot = 1\n", Language::chinese),
            "未知的设置 (setting_unknown): " + file +
                " 中的 prot 未知。您要写的可能是 port。 请核对拼写;yibao --help 列出全部设置。");
  EXPECT_EQ(told("zzzzzzzzzzzz = 1\n", Language::english),
            "Unknown setting (setting_unknown): The setting zzzzzzzzzzzz in " + file +
                " is unknown. Please check the spelling; yibao --help lists all settings.");
  EXPECT_EQ(told("port = \"x\"\n", Language::chinese),
            "设置应为数字 (setting_not_number): " + file +
                " 中的 port 为 x。 请填写 0 至 65535 的整数。");
  EXPECT_EQ(told("today = \"2025-02-30\"\n", Language::english),
            "The setting must be a day (setting_not_day): In " + file +
                ", today is 2025-02-30. Please give a day that exists, such as 2025-04-25. To use "
                "the clock of the system, take it out.");
  EXPECT_EQ(told_of(folder_.file("none.toml"), Language::chinese),
            "找不到设置文件 (settings_missing): 文件 " + folder_.file("none.toml") +
                " 不存在。 请核对 --config 的路径。");
  EXPECT_NE(told("today = \"2101-01-01\"\n", Language::chinese), "");
  EXPECT_EQ(told("today = \"2100-12-31\"\nport = 0\n", Language::chinese), "");
  EXPECT_EQ(told("today = \"2025-02-28\"\nport = 0\n", Language::chinese), "");
}

// Where not even the words are there, the code and its facts are.
TEST_F(WrongSettings, are_told_in_codes_where_there_are_no_words) {
  const Decision<Settings> settings = load_settings(folder_.file("none.toml"), true);
  ASSERT_FALSE(settings);
  EXPECT_TRUE(explain_early(settings.refusal(), folder_.file("nowhere"), Language::english)
                  .starts_with("settings_missing"));
}

class WrongPolicy : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* part : {"policy", "messages", "calendar", "data"}) {
      std::filesystem::copy(std::string(YIBAO_SOURCE_DIR) + "/" + part, home_.file(part),
                            std::filesystem::copy_options::recursive);
    }
  }
  std::string told(Language language = Language::chinese) const {
    try {
      load_data(std::filesystem::path(home_.file("x")).parent_path().string(), language);
      return "";
    } catch (const Fault& fault) {
      return fault.what();
    }
  }
  void write(const std::string& path, const std::string& content) const {
    std::filesystem::create_directories(std::filesystem::path(home_.file(path)).parent_path());
    std::ofstream(home_.file(path)) << content;
  }
  test::TemporaryFolder home_;
};

TEST_F(WrongPolicy, as_shipped_has_no_mistake) {
  EXPECT_EQ(told(), "");
}

TEST_F(WrongPolicy, is_told_of_regions_that_these_rules_are_not_for) {
  for (const char* region : {"810000", "710000", "999900", "110105"}) {
    write(std::string("policy/") + region + "/gap.toml", "");
    EXPECT_TRUE(told().starts_with("没有这个行政区划 (policy_region_unknown): 目录 policy/" +
                                   std::string(region)))
        << told();
    std::filesystem::remove_all(home_.file(std::string("policy/") + region));
  }
}

TEST_F(WrongPolicy, is_told_of_folders_that_nobody_reads) {
  for (const char* folder : {"policy/999900", "policy/441900/card2.toml", "policy/441900/old"}) {
    std::filesystem::create_directories(home_.file(folder));
    EXPECT_TRUE(
        told().starts_with("这个目录不起作用 (policy_folder_unread): 目录 " + std::string(folder)))
        << told();
    std::filesystem::remove_all(home_.file(folder));
  }
}

TEST_F(WrongPolicy, is_told_without_a_register_of_sources_once) {
  std::filesystem::remove(home_.file("policy/sources.toml"));
  EXPECT_EQ(told(),
            "没有政策来源的登记 (policy_sources_missing): 没有找到 policy/sources.toml。 "
            "请恢复该文件:每个参数的来源都在其中登记。");
}

// Somebody read it on a day that has come.
TEST_F(WrongPolicy, is_told_of_values_that_were_checked_on_a_day_to_come) {
  write("policy/441900/aid.toml",
        "[[sum_limit]]\nvalue = 1\nfrom = 2025-01-01\nchecked_on = 2099-01-01\n");
  const std::string folder = home_.file("policy");
  EXPECT_TRUE(files::checked_after(folder, Date::of(2099, 1, 1)).empty());
  const std::vector<Reason> ahead = files::checked_after(folder, Date::of(2098, 12, 31));
  ASSERT_EQ(ahead.size(), 1U);
  EXPECT_EQ(ahead[0].code, "policy_checked_in_future");
  EXPECT_EQ(ahead[0].facts[0].value, "441900/aid.toml");
  EXPECT_EQ(ahead[0].facts[2].value, "2099-01-01");
}

TEST_F(WrongPolicy, is_told_in_the_language_that_was_asked_for) {
  write("policy/441900/aid.toml", "nothing_alike_at_all = 3\n");
  EXPECT_EQ(told(Language::english),
            "Unknown policy parameter (policy_key_unknown): The parameter nothing_alike_at_all of "
            "file 441900/aid.toml is unknown. Please check the spelling: each line of yibao policy "
            "show ends in topic.parameter.");
  EXPECT_TRUE(told().starts_with("未知的政策参数 (policy_key_unknown)")) << told();
}

TEST(UnfitDatabases, are_told_in_words_with_the_next_step) {
  Settings settings;
  settings.home = YIBAO_SOURCE_DIR;
  settings.database = "postgresql://nobody@127.0.0.1:1/yibao";
  const auto told = [&](Language language) -> std::string {
    settings.language = language;
    try {
      open_database(settings);
      return "";
    } catch (const Fault& fault) {
      return fault.what();
    }
  };
  EXPECT_TRUE(told(Language::chinese).starts_with("不能连接 PostgreSQL (database_not_reached)"))
      << told(Language::chinese);
  EXPECT_NE(told(Language::english).find("Please make sure that the server runs"),
            std::string::npos)
      << told(Language::english);
}

}  // namespace
}  // namespace yibao::main
