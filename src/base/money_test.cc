// Goal: an amount is exact from its text to its capitals, and nothing leaves the range unseen.
#include "base/money.h"

#include <gtest/gtest.h>

#include "base/check.h"

namespace yibao {
namespace {

TEST(Money, parses_exactly_or_not_at_all) {
  EXPECT_EQ(Money::parse_yuan("12345.67")->fen(), 1'234'567);
  EXPECT_EQ(Money::parse_yuan("0.5")->fen(), 50);
  EXPECT_EQ(Money::parse_yuan("12")->fen(), 1'200);
  EXPECT_EQ(Money::parse_yuan("0.00")->fen(), 0);
  for (const char* wrong : {"", ".5", "5.", "1.234", "-1", "+1", "1,000", "1e3", "１", "0x1", " 1",
                            "99999999999999.99"}) {
    EXPECT_FALSE(Money::parse_yuan(wrong)) << wrong;
  }
}

TEST(Money, prints_what_it_parses) {
  EXPECT_EQ(Money::fen(1'234'567).to_yuan(), "12345.67");
  EXPECT_EQ(Money::fen(1'234'567).to_display(), "12,345.67");
  EXPECT_EQ(Money::fen(123'456'700).to_display(), "1,234,567.00");
  EXPECT_EQ(Money::fen(-5).to_yuan(), "-0.05");
  EXPECT_EQ(Money::fen(99'900).to_display(), "999.00");
}

TEST(Money, reads_aloud_in_capitals) {
  const std::pair<std::int64_t, const char*> rows[] = {
      {0, "零元整"},
      {1, "壹分"},
      {10, "壹角整"},
      {11, "壹角壹分"},
      {100, "壹元整"},
      {101, "壹元零壹分"},
      {110, "壹元壹角整"},
      {1'000, "壹拾元整"},
      {1'234'567, "壹万贰仟叁佰肆拾伍元陆角柒分"},
      {10'000'100, "壹拾万零壹元整"},
      {100'050'000, "壹佰万零伍佰元整"},
      {10'000'000'000, "壹亿元整"},
      {10'000'000'100, "壹亿零壹元整"},
      {1'001'001, "壹万零壹拾元零壹分"},
      {100'000'000'000'000, "壹万亿元整"},
  };
  for (const auto& [fen, text] : rows) EXPECT_EQ(Money::fen(fen).to_chinese_capitals(), text);
}

TEST(Money, leaves_its_range_as_a_failed_check) {
  const Money most = Money::fen(Money::kMaxFen);
  EXPECT_THROW((void)(most + Money::fen(1)), Bug);
  EXPECT_THROW((void)(Money::fen(-Money::kMaxFen) - Money::fen(1)), Bug);
  EXPECT_THROW((void)Money::yuan(Money::kMaxFen), Bug);
}

TEST(Rate, rounds_half_up_to_the_fen) {
  const Rate two_percent = Rate::basis_points(200);
  EXPECT_EQ(two_percent.of(Money::yuan(5'000)), Money::yuan(100));
  EXPECT_EQ(two_percent.of(Money::fen(24)).fen(), 0);
  EXPECT_EQ(two_percent.of(Money::fen(25)).fen(), 1);
  EXPECT_EQ(two_percent.of(Money::fen(-25)).fen(), -1);
}

}  // namespace
}  // namespace yibao
