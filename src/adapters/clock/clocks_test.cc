#include "adapters/clock/clocks.h"

#include <gtest/gtest.h>

namespace yibao::adapters {
namespace {

std::int64_t machine = 0;  // what the machine's clock shows

SystemClock clock_at(std::int64_t milliseconds) {
  machine = milliseconds;
  return SystemClock([] { return machine; });
}

TEST(SystemClock, stands_still_while_the_machines_clock_is_put_back) {
  const SystemClock clock = clock_at(10'000);
  EXPECT_EQ(clock.now().milliseconds(), 10'000);
  machine = 4'000;
  EXPECT_EQ(clock.now().milliseconds(), 10'000);
  EXPECT_EQ(clock.milliseconds_behind(), 6'000);
  machine = 10'001;
  EXPECT_EQ(clock.now().milliseconds(), 10'001);
  EXPECT_EQ(clock.milliseconds_behind(), 0);
}

TEST(SystemClock, shows_no_moment_before_that_of_the_newest_record) {
  SystemClock clock = clock_at(10'000);
  clock.start_at(Instant::from_milliseconds(12'000));
  EXPECT_EQ(clock.now().milliseconds(), 12'000);
  machine = 12'500;
  EXPECT_EQ(clock.now().milliseconds(), 12'500);
}

}  // namespace
}  // namespace yibao::adapters
