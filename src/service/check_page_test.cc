// The check page may be asked so often, and no code is found by trying.
#include "service/check_page.h"

#include <gtest/gtest.h>

#include "business/document/public_check.h"

namespace yibao::service {
namespace {

Instant at(std::int64_t milliseconds) {
  return Instant::from_milliseconds(1'745'000'000'000 + milliseconds);
}

TEST(CheckLimits, AFewWrongCodesCloseANumberForAWhile) {
  CheckLimits limits;
  const char* guesser = "192.0.2.1";
  for (int i = 0; i < 10; ++i) {
    EXPECT_TRUE(limits.may_ask("4419", guesser, at(i * 1'000)));
    limits.count_wrong("4419", guesser, at(i * 1'000));
  }
  EXPECT_FALSE(limits.may_ask("4419", guesser, at(10'000)));
  EXPECT_TRUE(limits.may_ask("4420", guesser, at(10'000)));
  EXPECT_FALSE(limits.may_ask("4419", guesser, at(15 * 60'000 - 1)));
  EXPECT_TRUE(limits.may_ask("4419", guesser, at(15 * 60'000)));
}

// Whoever has the paper in hand can have it checked all the same.
TEST(CheckLimits, WrongCodesOfOneSourceDoNotCloseANumberForOthers) {
  CheckLimits limits;
  for (int i = 0; i < 20; ++i) limits.count_wrong("4419", "192.0.2.1", at(0));
  EXPECT_FALSE(limits.may_ask("4419", "192.0.2.1", at(0)));
  EXPECT_TRUE(limits.may_ask("4419", "192.0.2.2", at(0)));
}

TEST(CheckLimits, EverybodyTogetherMayAskSoOften) {
  CheckLimits limits;
  int asked = 0;
  while (asked < 1'000 && limits.may_ask(std::to_string(asked), "", at(0))) ++asked;
  EXPECT_EQ(asked, 100);
  EXPECT_TRUE(limits.may_ask("x", "", at(1'000)));
}

TEST(CheckLimits, OneSourceDoesNotAskForAll) {
  CheckLimits limits;
  int asked = 0;
  while (asked < 1'000 && limits.may_ask(std::to_string(asked), "192.0.2.1", at(0))) ++asked;
  EXPECT_EQ(asked, 40);
  EXPECT_TRUE(limits.may_ask("x", "192.0.2.2", at(0)));
  EXPECT_TRUE(limits.may_ask("x", "192.0.2.1", at(1'000)));
}

TEST(PublicCheck, ReadsWhatPeopleType) {
  EXPECT_EQ(document::as_typed(" 0123-45AB cdef "), "012345abcdef");
  EXPECT_LE(document::as_typed(std::string(10'000, 'a')).size(), 60U);
}

}  // namespace
}  // namespace yibao::service
