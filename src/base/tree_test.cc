// Goal: what a tree says as JSON is JSON, whatever characters are in it.
#include "base/tree.h"

#include <gtest/gtest.h>

namespace yibao {
namespace {

TEST(Tree, writes_members_in_order_and_escapes_what_must_be) {
  const Tree tree = Tree::object({{"plain", "医保 abc"},
                                  {"quote", "a\"b\\c"},
                                  {"control", std::string("\n\x01x", 3)},
                                  {"empty", ""},
                                  {"number", std::int64_t{-5}},
                                  {"flag", true},
                                  {"none", Tree()},
                                  {"list", Tree(Tree::List{1, "x"})}});
  EXPECT_EQ(tree.to_json(),
            "{\"plain\":\"医保 abc\",\"quote\":\"a\\\"b\\\\c\","
            "\"control\":\"\\u000a\\u0001x\",\"empty\":\"\",\"number\":-5,\"flag\":true,"
            "\"none\":null,\"list\":[1,\"x\"]}");
}

TEST(Tree, replaces_a_member_in_its_place) {
  Tree tree = Tree::object({{"a", 1}, {"b", 2}});
  tree.set("a", 3).set("c", 4);
  EXPECT_EQ(tree.to_json(), "{\"a\":3,\"b\":2,\"c\":4}");
}

}  // namespace
}  // namespace yibao
