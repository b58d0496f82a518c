// Goal: JSON that is written piece by piece is the JSON that a tree is written as.
#include "base/json_text.h"

#include <gtest/gtest.h>

#include "base/tree.h"

namespace yibao {
namespace {

TEST(JsonText, puts_commas_where_they_belong) {
  JsonText json;
  json.begin_object();
  json.member("empty", "");
  json.name("list");
  json.begin_list();
  json.end_list();
  json.name("rows");
  json.begin_list();
  for (const std::int64_t value : {1, -2}) {
    json.begin_object();
    json.member("value", value);
    json.end_object();
  }
  json.word("null");
  json.end_list();
  json.member("last", std::int64_t{INT64_MIN});
  json.end_object();
  EXPECT_EQ(json.take(),
            "{\"empty\":\"\",\"list\":[],\"rows\":[{\"value\":1},{\"value\":-2},null],"
            "\"last\":-9223372036854775808}");
  json.text("again");
  EXPECT_EQ(json.take(), "\"again\"");
}

TEST(JsonText, writes_texts_of_any_length) {
  for (const std::size_t size : {4'095, 4'096, 4'097, 100'000}) {
    JsonText json;
    json.text(std::string(size, '\n') + "医保\"");
    std::string expected;
    for (std::size_t i = 0; i < size; ++i) expected += "\\u000a";
    EXPECT_EQ(json.take(), "\"" + expected + "医保\\\"\"") << size;
  }
}

TEST(JsonText, takes_a_tree_as_a_value) {
  JsonText json;
  json.begin_object();
  json.member("number", std::int64_t{1});
  json.name("tree");
  json.tree(Tree::object({{"flag", true}, {"list", Tree(Tree::List{1, "x"})}}));
  json.end_object();
  EXPECT_EQ(json.take(), "{\"number\":1,\"tree\":{\"flag\":true,\"list\":[1,\"x\"]}}");
}

}  // namespace
}  // namespace yibao
