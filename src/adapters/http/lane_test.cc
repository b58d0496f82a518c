// What waits for a commit lets those pass that are answered at once.
#include <gtest/gtest.h>

#include <boost/asio/post.hpp>
#include <chrono>
#include <thread>

#include "adapters/http/connection.h"

namespace yibao::adapters {
namespace {

using namespace std::chrono_literals;

TEST(Lane, LetsThosePassThatAreAnsweredAtOnce) {
  Lane lane;
  std::string order;
  const auto sale = [&](char name) {
    return [&order, name] {
      std::this_thread::sleep_for(2ms);  // longer than its turn
      order += name;
    };
  };
  lane.take_later(sale('1'));
  lane.take_later(sale('2'));
  asio::post(lane.io, [&] { order += "a look, "; });
  lane.io.run();
  EXPECT_EQ(order, "1a look, 2");
}

TEST(Lane, TakesWhatComesMeanwhile) {
  Lane lane;
  int taken = 0;
  std::function<void()> again = [&] {
    if (++taken < 1'000) lane.take_later(again);
  };
  lane.take_later(again);
  lane.io.run();
  EXPECT_EQ(taken, 1'000);
}

}  // namespace
}  // namespace yibao::adapters
