// Goal: a telephone on record counts until somebody else has shown it to be theirs, and again once
// the person has confirmed it; a family that shares one goes on (N-27).
#include "business/person/phone.h"

#include <gtest/gtest.h>

namespace yibao::person {
namespace {

constexpr std::int64_t kMother = 1;
constexpr std::int64_t kChild = 2;
constexpr std::int64_t kStranger = 3;

enum class As { own, shared };

storage::Row shown(std::int64_t by, std::int64_t at, As as = As::own) {
  return {storage::Bytes{"number"}, by, as == As::shared ? 1 : 0, at};
}

Person on_record(std::int64_t id, std::int64_t since) {
  Person person;
  person.id = PersonId(id);
  person.recorded_at = Instant::from_milliseconds(since);
  person.phone = Phone("13800001234");
  return person;
}

TEST(Phones, count_until_somebody_else_shows_the_number) {
  const Person mother = on_record(kMother, 100);
  EXPECT_FALSE(is_phone_in_doubt(mother, {}, {}));
  EXPECT_FALSE(is_phone_in_doubt(mother, {shown(kMother, 150)}, {}));
  EXPECT_TRUE(is_phone_in_doubt(mother, {shown(kStranger, 200)}, {}));
  EXPECT_TRUE(is_phone_in_doubt(mother, {shown(kMother, 150), shown(kStranger, 200)}, {}));
  // Confirmed, and shown by a third one after that.
  EXPECT_FALSE(is_phone_in_doubt(mother, {shown(kStranger, 200), shown(kMother, 300)}, {}));
  EXPECT_TRUE(is_phone_in_doubt(
      mother, {shown(kStranger, 200), shown(kMother, 300), shown(kChild, 400)}, {}));
}

TEST(Phones, what_comes_on_record_later_counts) {
  EXPECT_FALSE(is_phone_in_doubt(on_record(kChild, 300), {shown(kMother, 200)}, {}));
  EXPECT_FALSE(is_phone_in_doubt(on_record(kChild, 300), {}, {shown(kMother, 200)}));
}

TEST(Phones, a_family_shares_one_once_that_is_confirmed) {
  const storage::Rows family{shown(kChild, 200), shown(kMother, 300, As::shared)};
  EXPECT_FALSE(is_phone_in_doubt(on_record(kMother, 100), family, {}));
  EXPECT_FALSE(is_phone_in_doubt(on_record(kChild, 100), family, {})) << "it takes nothing";
  const storage::Rows sold{shown(kChild, 200), shown(kMother, 300, As::shared),
                           shown(kStranger, 400)};
  EXPECT_TRUE(is_phone_in_doubt(on_record(kMother, 100), sold, {}));
  EXPECT_TRUE(is_phone_in_doubt(on_record(kChild, 100), sold, {}));
}

// Accounts are older than what is kept of showings.
TEST(Phones, who_signs_in_with_a_number_has_shown_it) {
  const Person mother = on_record(kMother, 100);
  EXPECT_TRUE(is_phone_in_doubt(mother, {}, {shown(kStranger, 200)}));
  EXPECT_FALSE(is_phone_in_doubt(mother, {}, {shown(kMother, 200)}));
  EXPECT_FALSE(is_phone_in_doubt(mother, {shown(kMother, 300)}, {shown(kStranger, 200)}));
  // Whoever has shown it themself is judged by that alone.
  EXPECT_FALSE(
      is_phone_in_doubt(on_record(kMother, 100), {shown(kStranger, 50)}, {shown(kStranger, 200)}));
}

TEST(Phones, of_two_numbers_of_one_person_are_one_persons) {
  Person merged = on_record(kMother, 100);
  merged.merged_into = Kept{PersonId(kChild), Instant()};
  EXPECT_FALSE(is_phone_in_doubt(merged, {shown(kChild, 200)}, {}));
  EXPECT_TRUE(is_phone_in_doubt(merged, {shown(kStranger, 200)}, {}));
}

}  // namespace
}  // namespace yibao::person
