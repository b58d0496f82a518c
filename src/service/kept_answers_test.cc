#include "service/kept_answers.h"

#include <gtest/gtest.h>

namespace yibao::service {
namespace {

constexpr PersonId kPerson{17};
const Date kDay = Date::of(2025, 4, 25);
const std::string kPath = "/v1/people/0195/summary";

class Kept : public ::testing::Test {
 protected:
  KeptAnswers::Question asked(Date day = kDay, PersonId person = kPerson) const {
    return kept_.ask(person, kPath, day);
  }
  void commit_of(std::int64_t subject) {
    const std::int64_t subjects[] = {subject};
    stamps_.move_on(subjects);
  }
  Stamps stamps_;
  KeptAnswers kept_{12, stamps_};
};

TEST_F(Kept, gives_an_answer_again_while_nothing_has_changed) {
  EXPECT_EQ(kept_.find(asked()), std::nullopt);
  kept_.keep(asked(), "an answer");
  EXPECT_EQ(kept_.find(asked()), "an answer");
  commit_of(18);
  EXPECT_EQ(kept_.find(asked()), "an answer");
}

TEST_F(Kept, gives_none_that_was_read_before_a_commit) {
  const KeptAnswers::Question before = asked();
  kept_.keep(before, "read before");
  commit_of(kPerson.value());
  EXPECT_EQ(kept_.find(asked()), std::nullopt);
  // A reader that had begun before the commit comes late.
  kept_.keep(before, "read before");
  EXPECT_EQ(kept_.find(asked()), std::nullopt);
}

TEST_F(Kept, gives_none_after_something_of_a_region_has_changed) {
  kept_.keep(asked(), "with an agency's telephone number");
  commit_of(-441900);
  EXPECT_EQ(kept_.find(asked()), std::nullopt);
}

TEST_F(Kept, gives_none_on_another_day_nor_to_another_person) {
  kept_.keep(asked(), "of one day");
  EXPECT_EQ(kept_.find(asked(kDay + 1)), std::nullopt);
  EXPECT_EQ(kept_.find(asked(kDay, PersonId(18))), std::nullopt);
  EXPECT_EQ(kept_.find(asked()), "of one day");
}

TEST_F(Kept, gives_each_language_its_own) {
  const auto in_english = [&] { return kept_.ask(kPerson, kPath, kDay, Language::english); };
  kept_.keep(asked(), "一个答复");
  EXPECT_EQ(kept_.find(in_english()), std::nullopt);
  kept_.keep(in_english(), "an answer");
  EXPECT_EQ(kept_.find(in_english()), "an answer");
  EXPECT_EQ(kept_.find(asked()), "一个答复");
  commit_of(kPerson.value());
  EXPECT_EQ(kept_.find(in_english()), std::nullopt);
}

// A page of the same end is nobody's answer, and asks for no token.
TEST(KeptPaths, are_those_of_people) {
  EXPECT_TRUE(may_be_kept(std::string_view("/v1/people/0195/summary")));
  EXPECT_TRUE(may_be_kept(std::string_view("/v1/people/0195/seals")));
  EXPECT_FALSE(may_be_kept(std::string_view("/app/people/summary")));
  EXPECT_FALSE(may_be_kept(std::string_view("/v1/people/0195/balance")));
}

TEST_F(Kept, keeps_no_more_than_its_places_and_nothing_too_long) {
  kept_.keep(asked(), std::string(9'000, 'x'));
  EXPECT_EQ(kept_.find(asked()), std::nullopt);
  int found = 0;
  for (int i = 0; i < 100; ++i) kept_.keep(kept_.ask(kPerson, std::to_string(i), kDay), "short");
  for (int i = 0; i < 100; ++i) {
    found += kept_.find(kept_.ask(kPerson, std::to_string(i), kDay)) ? 1 : 0;
  }
  EXPECT_GE(found, 1);
  EXPECT_LE(found, 12);
}

}  // namespace
}  // namespace yibao::service
