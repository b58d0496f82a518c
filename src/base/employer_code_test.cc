// Goal: only codes of GB 32100-2015 pass, in one spelling, and no slip of a finger goes unnoticed.
#include "base/employer_code.h"

#include <string>
#include <utility>

#include <gtest/gtest.h>

namespace yibao {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

std::string code_of(std::string_view text) {
  const auto decision = check_employer_code(text);
  return decision ? *decision : decision.refusal().code();
}

std::string complete(const std::string& first17) {
  return first17 + employer_check_character(first17);
}

TEST(EmployerCode, accepts_the_example_of_the_standard_and_writes_it_in_capitals) {
  EXPECT_EQ(code_of("91350100M000100Y43"), "91350100M000100Y43");
  EXPECT_EQ(code_of("91350100m000100y43"), "91350100M000100Y43");
}

TEST(EmployerCode, refuses_another_shape) {
  for (const char* text :
       {"", "91350100M000100Y4", "91350100M000100Y433", " 1350100M000100Y43", "91350100I000100Y43",
        "91350100O000100Y43", "91350100S000100Y43", "91350100V000100Y43", "91350100z000100Y43",
        "９１３５０１００M000100Y43", "91350100M000100Y４"}) {
    EXPECT_EQ(code_of(text), "employer_code_shape") << text;
  }
}

TEST(EmployerCode, says_how_long_it_should_be) {
  const auto decision = check_employer_code("9135");
  ASSERT_FALSE(decision);
  EXPECT_EQ(decision.refusal().kind, RefusalKind::malformed);
  EXPECT_EQ(decision.refusal().reasons.front().facts[0].value, "18");
}

TEST(EmployerCode, ends_in_0_where_the_sum_is_divisible_by_31) {
  EXPECT_EQ(employer_check_character("00000000000000000"), '0');
  EXPECT_EQ(code_of("000000000000000000"), "000000000000000000");
  EXPECT_EQ(employer_check_character("10000000000000000"), 'Y');
}

TEST(EmployerCode, uses_every_character_as_check) {
  std::string seen;
  for (const char c : kAlphabet) seen += employer_check_character(c + std::string(16, '0'));
  EXPECT_EQ(seen.find_first_not_of(kAlphabet), std::string::npos);
  for (const char c : kAlphabet) EXPECT_NE(seen.find(c), std::string::npos) << c;
}

TEST(EmployerCode, catches_every_changed_character_and_every_swap_of_neighbours) {
  for (const std::string& sample : {complete("91350100M000100Y4"), complete("9144190000TEXTUAL"),
                                    complete("12110000QRTUWXY01"), std::string(18, '0')}) {
    ASSERT_EQ(code_of(sample), sample);
    for (std::size_t i = 0; i < sample.size(); ++i) {
      for (const char c : kAlphabet) {
        if (c == sample[i]) continue;
        std::string changed = sample;
        changed[i] = c;
        EXPECT_EQ(code_of(changed), "employer_code_check_digit") << sample << " at " << i;
      }
      if (i == 0 || sample[i] == sample[i - 1]) continue;
      std::string swapped = sample;
      std::swap(swapped[i], swapped[i - 1]);
      EXPECT_EQ(code_of(swapped), "employer_code_check_digit") << sample << " at " << i;
    }
  }
}

}  // namespace
}  // namespace yibao
