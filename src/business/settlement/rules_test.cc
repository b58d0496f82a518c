// Goal: a till gives back once, never what belongs to heirs (R-054, N-13).
#include "business/settlement/rules.h"

#include <gtest/gtest.h>

namespace yibao::settlement {
namespace {

const Date kToday = Date::of(2025, 4, 25);

TEST(Reversal, gives_back_a_payment_once) {
  ReversalFacts facts{Money::fen(1200), {}, {}};
  EXPECT_TRUE(check_reversal(facts, kToday).ok());
  facts.reversed_on = kToday;
  const Verdict again = check_reversal(facts, kToday);
  ASSERT_FALSE(again.ok());
  EXPECT_EQ(again.refusal().reasons.front().code, "payment_reversed_already");
}

TEST(Reversal, gives_nothing_to_an_account_of_the_dead_from_that_day_on) {
  EXPECT_TRUE(check_reversal({Money::fen(1), {}, kToday + 1}, kToday).ok());
  EXPECT_FALSE(check_reversal({Money::fen(1), {}, kToday}, kToday).ok());
  EXPECT_FALSE(check_reversal({Money::fen(1), {}, kToday - 1}, kToday).ok());
}

}  // namespace
}  // namespace yibao::settlement
