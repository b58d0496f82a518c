// Goal: the language of an answer is the one that was asked for, and Chinese in doubt; days are
// told as each language tells them.
#include "base/language.h"

#include <gtest/gtest.h>

namespace yibao {
namespace {

TEST(Language, is_the_better_liked_of_the_two) {
  constexpr Language zh = Language::chinese;
  constexpr Language en = Language::english;
  struct Case {
    const char* header;
    Language language;
  };
  const Case cases[] = {
      {"", zh},
      {"zh-CN", zh},
      {"en", en},
      {"EN-gb", en},
      {"fr, de;q=0.5", zh},
      {"enm", zh},  // Middle English is no English
      {"en-US,en;q=0.9,zh-CN;q=0.8", en},
      {"zh-CN,zh;q=0.9,en;q=0.8", zh},
      {"zh;q=0.3, en;q=0.7", en},
      {"zh;q=0.701, en;q=0.7", zh},
      {"en;q=0.5, zh;q=0.5", en},
      {"zh, en", zh},
      {"en;q=0", zh},
      {"zh;q=0, en;q=0", zh},
      {"*", zh},
      {"*;q=0.8, en;q=0.5", zh},
      {"*;q=0.2, en;q=0.5", en},
      {"zh;q=0, *", en},
      {"fr, en;q=0.1", en},
      {"en;q=0.9;q=1", zh},  // no weight: not liked
      {"en;q=", zh},
      {"en;q=x, zh;q=0.1", zh},
      {"en ; q=1 , zh ; q=0.5", en},
      {",,;,en", en},
      {";q=1", zh},
  };
  for (const Case& each : cases) {
    EXPECT_EQ(best_language(each.header), each.language) << each.header;
  }
}

TEST(Language, is_called_by_its_tag) {
  for (const Language each : {Language::chinese, Language::english}) {
    EXPECT_EQ(language_of(to_text(each)), each);
  }
  EXPECT_FALSE(language_of("zh"));
  EXPECT_FALSE(language_of(""));
}

TEST(Language, tells_days_months_and_spans_of_them) {
  struct Case {
    const char* written;
    const char* chinese;
    const char* english;
  };
  const Case cases[] = {
      {"2025-04-05", "2025年4月5日", "5 April 2025"},
      {"2025-10", "2025年10月", "October 2025"},
      {"2025-12-31", "2025年12月31日", "31 December 2025"},
      {"2025-02..2025-04", "2025年2月至2025年4月", "February 2025 to April 2025"},
      {"2025-13", "2025年13月", "2025-13"},
      {"没有日期", "没有日期", "没有日期"},
      {"2025-4", "2025-4", "2025-4"},
      {"12025-04", "12025-04", "12025-04"},
      {"", "", ""},
  };
  for (const Case& each : cases) {
    EXPECT_EQ(with_days_in_words(each.written, Language::chinese), each.chinese);
    EXPECT_EQ(with_days_in_words(each.written, Language::english), each.english);
  }
}

}  // namespace
}  // namespace yibao
