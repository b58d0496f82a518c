// Goal: no guide that the program writes has a sentence that the program's own lint finds, for any
// service in any place of the policy; and a guide says how to get at contacts that it does not
// print.
#include "main/guide_text.h"

#include <gtest/gtest.h>

#include "adapters/files/data.h"
#include "base/tree_text.h"
#include "business/guide/lint.h"
#include "business/guide/present.h"
#include "business/guide/topics.h"
#include "main/installation.h"
#include "service/present.h"

namespace yibao::main {
namespace {

const Date kDay = Date::of(2025, 4, 27);
// After the years for retirement have changed in 广东.
const Date kLater = Date::of(2030, 1, 1);
const std::string kHome(YIBAO_SOURCE_DIR);

const Data& data() {
  static const Data loaded = load_data(kHome);
  return loaded;
}

Tree told(const guide::Topic& topic, RegionCode region, Date on, Language language) {
  const guide::Guide written = guide::write_guide(topic, data().policies.on(region, on));
  Tree tree = guide::present(written, topic, {region, data().regions.full_name(region), on});
  service::add_words(tree, data().words_in(language));
  return tree;
}

std::string text(const guide::Topic& topic, RegionCode region, Date on) {
  return guide_text(told(topic, region, on, Language::chinese), "12393", Language::chinese);
}

// As somebody keeps them in one file: every heading says of which place.
void expect_no_finding(const std::vector<guide::LintRule>& rules, const std::string& text,
                       Date on) {
  const guide::Linter linter(rules, data().policies, data().regions, on);
  for (const guide::LintFinding& found : linter.read(text, RegionCode::nation())) {
    ADD_FAILURE() << found.region.to_string() << " " << found.rule->id << " " << found.sentence;
  }
}

TEST(GuideText, no_guide_has_a_finding_of_the_lint) {
  const Tree file = files::read_toml_file(kHome + "/data/lint.toml").value();
  const auto rules = guide::read_lint_rules(file, data().policies).value();
  std::string all;
  std::string later;
  for (const RegionCode region : data().policies.regions()) {
    for (const guide::Topic& topic : guide::topics()) all += text(topic, region, kDay);
    later += text(*guide::find_topic("retirement"), region, kLater);
  }
  expect_no_finding(rules, all, kDay);
  expect_no_finding(rules, later, kLater);
}

// 联系方式: the guide tells of them, so they are there, or how to get at them.
TEST(GuideText, says_where_contacts_are_had_that_it_does_not_print) {
  const guide::Topic& topic = *guide::find_topic("release");
  Tree tree = told(topic, RegionCode(140600), kDay, Language::chinese);
  EXPECT_NE(guide_text(tree, "12393", Language::chinese).find("\n联系方式\n  加 --as"),
            std::string::npos);
  tree.set("contacts", Tree::object({{"name", "朔州市医保中心"},
                                     {"phone", "0349-12393"},
                                     {"address", "开发路1号"},
                                     {"hours", "9:00-17:00"}}));
  const std::string with = guide_text(tree, "12393", Language::chinese);
  EXPECT_NE(with.find("朔州市医保中心 0349-12393"), std::string::npos);
  EXPECT_EQ(with.find("--as"), std::string::npos);
  const Tree english = told(topic, RegionCode(140600), kDay, Language::english);
  EXPECT_NE(guide_text(english, "12393", Language::english).find("\nContacts\n  With --as"),
            std::string::npos);
}

// Nothing is told of a number that is none: 0 个工作日, 31 日.
TEST(GuideText, says_at_once_and_month_end_instead_of_nought_and_thirty_first) {
  for (const RegionCode region : data().policies.regions()) {
    for (const guide::Topic& topic : guide::topics()) {
      const std::string written = text(topic, region, kDay);
      for (const char* odd : {" 0 个工作日", "(0 为", " 31 日", "{"}) {
        EXPECT_EQ(written.find(odd), std::string::npos)
            << topic.service << " " << region.to_string() << " " << odd;
      }
    }
  }
}

}  // namespace
}  // namespace yibao::main
