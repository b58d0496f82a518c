// Helpers of the writers: every part once, what a part throws, the order of what is done later, an
// end that leaves nothing.
#include "adapters/dispatch/helpers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <numeric>
#include <set>
#include <stdexcept>

namespace yibao {
namespace {

using adapters::Helpers;

class HelpersOf : public ::testing::TestWithParam<int> {
 protected:
  std::size_t threads() const { return static_cast<std::size_t>(GetParam()); }
};

TEST_P(HelpersOf, do_each_part_once_however_many_there_are) {
  Helpers helpers(threads());
  for (const std::size_t count : {0, 1, 7, 8, 100, 1'000}) {
    std::vector<std::atomic<int>> done(count);
    helpers.share(count, [&](std::size_t at) { ++done[at]; });
    for (const auto& each : done) EXPECT_EQ(each, 1);
  }
}

TEST_P(HelpersOf, may_be_asked_from_several_threads) {
  Helpers helpers(threads());
  std::vector<std::thread> writers;
  std::atomic<int> sum = 0;
  for (int i = 0; i < 4; ++i) {
    writers.emplace_back([&] {
      for (int turn = 0; turn < 200; ++turn) {
        std::vector<int> parts(50);
        helpers.share(parts.size(), [&](std::size_t at) { parts[at] = 1; });
        sum += std::accumulate(parts.begin(), parts.end(), 0);
      }
    });
  }
  for (std::thread& each : writers) each.join();
  EXPECT_EQ(sum, 4 * 200 * 50);
}

TEST_P(HelpersOf, throw_what_a_part_has_thrown_when_all_have_ended) {
  Helpers helpers(threads());
  std::atomic<int> ended = 0;
  const auto work = [&](std::size_t at) {
    ++ended;
    if (at == 30) throw std::runtime_error("the thirtieth");
  };
  EXPECT_THROW(helpers.share(100, work), std::runtime_error);
  EXPECT_EQ(ended, 100);
  helpers.share(100, [&](std::size_t) { --ended; });  // and go on
  EXPECT_EQ(ended, 0);
}

TEST_P(HelpersOf, do_what_is_for_later_in_order_and_to_the_end) {
  std::vector<int> told;  // no lock: never two at a time
  {
    Helpers helpers(threads());
    for (int i = 0; i < 500; ++i) {
      helpers.later([&told, i] { told.push_back(i); });
      if (i % 50 == 0) helpers.share(20, [](std::size_t) {});
    }
  }
  ASSERT_EQ(told.size(), 500U);
  EXPECT_TRUE(std::is_sorted(told.begin(), told.end()));
}

INSTANTIATE_TEST_SUITE_P(Threads, HelpersOf, ::testing::Values(0, 1, 3));

// The caller waits for its parts: with helpers they are on more than one thread.
TEST(Helpers, share_the_work) {
  Helpers helpers(2);
  std::mutex mutex;
  std::set<std::thread::id> seen;
  helpers.share(100, [&](std::size_t) {
    {
      const std::lock_guard lock(mutex);
      seen.insert(std::this_thread::get_id());
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  });
  EXPECT_GT(seen.size(), 1U);
}

TEST(Helpers, begin_as_they_are_told) {
  std::atomic<int> begun = 0;
  {
    Helpers helpers(3, [&] { ++begun; });
  }
  EXPECT_EQ(begun, 3);
}

}  // namespace
}  // namespace yibao
