// Goal: guessing gets slower and slower, and nobody is kept out for good.
#include "service/throttle.h"

#include <gtest/gtest.h>

namespace yibao::service {
namespace {

using business::Limit;

Instant at(std::int64_t seconds) {
  return Instant::from_milliseconds(1'745'546'400'000 + seconds * 1'000);
}

std::vector<Limit> limits() {
  return {{"account", Limit::On::account, 5, 30'000, 900'000, 86'400'000},
          {"source", Limit::On::source, 30, 30'000, 900'000, 86'400'000}};
}

TEST(Throttle, lets_five_through_and_then_waits_twice_as_long_each_time) {
  Throttle throttle;
  for (int i = 0; i < 5; ++i) EXPECT_EQ(throttle.try_now(limits(), at(0)), 0);
  EXPECT_EQ(throttle.try_now(limits(), at(0)), 30'000);
  EXPECT_EQ(throttle.try_now(limits(), at(29)), 1'000);
  EXPECT_EQ(throttle.try_now(limits(), at(30)), 0);
  EXPECT_EQ(throttle.try_now(limits(), at(30)), 60'000);
  EXPECT_EQ(throttle.try_now(limits(), at(90)), 0);
  EXPECT_EQ(throttle.try_now(limits(), at(90)), 120'000);
}

TEST(Throttle, never_waits_longer_than_its_limit) {
  Throttle throttle;
  std::int64_t now = 0;
  for (int i = 0; i < 40; ++i) {
    const std::int64_t wait = throttle.try_now({limits().front()}, at(now));
    EXPECT_LE(wait, 900'000);
    now += wait / 1'000;
  }
}

TEST(Throttle, counts_no_try_that_had_to_wait) {
  Throttle throttle;
  for (int i = 0; i < 100; ++i) throttle.try_now(limits(), at(0));
  EXPECT_EQ(throttle.try_now(limits(), at(30)), 0);
}

TEST(Throttle, forgets_wrong_tries_of_an_account_at_success_and_one_of_a_source) {
  Throttle throttle;
  for (int i = 0; i < 5; ++i) throttle.try_now(limits(), at(0));
  throttle.succeeded(limits());
  for (int i = 0; i < 5; ++i) EXPECT_EQ(throttle.try_now(limits(), at(0)), 0);
  EXPECT_GT(throttle.try_now(limits(), at(0)), 0);
}

// Somebody who tries their own account between guesses does not make a source fresh.
TEST(Throttle, makes_a_source_wait_whatever_it_tries) {
  Throttle throttle;
  const auto of = [](int account) {
    std::vector<Limit> all = limits();
    all.front().key = std::to_string(account);
    return all;
  };
  int let_through = 0;
  for (int i = 0; i < 100; ++i) {
    if (throttle.try_now(of(i), at(0)) == 0) ++let_through;
    if (throttle.try_now(of(1'000), at(0)) == 0) throttle.succeeded(of(1'000));
  }
  EXPECT_EQ(let_through, 30);
}

TEST(Throttle, begins_anew_after_a_day) {
  Throttle throttle;
  for (int i = 0; i < 5; ++i) throttle.try_now(limits(), at(0));
  for (int i = 0; i < 5; ++i) EXPECT_EQ(throttle.try_now(limits(), at(86'400)), 0);
}

// A flood of made-up names neither fills the memory nor wipes out what was counted.
TEST(Throttle, remembers_through_a_flood) {
  Throttle throttle;
  for (int i = 0; i < 5; ++i) throttle.try_now(limits(), at(0));
  for (int i = 0; i < 250'000; ++i) {
    throttle.try_now({{std::to_string(i), Limit::On::account, 5, 30'000, 900'000, 86'400'000}},
                     at(0));
  }
  EXPECT_GT(throttle.try_now(limits(), at(0)), 0);
}

}  // namespace
}  // namespace yibao::service
