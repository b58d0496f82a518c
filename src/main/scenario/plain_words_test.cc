// Goal: a code that stands in a sentence for people is found; what was typed, numbers and amounts
// are not mistaken for one.
#include "main/scenario/plain_words.h"

#include <gtest/gtest.h>

namespace yibao::main {
namespace {

TEST(PlainWords, finds_codes_regions_days_and_missing_facts) {
  EXPECT_EQ(raw_code_in("办件现为 origin_review,不能进行。"), "origin_review");
  EXPECT_EQ(raw_code_in("因下列原因:transfer。"), "transfer");
  EXPECT_EQ(raw_code_in("在转出地 441900 仍在参保"), "441900");
  EXPECT_EQ(raw_code_in("自 2025-04-25 起"), "2025-04-25");
  EXPECT_EQ(raw_code_in("2025-04断缴"), "2025-04");
  EXPECT_EQ(raw_code_in("银行流水 — 已经登记过"), "—");
}

TEST(PlainWords, lets_words_numbers_and_what_was_typed_pass) {
  EXPECT_EQ(raw_code_in("300 秒内有效(编号 106899)。"), std::nullopt);
  EXPECT_EQ(raw_code_in("余额 12,345.67 元,自2025年4月25日起,工作日历 2025年第1版"), std::nullopt);
  EXPECT_EQ(raw_code_in("“photo_of_cat”不是可以收取的材料"), std::nullopt);
  EXPECT_EQ(raw_code_in("请拨打 12393;证件号码 4419**********001X"), std::nullopt);
  EXPECT_EQ(raw_code_in("只接受 PNG、JPEG 图片和 PDF"), std::nullopt);
  EXPECT_EQ(raw_code_in("东莞市定点药店 P44190000001"), std::nullopt);
}

TEST(PlainWords, looks_into_every_sentence_of_an_answer_and_leaves_facts_alone) {
  const Tree fact = Tree::object({{"facts", Tree::object({{"origin", "441900"}})}});
  EXPECT_EQ(raw_sentence_in(fact), std::nullopt);
  const Tree answer =
      Tree::object({{"reasons", Tree(Tree::List{Tree::object({{"detail", "在 441900 没有"}})})}});
  EXPECT_EQ(raw_sentence_in(answer), "441900 in: 在 441900 没有");
  const Tree steps = Tree::object({{"next_steps", Tree(Tree::List{"好", "请 withdraw_it"})}});
  EXPECT_EQ(raw_sentence_in(steps), "withdraw_it in: 请 withdraw_it");
}

}  // namespace
}  // namespace yibao::main
