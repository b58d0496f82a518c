// Goal: what a voice reads is what a person would say.
#include "base/spoken.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <utility>

namespace yibao {
namespace {

TEST(Spoken, numbers_with_their_noughts) {
  const std::pair<std::int64_t, const char*> kCases[] = {
      {0, "零"},
      {2, "二"},
      {10, "十"},
      {12, "十二"},
      {20, "二十"},
      {101, "一百零一"},
      {110, "一百一十"},
      {200, "二百"},
      {1000, "一千"},
      {2008, "两千零八"},
      {1010, "一千零一十"},
      {10'000, "一万"},
      {20'002, "两万零二"},
      {100'200, "十万零二百"},
      {12'000'000, "一千二百万"},
      {100'000'001, "一亿零一"},
      {-5, "负五"},
  };
  for (const auto& [number, text] : kCases) EXPECT_EQ(spoken_number(number), text) << number;
}

TEST(Spoken, amounts_without_capitals) {
  const std::pair<std::int64_t, const char*> kCases[] = {
      {0, "零元"},         {5, "五分"},          {50, "五角"},
      {200, "两元"},       {1005, "十元零五分"}, {123'456, "一千二百三十四元五角六分"},
      {100'000, "一千元"}, {-150, "负一元五角"}, {20'000'000, "二十万元"},
  };
  for (const auto& [fen, text] : kCases) EXPECT_EQ(spoken_amount(Money::fen(fen)), text) << fen;
}

TEST(Spoken, sentences_by_what_stands_behind_a_number) {
  const std::pair<const char*, const char*> kCases[] = {
      {"余额是1,234.50元。", "余额是一千二百三十四元五角。"},
      {"余额 0.05 元", "余额五分"},
      {"2025年4月25日", "二零二五年四月二十五日"},
      {"热线12393", "热线幺二三九三"},
      {"区号0769", "区号零七六九"},
      {"电话0769-22223333", "电话零七六九二二二二三三三三"},
      {"缴费36个月", "缴费三十六个月"},
      {"比例2%", "比例百分之二"},
      {"工作日9:00-12:00、13:30", "工作日九点到十二点、十三点三十分"},
      {"请按1", "请按一"},
      {"缴费2个月,12个月,2月,请按2", "缴费两个月,十二个月,二月,请按二"},
      {"没有数字", "没有数字"},
      {"3.5个", "三点五个"},
      {"1,234,567人", "一百二十三万四千五百六十七人"},
      {"95588,95599", "九五五八八,九五五九九"},
  };
  for (const auto& [text, read] : kCases) EXPECT_EQ(read_aloud(text), read) << text;
}

// No figure is left for the voice to stumble over, whatever stands around it.
RC_GTEST_PROP(SpokenProperty, leaves_no_figure, ()) {
  const auto text =
      *rc::gen::container<std::string>(rc::gen::elementOf(std::string("0123456789,.-:%年元 月")));
  const std::string read = read_aloud(text);
  RC_ASSERT(read.find_first_of("0123456789") == std::string::npos);
}

}  // namespace
}  // namespace yibao
