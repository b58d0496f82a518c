// Goal: of the same look again and again one is recorded; another look, another person, another
// institution and the same look later are each their own (N-16).
#include "adapters/provider/looks.h"

#include <gtest/gtest.h>

namespace yibao::adapters::provider {
namespace {

TEST(Looks, are_one_within_some_minutes) {
  Looks looks;
  const Instant first = Instant::from_milliseconds(1'750'000'000'000);
  const auto later = [&](std::int64_t milliseconds) {
    return Instant::from_milliseconds(first.milliseconds() + milliseconds);
  };
  EXPECT_TRUE(looks.is_new(1, PersonId(7), "1101", first));
  EXPECT_FALSE(looks.is_new(1, PersonId(7), "1101", later(Looks::kSameMilliseconds - 1)));
  EXPECT_TRUE(looks.is_new(1, PersonId(7), "90100", first));
  EXPECT_TRUE(looks.is_new(1, PersonId(8), "1101", first));
  EXPECT_TRUE(looks.is_new(2, PersonId(7), "1101", first));
  EXPECT_TRUE(looks.is_new(1, PersonId(7), "1101", later(Looks::kSameMilliseconds)));
  EXPECT_FALSE(looks.is_new(1, PersonId(7), "1101", later(Looks::kSameMilliseconds + 1)));
}

}  // namespace
}  // namespace yibao::adapters::provider
