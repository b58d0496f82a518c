// The rate of an institution: twice a second's share at once, then as fast as it is let, apart from
// all others.
#include "adapters/provider/rate.h"

#include <gtest/gtest.h>

namespace yibao::adapters::provider {
namespace {

Instant at(std::int64_t milliseconds) {
  return Instant::from_milliseconds(1'745'539'262'000 + milliseconds);
}

TEST(ProviderRate, a_burst_ends_and_a_second_brings_its_share) {
  Rate rate(10);
  for (int i = 0; i < 20; ++i) EXPECT_TRUE(rate.take(1, at(0))) << i;
  EXPECT_FALSE(rate.take(1, at(0)));
  EXPECT_FALSE(rate.take(1, at(99)));
  EXPECT_TRUE(rate.take(1, at(100)));
  EXPECT_FALSE(rate.take(1, at(100)));
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(rate.take(1, at(1'100))) << i;
  EXPECT_FALSE(rate.take(1, at(1'100)));
}

TEST(ProviderRate, nobody_pays_for_another) {
  Rate rate(1);
  EXPECT_TRUE(rate.take(1, at(0)));
  EXPECT_TRUE(rate.take(1, at(0)));
  EXPECT_FALSE(rate.take(1, at(0)));
  EXPECT_TRUE(rate.take(2, at(0)));
}

TEST(ProviderRate, a_rest_is_saved_up_for_two_seconds_only) {
  Rate rate(5);
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(rate.take(1, at(0)));
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(rate.take(1, at(3'600'000))) << i;
  EXPECT_FALSE(rate.take(1, at(3'600'000)));
}

TEST(ProviderRate, a_clock_that_goes_back_gives_nothing) {
  Rate rate(1);
  EXPECT_TRUE(rate.take(1, at(0)));
  EXPECT_TRUE(rate.take(1, at(0)));
  EXPECT_FALSE(rate.take(1, at(-5'000)));
}

TEST(ProviderRate, none_is_none) {
  Rate rate(0);
  for (int i = 0; i < 1'000; ++i) EXPECT_TRUE(rate.take(1, at(0)));
}

}  // namespace
}  // namespace yibao::adapters::provider
