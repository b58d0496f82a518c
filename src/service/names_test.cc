// Goal: codes are told as names; what there is no name for stays as it is; and the file that ships
// names every fact that a sentence speaks of.
#include "service/names.h"

#include <gtest/gtest.h>

#include "adapters/files/data.h"
#include "adapters/files/read.h"
#include "service/catalogue.h"
#include "service/present.h"

namespace yibao::service {
namespace {

const std::string kHome = YIBAO_SOURCE_DIR;

Names shipped() {
  return Names::load(files::read_toml_file(kHome + "/messages/names.zh-CN.toml").value(),
                     RegionTable::parse(files::read_file(kHome + "/data/regions.csv")).value(),
                     {{"nhsa_2021_43", "暂行办法"}})
      .value();
}

TEST(Names, shows_days_months_and_spans_of_them) {
  EXPECT_EQ(with_chinese_days("2025-04-05"), "2025年4月5日");
  EXPECT_EQ(with_chinese_days("2025-10"), "2025年10月");
  EXPECT_EQ(with_chinese_days("2025-02..2025-04"), "2025年2月至2025年4月");
  EXPECT_EQ(with_chinese_days("没有日期"), "没有日期");
  EXPECT_EQ(with_chinese_days("2025-4"), "2025-4");
  EXPECT_EQ(with_chinese_days("12025-04"), "12025-04");
  EXPECT_EQ(with_chinese_days(""), "");
}

TEST(Names, shows_a_fact_the_way_of_its_name) {
  const Names names = shipped();
  EXPECT_EQ(names.show("origin", "441900"), "东莞市");
  EXPECT_EQ(names.show("origin", "990000"), "990000");
  EXPECT_EQ(names.show("region", "310000"), "上海市");
  EXPECT_EQ(names.show("region", "419001"), "河南省济源市");
  EXPECT_EQ(names.show("months", "2025-01..2025-03, 2025-06"), "2025年1月至2025年3月、2025年6月");
  EXPECT_EQ(names.show("state", "origin_review"), "转出审核");
  EXPECT_EQ(names.show("items", "identity_card_back, residence_proof"), "身份证国徽面、居住证明");
  EXPECT_EQ(names.show("items", "household_book|residence_proof, death_proof"),
            "户口簿或者居住证明、死亡证明");
  EXPECT_EQ(names.show("causes", "arrears, admin"), "单位欠费、依决定冻结");
  EXPECT_EQ(names.show("calendar", "2025.1+2026.2"), "2025年第1版、2026年第2版");
  EXPECT_EQ(names.show("provider", "P44190000001"), "东莞市定点药店 P44190000001");
  EXPECT_EQ(names.show("known", "approve, refuse"), "同意、不同意");
  EXPECT_EQ(names.show("why", "441900"), "441900");
  EXPECT_EQ(names.show("a_fact_of_no_name", "441900"), "441900");
}

TEST(Names, tells_where_in_a_body_a_member_stands) {
  EXPECT_EQ(shipped().show("member", "region"), "统筹区");
  EXPECT_EQ(shipped().show("member", "payments[1].received_on"), "假设的缴费第2项的到账日期");
  EXPECT_EQ(shipped().show("member", "heirs[0]"), "继承人第1项");
  EXPECT_EQ(shipped().show("member", "a_member_of_no_name[x"), "a_member_of_no_name第1项");
}

// A slot that any of several materials fills.
TEST(Names, shows_alternatives_of_a_word) {
  EXPECT_EQ(shipped().word("material", "identity_document|household_book"),
            "身份证件原件或者户口簿");
}

TEST(Names, tells_a_parameter_with_its_place_value_and_source) {
  const Catalogue catalogue =
      Catalogue::load(
          {Tree::object({{"x", Tree::object({{"title", "题"}, {"detail", "{origin}"}})}})},
          shipped())
          .value();
  const Reason reason{
      "x",
      {{"origin", "441900"}},
      {{"transfer.clear_on", "target_confirm", "330000", "2021-12-01", "nhsa_2021_43", true}}};
  const Tree told = present_reason(reason, catalogue);
  EXPECT_EQ(*told.find("detail")->text(), "东莞市");
  EXPECT_EQ(*told.find("facts")->find("origin")->text(), "441900");
  const Tree& parameter = told.find("parameters")->list()->front();
  EXPECT_EQ(*parameter.find("value")->text(), "target_confirm");
  EXPECT_EQ(*parameter.find("title")->text(), "账户清零的时点");
  EXPECT_EQ(*parameter.find("shown")->text(), "转入地确认后");
  EXPECT_EQ(*parameter.find("region_name")->text(), "浙江省");
  EXPECT_EQ(*parameter.find("source_title")->text(), "暂行办法");
}

TEST(Names, stand_in_a_sentence_without_the_spaces_of_a_code) {
  const auto said = [](const char* detail, std::vector<Fact> facts) {
    return Catalogue::load(
               {Tree::object({{"x", Tree::object({{"title", "题"}, {"detail", detail}})}})},
               shipped())
        .value()
        .words("x", facts)
        .detail;
  };
  EXPECT_EQ(said("从 {origin} 划转 {amount} 元", {{"origin", "441900"}, {"amount", "3.00"}}),
            "从东莞市划转 3.00 元");
  EXPECT_EQ(said("自 {since} 起", {{"since", "2025-04-01"}}), "自 2025年4月1日起");
  EXPECT_EQ(said("“{slot:raw}”不是", {{"slot", "selfie"}}), "“selfie”不是");
  EXPECT_EQ(said("{why}", {}), "—");
}

TEST(Names, tell_another_rule_by_its_title_and_that_there_is_none) {
  const Catalogue catalogue =
      Catalogue::load({Tree::object({{"x", Tree::object({{"title", "题"}, {"detail", "{rule}"}})},
                                     {"y", Tree::object({{"title", "欠费"}})},
                                     {"z", Tree::object({{"title", "题"}, {"detail", "{why}"}})}})},
                      shipped())
          .value();
  EXPECT_EQ(catalogue.words("x", {{"rule", "y"}}).detail, "欠费");
  EXPECT_EQ(catalogue.words("x", {{"rule", "unheard_of"}}).detail, "unheard_of");
  EXPECT_EQ(catalogue.words("z", {{"why", "—"}}).detail, "无");
  EXPECT_EQ(catalogue.words("z", {}).detail, "—");
}

TEST(Names, refuses_a_way_of_showing_that_there_is_none_of) {
  const Tree file = Tree::object({{"facts", Tree::object({{"origin", "place"}})}});
  const auto loaded = Names::load(file, RegionTable::parse("code,name\n").value(), {});
  ASSERT_FALSE(loaded.ok());
  EXPECT_EQ(loaded.refusal().code(), "names_kind_unknown");
}

// Both ways: no fact of a sentence without a way of showing it, no way that no sentence asks for.
TEST(Names, say_how_every_fact_of_every_sentence_is_shown) {
  std::vector<Tree> messages;
  for (const std::string& name : files::list_files_below(kHome + "/messages/zh-CN", ".toml")) {
    messages.push_back(files::read_toml_file(kHome + "/messages/zh-CN/" + name).value());
  }
  const Catalogue catalogue = Catalogue::load(messages, shipped()).value();
  for (const std::string& code : catalogue.codes()) {
    for (const std::string& fact : catalogue.facts_of(code)) {
      EXPECT_TRUE(catalogue.names().knows(fact)) << code << " speaks of " << fact;
    }
  }
}

}  // namespace
}  // namespace yibao::service
