// Goal: TOML becomes a Tree in the order of writing; what has no place in a Tree is refused with
// the file, line and column.
#include "adapters/files/toml.h"

#include <gtest/gtest.h>

namespace yibao::files {
namespace {

TEST(Toml, becomes_a_tree_in_the_order_of_writing) {
  const auto tree = read_toml(R"(
zebra = 1
apple = "二"
[[later]]
from = 2025-04-25
on = true
[[later]]
list = [1, "a", [2]]
[a.b]
c = 400_00
)",
                              "x.toml");
  ASSERT_TRUE(tree.ok());
  EXPECT_EQ(tree->to_json(), R"({"zebra":1,"apple":"二","later":[{"from":"2025-04-25","on":true},)"
                             R"({"list":[1,"a",[2]]}],"a":{"b":{"c":40000}}})");
}

struct Row {
  const char* text;
  const char* line;
  const char* column;
};

TEST(Toml, refuses_what_is_not_a_tree_and_says_where) {
  for (const Row& row : {Row{"a = 1\nb = = 2", "2", "5"}, Row{"a = 1\nb = 0.5", "2", "5"},
                         Row{"a = [12:30:00]", "1", "6"}, Row{"a = 2025-04-25T10:00:00", "1", "5"},
                         Row{"a = 1\na = 2", "2", ""}, Row{"a = 2025-02-30", "1", ""}}) {
    const auto tree = read_toml(row.text, "policy/x.toml");
    ASSERT_FALSE(tree.ok()) << row.text;
    EXPECT_EQ(tree.refusal().code(), "toml_syntax");
    const std::vector<Fact>& facts = tree.refusal().reasons.front().facts;
    EXPECT_EQ(facts[0].value, "policy/x.toml");
    EXPECT_EQ(facts[1].value, row.line) << row.text;
    if (*row.column != '\0') {
      EXPECT_EQ(facts[2].value, row.column) << row.text;
    }
    EXPECT_FALSE(facts[3].value.empty());
  }
}

}  // namespace
}  // namespace yibao::files
