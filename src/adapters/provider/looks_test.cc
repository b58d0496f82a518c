// Goal: of the same look again and again one is recorded; another look, another person, another
// institution and the same look later are each their own (N-16). What waits is handed on once, by
// region and in parts, comes again where it could not be handed on, and is full one day.
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

enquiry::ProviderView look_at(std::int64_t person) {
  return {PersonId(person), 1, "P44190000088", "provider.1101", "人员信息获取", false, {}};
}

TEST(Looks, are_handed_on_by_region_and_in_parts_and_once) {
  Looks looks;
  for (int i = 1; i <= 2'500; ++i) looks.keep(RegionCode(441900), look_at(i));
  looks.keep(RegionCode(440500), look_at(7));
  const Looks::Waiting waiting = looks.take();
  ASSERT_EQ(waiting.size(), 4U);
  EXPECT_EQ(waiting[0].first, RegionCode(440500));
  std::int64_t next = 1;
  for (const auto& [region, views] : waiting) {
    if (region == RegionCode(440500)) continue;
    EXPECT_LE(views.size(), 1'000U);
    for (const enquiry::ProviderView& view : views) EXPECT_EQ(view.person, PersonId(next++));
  }
  EXPECT_EQ(next, 2'501);
  EXPECT_TRUE(looks.take().empty());
  looks.give_back(waiting[0].first, waiting[0].second);
  const Looks::Waiting again = looks.take();
  ASSERT_EQ(again.size(), 1U);
  EXPECT_EQ(again[0].second.front().person, PersonId(7));
}

TEST(Looks, are_full_where_nobody_takes_them) {
  Looks looks;
  int count = 0;
  for (; !looks.is_full(); ++count) looks.keep(RegionCode(441900), look_at(count + 1));
  EXPECT_EQ(count, 50'000);
  looks.take();
  EXPECT_FALSE(looks.is_full());
}

}  // namespace
}  // namespace yibao::adapters::provider
