// Goal: a till gives back once (R-054, N-13).
#include "business/settlement/rules.h"

#include <gtest/gtest.h>

namespace yibao::settlement {
namespace {

const Date kToday = Date::of(2025, 4, 25);

TEST(Reversal, gives_back_a_payment_once) {
  ReversalFacts facts{Money::fen(1200), {}};
  EXPECT_TRUE(check_reversal(facts).ok());
  facts.reversed_on = kToday;
  const Verdict again = check_reversal(facts);
  ASSERT_FALSE(again.ok());
  EXPECT_EQ(again.refusal().reasons.front().code, "payment_reversed_already");
}

}  // namespace
}  // namespace yibao::settlement
