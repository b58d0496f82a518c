// Goal: codes are told as names; what there is no name for stays as it is; and the file that ships
// names every fact that a sentence speaks of.
#include "service/names.h"

#include <gtest/gtest.h>

#include "adapters/files/data.h"
#include "adapters/files/read.h"
#include "base/reason_tree.h"
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

Names shipped_english() {
  return shipped()
      .with_lists(files::read_toml_file(kHome + "/messages/names.en.toml").value(),
                  Language::english)
      .value();
}

// The lists of this test, not those that ship: their wording may change.
Names with_english(std::initializer_list<Tree::Written> lists) {
  Tree file = Tree::object({});
  for (const std::string& list : shipped().lists()) {
    file.set(list, Tree::object({{"a_word", "a word"}}));
  }
  for (const Tree::Written& list : lists) file.set(std::string(list.name), list.value);
  return shipped().with_lists(file, Language::english).value();
}

TEST(Names, shows_a_fact_in_english_the_way_of_its_name) {
  const Names names = with_english(
      {{"state", Tree::object({{"origin_review", "review at the place left"}})},
       {"material", Tree::object({{"household_book", "household book"},
                                  {"residence_proof", "proof of residence"},
                                  {"death_proof", "proof of death"}})},
       {"member", Tree::object({{"payments", "payments"}, {"received_on", "date received"}})}});
  EXPECT_EQ(names.show("origin", "441900"), "东莞市");  // a proper name stays
  EXPECT_EQ(names.show("origin", "100000"), "the whole nation");
  EXPECT_EQ(names.show("months", "2025-01..2025-03, 2025-06"),
            "January 2025 to March 2025, June 2025");
  EXPECT_EQ(names.show("state", "origin_review"), "review at the place left");
  EXPECT_EQ(names.show("state", "a_state_of_no_name"), "a_state_of_no_name");
  EXPECT_EQ(names.show("items", "household_book|residence_proof, death_proof"),
            "household book or proof of residence, proof of death");
  EXPECT_EQ(names.word("material", "household_book|death_proof"),
            "household book or proof of death");
  EXPECT_EQ(names.show("calendar", "2025.1+2026.2"), "edition 1 of 2025, edition 2 of 2026");
  EXPECT_EQ(names.show("provider", "P44190000001"), "designated pharmacy P44190000001 (东莞市)");
  EXPECT_EQ(names.show("provider", "H44190000001"), "designated hospital H44190000001 (东莞市)");
  EXPECT_EQ(names.show("member", "payments[1].received_on"), "date received in item 2 of payments");
  EXPECT_EQ(names.show("why", "原样"), "原样");
}

// The same code is another word in another member.
TEST(Names, shows_what_a_member_may_be) {
  const Names names = shipped();
  EXPECT_EQ(names.choices("why", "first, loss, damage"), "首次申领、挂失补卡、损坏换卡");
  EXPECT_EQ(names.choices("decision", "confirm, refuse"), "同意(属实)、不同意");
  EXPECT_EQ(names.choices("rows[2].kind", "joiner, leaver"), "增员、减员");
  EXPECT_EQ(names.choices("mystery", "refuse, unheard_of"), "不同意、unheard_of");
}

TEST(Names, shows_what_was_looked_at_and_titles_from_other_files) {
  const Names english = shipped_english().with_more(
      {{"退费", "Contribution refund"}, {"上传材料", "upload materials"}},
      {{"project_default", "Default of this system"}});
  EXPECT_EQ(shipped().show("what", "person.search"),
            "姓名、证件号码(部分隐去)和出生日期(查找参保人)");
  EXPECT_EQ(shipped().show("what", "个人概览"), "个人概览");
  EXPECT_EQ(english.show("what", "退费:上传材料"), "Contribution refund: upload materials");
  EXPECT_EQ(english.source("project_default"), "Default of this system");
}

TEST(Names, are_not_taken_in_a_language_that_lacks_a_list) {
  const auto loaded = shipped().with_lists(Tree::object({}), Language::english);
  ASSERT_FALSE(loaded.ok());
  EXPECT_EQ(loaded.refusal().code(), "names_list_missing");
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
  // A settlement's notice gives the name: whole, not six bytes of it.
  EXPECT_EQ(names.show("provider", "东莞市人民医院"), "东莞市人民医院");
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
      {{"transfer.clear_on", "target_confirm", "330000", "2021-12-01", "nhsa_2021_43", true},
       {"cash_out.grounds", "settled_abroad、receiver_cannot_take", "100000", "2021-12-01",
        "nhsa_2021_43", false}}};
  const Tree told = present_reason(reason, catalogue);
  EXPECT_EQ(*told.find("detail")->text(), "东莞市");
  EXPECT_EQ(*told.find("facts")->find("origin")->text(), "441900");
  const Tree& parameter = told.find("parameters")->list()->front();
  EXPECT_EQ(*parameter.find("value")->text(), "target_confirm");
  EXPECT_EQ(*parameter.find("title")->text(), "账户清零的时点");
  EXPECT_EQ(*parameter.find("shown")->text(), "转入地确认后");
  EXPECT_EQ(*told.find("parameters")->list()->at(1).find("shown")->text(),
            "出境定居、转入地不能接收");
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

TEST(Names, stand_in_an_english_sentence_with_its_spaces_and_capitals) {
  const auto said = [](const char* detail, std::vector<Fact> facts) {
    return Catalogue::load(
               {Tree::object({{"x", Tree::object({{"title", "title"}, {"detail", detail}})}})},
               with_english({{"state", Tree::object({{"drafted", "draft"}})}}))
        .value()
        .words("x", facts)
        .detail;
  };
  EXPECT_EQ(
      said("From {origin} to {target} – {target}.", {{"origin", "441900"}, {"target", "330100"}}),
      "From 东莞市 to 杭州市 – 杭州市.");
  EXPECT_EQ(said("Since {since}: ¥{amount}.", {{"since", "2025-04-01"}, {"amount", "3.00"}}),
            "Since 1 April 2025: ¥3.00.");
  EXPECT_EQ(said("{state} it is. {state}? {why}", {{"state", "drafted"}, {"why", "as typed"}}),
            "Draft it is. Draft? as typed");
  EXPECT_EQ(said("It is {state}.", {{"state", "drafted"}}), "It is draft.");
  EXPECT_EQ(said("{why}", {{"why", "—"}}), "none");
  EXPECT_EQ(said("{why}", {}), "—");
}

// What was answered in Chinese is told anew, wherever in the answer its reasons stand.
TEST(Names, retell_an_answer_in_another_language) {
  const auto words = [](const char* title, const char* detail, const char* next) {
    return Tree::object(
        {{"x", Tree::object({{"title", title}, {"detail", detail}, {"next", next}})},
         {"y", Tree::object({{"title", title}, {"detail", ""}, {"next", ""}})}});
  };
  const Catalogue chinese =
      Catalogue::load({words("题", "{origin}在 {since}", "做")}, shipped()).value();
  const Catalogue english =
      Catalogue::load({words("Title", "{origin} on {since}", "Do")}, with_english({})).value();
  const Reason reason{
      "x",
      {{"origin", "441900"}, {"since", "2025-04-05"}},
      {{"transfer.clear_on", "target_confirm", "330000", "2021-12-01", "nhsa_2021_43", true}}};
  const Refusal refusal{RefusalKind::refused, {reason, {"y", {}, {}}}};
  Tree problem = present_problem(refusal, chinese, "/here", "1");
  EXPECT_EQ(*problem.find("detail")->text(), "东莞市在 2025年4月5日");
  retell(problem, english);
  EXPECT_EQ(problem, present_problem(refusal, english, "/here", "1"));
  retell(problem, chinese);
  EXPECT_EQ(problem, present_problem(refusal, chinese, "/here", "1"));

  Tree answer =
      Tree::object({{"title", "张三的申请"},  // no sentence of ours
                    {"case", Tree::object({{"decisions", to_tree(std::vector<Reason>{reason})}})}});
  add_words(answer, chinese);
  retell(answer, english);
  const Tree& told = answer.find("case")->find("decisions")->list()->front();
  EXPECT_EQ(*told.find("next_step")->text(), "Do");
  EXPECT_EQ(*answer.find("title")->text(), "张三的申请");
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

// The two languages call the same things: words in one only would leave a code in a sentence.
TEST(Names, are_the_same_in_both_languages) {
  const Names chinese = shipped();
  const Names english = shipped_english();
  EXPECT_EQ(english.lists(), chinese.lists());
  for (const std::string& list : chinese.lists()) {
    EXPECT_EQ(english.words_of(list), chinese.words_of(list)) << list;
  }
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
