// Goal: what a maker is to make is seen by the agency and by the bank whose cards they are, and by
// nobody under a number that is no bank's.
#include "business/card/queries.h"

#include <gtest/gtest.h>

#include "business/test_world.h"

namespace yibao::card {
namespace {

TEST(CardQueries, show_no_orders_to_who_is_no_bank) {
  test::World world{Date::of(2025, 4, 10)};
  business::Request asked = test::request({});
  asked.parameters = {{"region", "330100"}};
  for (const std::int64_t number : {0, 1, 101, 105000}) {
    const business::Actor link{business::Role::bank, number, {}, "bank", "bank"};
    const auto told = world.ask(&answer_production, link, asked);
    ASSERT_FALSE(told.ok()) << number;
    EXPECT_EQ(told.refusal().code(), "bank_unknown") << number;
    EXPECT_EQ(told.refusal().kind, RefusalKind::forbidden);
  }
}

}  // namespace
}  // namespace yibao::card
