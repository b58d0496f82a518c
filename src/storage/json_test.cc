// JSON to a tree: what is nested stands where it was written, and what is no JSON of ours is
// refused.
#include "storage/json.h"

#include <gtest/gtest.h>

namespace yibao::storage {
namespace {

TEST(Json, what_is_read_is_what_was_written) {
  for (const char* text :
       {R"({})", R"([])", R"("")", R"(7)", R"(null)", R"([[],{},[{}]])",
        R"({"a":{"b":[1,{"c":"d"},[true,null]],"e":""},"f":[{"a":1},{"a":2}],"g":{}})",
        R"({"":"","医保":"\"待遇\" \\ 一"})"}) {
    const Decision<Tree> read = parse_json(text);
    ASSERT_TRUE(read.ok()) << text;
    EXPECT_EQ(read->to_json(), text);
  }
}

TEST(Json, a_text_with_escapes_is_one_text) {
  const Decision<Tree> read = parse_json(R"({"n\u0061me":"one\ntwo\u4e00"})");
  ASSERT_TRUE(read.ok());
  ASSERT_NE(read->find("name"), nullptr);
  EXPECT_EQ(*read->find("name")->text(), "one\ntwo一");
}

TEST(Json, a_member_stands_once_in_its_object) {
  EXPECT_EQ(parse_json(R"({"a":{"b":1,"b":2}})").refusal().code(), "member_twice");
  EXPECT_EQ(parse_json(R"({"a":[],"b":1,"a":2})").refusal().code(), "member_twice");
  EXPECT_TRUE(parse_json(R"({"a":{"a":[{"a":1},{"a":1}]}})").ok());
}

TEST(Json, a_member_stands_once_among_many) {
  const auto many = [](int count, const std::string& last) {
    std::string text = "{";
    for (int i = 0; i < count; ++i)
      text += "\"m" + std::to_string(i) + "\":" + std::to_string(i) + ",";
    return parse_json(text + last + "}");
  };
  for (const int count : {31, 32, 33, 34, 500, 998}) {
    EXPECT_TRUE(many(count, R"("last":0)").ok()) << count;
    for (const int again : {0, count / 2, count - 1}) {
      const Decision<Tree> read = many(count, "\"m" + std::to_string(again) + "\":0");
      ASSERT_FALSE(read.ok()) << count;
      EXPECT_EQ(read.refusal().code(), "member_twice") << count << " " << again;
    }
  }
}

TEST(Json, numbers_are_whole_or_the_texts_that_they_were_written_as) {
  EXPECT_EQ(*parse_json("[-12]")->list()->front().integer(), -12);
  EXPECT_EQ(parse_json("[1.5]").refusal().code(), "number_not_whole");
  EXPECT_EQ(parse_json("[18446744073709551615]").refusal().code(), "number_too_large");
  const Decision<Tree> texts = parse_json_with_texts(R"({"a":58.00,"b":[1e3,-7],"c":"58"})");
  ASSERT_TRUE(texts.ok());
  EXPECT_EQ(texts->to_json(), R"({"a":"58.00","b":["1e3","-7"],"c":"58"})");
}

TEST(Json, what_is_no_json_is_refused) {
  for (const char* text : {"", "{", "[1,]", R"({"a"})", R"({"a":1}x)", "nul", "\"\xff\""}) {
    EXPECT_EQ(parse_json(text).refusal().code(), "body_not_json") << text;
  }
  EXPECT_EQ(parse_json(std::string(40, '[')).refusal().code(), "body_too_deep");
}

}  // namespace
}  // namespace yibao::storage
