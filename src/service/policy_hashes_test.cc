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

std::string hashes_of(std::initializer_list<Tree> values) {
  policy::test::Files files;
  files.set("440000", kWait, Tree(Tree::List(values)));
  return policy_hashes(files.loaded());
}

std::string_view on(const char* text, const std::string& hashes) {
  return policy_hash_on(day(text), hashes);
}

TEST(PolicyHashes, change_on_the_day_on_which_a_value_begins) {
  const std::string hashes = hashes_of({dated(2, "2025-07-01")});
  EXPECT_EQ(on("2025-06-30", hashes), on("2024-01-01", hashes));
  EXPECT_NE(on("2025-07-01", hashes), on("2025-06-30", hashes));
  EXPECT_EQ(on("2025-07-02", hashes), on("2025-07-01", hashes));
  EXPECT_TRUE(has_policy_hash(hashes, on("2025-06-30", hashes)));
}

TEST(PolicyHashes, stay_what_they_were_when_a_later_value_is_added) {
  const std::string before = hashes_of({dated(2, "2025-07-01")});
  const std::string after =
      hashes_of({dated(2, "2025-07-01", "2026-01-01"), dated(3, "2026-01-01")});
  EXPECT_EQ(on("2025-12-31", after), on("2025-12-31", before));
  EXPECT_NE(on("2026-01-01", after), on("2026-01-01", before));
}

TEST(PolicyHashes, are_others_when_a_value_that_has_begun_was_altered) {
  const std::string before = hashes_of({dated(2, "2025-07-01")});
  const std::string after = hashes_of({dated(4, "2025-07-01")});
  EXPECT_EQ(on("2025-06-30", after), on("2025-06-30", before));
  EXPECT_FALSE(has_policy_hash(after, on("2025-07-01", before)));
}

}  // namespace
}  // namespace yibao::service
