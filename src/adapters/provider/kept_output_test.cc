#include "adapters/provider/kept_output.h"

#include <gtest/gtest.h>

#include "base/check.h"
#include "base/tree_text.h"
#include "storage/json.h"

namespace yibao::adapters::provider {
namespace {

const Instant kAt = Instant::from_milliseconds(1'764'000'000'123);

TEST(KeptOutput, is_found_as_it_was_written) {
  for (const std::string output :
       {R"({})", R"([])", R"({"setlinfo":{"setl_id":"1","balc":12.50},"x":[{"a":"}"},{}]})",
        R"({"data":{"exp_content":"说\"明\"\\,\"output\":{}"}})"}) {
    const std::string body = keep_output("441900202512010000000000000042", kAt, output);
    const auto found = find_kept_output(body);
    ASSERT_TRUE(found.has_value()) << body;
    EXPECT_EQ(found->number, "441900202512010000000000000042");
    EXPECT_EQ(found->answered_at, kAt);
    EXPECT_EQ(found->output, output);
    EXPECT_TRUE(storage::parse_json_with_texts(body).ok()) << body;
  }
}

// As answers were kept before, and may stand in a database for as long as it is there.
TEST(KeptOutput, may_be_a_text) {
  const auto found =
      find_kept_output(R"({"number":"4419","answered_at":1,"output":"{\"data\":{\"a\":\"b\"}}"})");
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->number, "4419");
  EXPECT_EQ(found->answered_at, Instant::from_milliseconds(1));
  EXPECT_EQ(found->output, R"({"data":{"a":"b"}})");
}

TEST(KeptOutput, is_none_of_a_refusal) {
  EXPECT_FALSE(find_kept_output(R"({"refused":"[nothing_to_reverse] …"})").has_value());
  EXPECT_FALSE(find_kept_output(R"({"code":"person_unknown","detail":"…"})").has_value());
  EXPECT_THROW(find_kept_output("no JSON"), Bug);
}

TEST(KeptOutput, takes_no_number_or_output_that_would_break_it) {
  EXPECT_THROW(keep_output("44\"", kAt, "{}"), Bug);
  EXPECT_THROW(keep_output("", kAt, "{}"), Bug);
  EXPECT_THROW(keep_output("44", kAt, ""), Bug);
}

}  // namespace
}  // namespace yibao::adapters::provider
