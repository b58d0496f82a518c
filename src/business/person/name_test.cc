// Names as identity documents hold them are taken, in one spelling; what no document holds is not.
#include "business/person/name.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/text.h"

namespace yibao::person {
namespace {

std::string kept(std::string_view text) {
  const Decision<std::string> name = check_name(text);
  return name ? *name : "";
}

std::string refused(std::string_view text) {
  const Decision<std::string> name = check_name(text);
  return name ? "" : name.refusal().code();
}

TEST(Names, of_documents_are_kept_as_they_are) {
  for (const char* name : {"张三",
                           "欧阳修文",
                           "〇二",
                           "买买提·吐尔逊",
                           "古丽娜尔·阿布都热合曼·买买提",
                           "O'Brien",
                           "Anne-Marie Dupont",
                           "J. R. R. Tolkien",
                           "张伟(小)",
                           "李（大）",
                           "Nguyễn Văn A",
                           "Ḥasan",
                           "Мария Иванова",
                           "عبد الله",
                           "राम",
                           "김철수",
                           "たなか",
                           "བཀྲཤིས",
                           "𠮷田",
                           "𲎯",
                           "’t Hooft",
                           "D’Angelo",
                           "X"}) {
    EXPECT_EQ(kept(name), name);
  }
}

TEST(Names, are_kept_in_one_spelling) {
  struct Row {
    const char* typed;
    const char* kept;
  };
  for (const Row& row : std::initializer_list<Row>{
           {"  张三 ", "张三"},
           {"\u3000张三\u3000", "张三"},
           {"Anna \u00A0 Maria", "Anna Maria"},
           {"买买提•吐尔逊", "买买提·吐尔逊"},
           {"买买提‧吐尔逊", "买买提·吐尔逊"},
           {"买买提・吐尔逊", "买买提·吐尔逊"},
           {"Jose\u0301", "Jos\u00E9"},
           {"\u1112\u1161\u11AB", "\uD55C"},
           {"\uF9D1", "\u516D"},  // a Han character of the compatibility block
       }) {
    EXPECT_EQ(kept(row.typed), row.kept) << row.typed;
  }
}

TEST(Names, that_are_a_formula_markup_or_a_number_are_refused) {
  for (const char* text : {"<img src=x onerror=alert(1)>",
                           "张<b>三</b>",
                           "=1+1",
                           "+张三",
                           "-张三",
                           "@张三",
                           "张三1",
                           "张三１",
                           "张三²",
                           "Ⅷ世",
                           "张&三",
                           "张;三",
                           "张\"三",
                           "张\\三",
                           "张/三",
                           "张_三",
                           "张,三",
                           "{{张三}}",
                           "张三$",
                           "张三%",
                           "张、三",
                           "张。三",
                           "·张三",
                           ".张三",
                           "(张三)",
                           "'",
                           "😀",
                           "张☃",
                           "\u0301a",
                           "张\uFFFD",
                           "张\uE000"}) {
    EXPECT_EQ(refused(text), "name_character") << text;
  }
}

TEST(Names, say_which_character_is_not_of_a_name) {
  const Decision<std::string> name = check_name("张𠮷<三");
  ASSERT_FALSE(name);
  const Reason& reason = name.refusal().reasons.front();
  EXPECT_EQ(reason.facts.at(0).value, "U+003C");
  EXPECT_EQ(reason.facts.at(1).value, "3");
}

TEST(Names, hold_nothing_that_is_not_seen) {
  for (const char* text :
       {"张\x01三", "张\n三", "张\t三", "张三\x7F", "张\u0085三", "\uFEFF张三", "张\u200B三",
        "张\u200D三", "张\u202E三", "张\u2066三", "张\u2028三", "张\u00AD三", "张\u2060三",
        "张\u3164三", "张\u115F三", "张\uFE0F三", "张\U000E0041三"}) {
    EXPECT_EQ(refused(text), "member_control_characters") << text;
  }
  EXPECT_EQ(refused(std::string_view("张\0三", 7)), "member_control_characters");
}

TEST(Names, have_between_one_and_sixty_characters) {
  EXPECT_EQ(refused(""), "member_empty");
  EXPECT_EQ(refused(" \u3000 "), "member_empty");
  std::string name;
  for (int i = 0; i < 60; ++i) name += "张";
  EXPECT_EQ(kept("  " + name + " "), name);
  EXPECT_EQ(refused(name + "三"), "member_too_long");
}

TEST(Names, are_the_same_whatever_their_capitals_blanks_and_dots) {
  EXPECT_TRUE(is_same_name("SMITH JOHN", "Smith John"));
  EXPECT_TRUE(is_same_name("SMITH JOHN", " smith  john "));
  EXPECT_TRUE(is_same_name("买买提·吐尔逊", "买买提•吐尔逊"));
  EXPECT_TRUE(is_same_name("阿卜杜拉·买买提", "阿卜杜拉.买买提"));
  EXPECT_TRUE(is_same_name("阿卜杜拉·买买提", "阿卜杜拉\uFF0E买买提"));
  EXPECT_TRUE(is_same_name("J. SMITH", "j. Smith"));
  EXPECT_FALSE(is_same_name("阿卜杜拉·买买提", "阿卜杜拉买买提"));
  EXPECT_TRUE(is_same_name("张三", "张三"));
  EXPECT_FALSE(is_same_name("SMITH JOHN", "JOHN SMITH"));
  EXPECT_FALSE(is_same_name("张三", "张三丰"));
}

TEST(Names, of_latin_letters_are_looked_for_in_each_of_their_spellings) {
  const std::vector<std::string> all{"smith John", "SMITH JOHN", "Smith John"};
  EXPECT_EQ(spellings("smith John"), all);
  EXPECT_EQ(spellings("张三"), std::vector<std::string>{"张三"});
}

RC_GTEST_PROP(Names, taken_once_are_taken_again_unchanged, ()) {
  const auto points = *rc::gen::container<std::vector<char32_t>>(
      rc::gen::weightedOneOf<char32_t>({{3, rc::gen::inRange<char32_t>(0x20, 0x250)},
                                        {2, rc::gen::inRange<char32_t>(0x300, 0x1200)},
                                        {2, rc::gen::inRange<char32_t>(0x4E00, 0x9FFF)},
                                        {1, rc::gen::inRange<char32_t>(0x2000, 0x3100)},
                                        {1, rc::gen::inRange<char32_t>(0xF900, 0x2FFFF)}}));
  std::string text;
  for (const char32_t c : points) {
    if (c < 0x80) {
      text += static_cast<char>(c);
    } else if (c < 0x800) {
      text += {static_cast<char>(0xC0 | (c >> 6)), static_cast<char>(0x80 | (c & 0x3F))};
    } else if (c < 0x10000) {
      text += {static_cast<char>(0xE0 | (c >> 12)), static_cast<char>(0x80 | ((c >> 6) & 0x3F)),
               static_cast<char>(0x80 | (c & 0x3F))};
    } else {
      text += {static_cast<char>(0xF0 | (c >> 18)), static_cast<char>(0x80 | ((c >> 12) & 0x3F)),
               static_cast<char>(0x80 | ((c >> 6) & 0x3F)), static_cast<char>(0x80 | (c & 0x3F))};
    }
  }
  const Decision<std::string> name = check_name(text);
  if (!name) return;
  RC_ASSERT(is_utf8(*name));
  RC_ASSERT(!has_control_characters(*name));
  RC_ASSERT(std::string_view("=+-@\t\r<>&\"0123456789").find(name->front()) ==
            std::string_view::npos);
  RC_ASSERT(kept(*name) == *name);
}

}  // namespace
}  // namespace yibao::person
