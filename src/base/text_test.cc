// Goal: what is nothing but blanks of some width is seen as nothing.
#include "base/text.h"

#include <gtest/gtest.h>

namespace yibao {
namespace {

TEST(Text, is_nothing_where_only_blanks_of_any_width_are_written) {
  for (const char* blanks : {"", " ", "  \t", "\u3000\u3000", " \u00A0\u2003\u202F", "\n"}) {
    EXPECT_EQ(without_blanks_around(blanks), "") << blanks;
  }
}

TEST(Text, keeps_the_blanks_between_words) {
  EXPECT_EQ(without_blanks_around("\u3000本人 到窗口 "), "本人 到窗口");
  EXPECT_EQ(without_blanks_around("办"), "办");
  EXPECT_EQ(without_blanks_around("\u200B"), "\u200B");  // shows nothing, and is refused as such
  EXPECT_EQ(without_blanks_around(" \xff "), "\xff");
}

}  // namespace
}  // namespace yibao
