// Goal: the hash that a case keeps tells whether the rules of its day are still those it was
// accepted under (N-14, R-058).
#include "service/policy_hashes.h"

#include <gtest/gtest.h>

#include "policy/test_files.h"

namespace yibao::service {
namespace {

constexpr const char* kWait = "gap.wait_months_without_backpay";

using policy::test::dated;

Date day(const char* text) {
  return *Date::parse(text);
}

PolicyHashes hashes_of(std::initializer_list<Tree> values) {
  policy::test::Files files;
  files.set("440000", kWait, Tree(Tree::List(values)));
  return PolicyHashes(files.loaded());
}

TEST(PolicyHashes, change_on_the_day_on_which_a_value_begins) {
  const PolicyHashes hashes = hashes_of({dated(2, "2025-07-01")});
  EXPECT_EQ(hashes.on(day("2025-06-30")), hashes.on(day("2024-01-01")));
  EXPECT_NE(hashes.on(day("2025-07-01")), hashes.on(day("2025-06-30")));
  EXPECT_EQ(hashes.on(day("2025-07-02")), hashes.on(day("2025-07-01")));
  EXPECT_TRUE(hashes.has(hashes.on(day("2025-06-30"))));
}

TEST(PolicyHashes, stay_what_they_were_when_a_later_value_is_added) {
  const PolicyHashes before = hashes_of({dated(2, "2025-07-01")});
  const PolicyHashes after =
      hashes_of({dated(2, "2025-07-01", "2026-01-01"), dated(3, "2026-01-01")});
  EXPECT_EQ(after.on(day("2025-12-31")), before.on(day("2025-12-31")));
  EXPECT_NE(after.on(day("2026-01-01")), before.on(day("2026-01-01")));
}

TEST(PolicyHashes, are_others_when_a_value_that_has_begun_was_altered) {
  const PolicyHashes before = hashes_of({dated(2, "2025-07-01")});
  const PolicyHashes after = hashes_of({dated(4, "2025-07-01")});
  EXPECT_EQ(after.on(day("2025-06-30")), before.on(day("2025-06-30")));
  EXPECT_FALSE(after.has(before.on(day("2025-07-01"))));
}

}  // namespace
}  // namespace yibao::service
