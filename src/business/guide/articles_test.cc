// Goal: people find the article that they mean, and are sent elsewhere where the subject is another
// office's.
#include "business/guide/articles.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace yibao::guide {
namespace {

std::string found(std::string_view words) {
  std::string subjects;
  for (const Article* article : find_articles(words)) {
    subjects += (subjects.empty() ? "" : " ") + std::string(article->subject);
  }
  return subjects;
}

TEST(Articles, are_found_by_the_words_that_people_use) {
  EXPECT_EQ(found("断交补交"), "gap");
  EXPECT_EQ(found("兰州医保家庭共济如何绑定使用"), "family_aid");
  EXPECT_EQ(found("个人账户取钱"), "cash_out");
  EXPECT_EQ(found("缴费年限"), "contribution_years");
  EXPECT_EQ(found("缴费标准"), "contribution_standard");
  EXPECT_EQ(found("共济"), "family_aid");
  EXPECT_EQ(found("量子力学"), "");
  EXPECT_EQ(find_articles("").size(), articles().size());
}

TEST(Articles, are_found_by_english_words_in_any_case) {
  const auto found = [](const char* words) {
    std::vector<std::string_view> subjects;
    for (const Article* article : find_articles(words)) subjects.push_back(article->subject);
    return subjects;
  };
  using Subjects = std::vector<std::string_view>;
  EXPECT_EQ(found("Family account"), Subjects{"family_aid"});
  EXPECT_EQ(found("my Dongguan BALANCE"), Subjects{"monthly_credit"});
  EXPECT_EQ(found("inherit"), Subjects{"cash_out"});
  EXPECT_EQ(found("weather"), Subjects{});
  EXPECT_EQ(elsewhere("My Pension"), "pension");
}

TEST(Articles, send_elsewhere_what_is_another_office_s) {
  EXPECT_EQ(elsewhere("养老金的调整幅度"), "养老金");
  EXPECT_EQ(elsewhere("失业金怎么领"), "失业金");
  EXPECT_EQ(elsewhere("家庭共济"), "");
}

TEST(Articles, know_the_city_that_is_named) {
  const auto regions =
      RegionTable::parse("code,name\n100000,中国\n620000,甘肃省\n620100,兰州市\n").value();
  EXPECT_EQ(named_city("兰州医保家庭共济", regions), RegionCode(620100));
  EXPECT_EQ(named_city("家庭共济", regions), std::nullopt);
}

}  // namespace
}  // namespace yibao::guide
