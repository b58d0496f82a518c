// Goal: a number alone says which document it is of, so that whoever holds a residence permit or a
// permanent residence card is found wherever a citizen is.
#include "business/person/by_number.h"

#include <gtest/gtest.h>

#include "business/person/store.h"
#include "business/test_world.h"

namespace yibao::person {
namespace {

const Date kToday = Date::of(2025, 4, 25);

std::string with_check_digit(std::string first17) {
  first17 += citizen_check_digit(first17);
  return first17;
}

const std::string kNewForeign = with_check_digit("91112419810803002");
const std::string kOldForeign = "USA440181010123";
const std::string kPermit = with_check_digit("81000019900101001");
const std::string kCitizen = with_check_digit("44190019900101001");

TEST(ByNumber, says_which_document_it_is_of) {
  using enum IdentityKind;
  EXPECT_EQ(kind_of_number(kNewForeign), foreign_permanent_residence_card);
  EXPECT_EQ(kind_of_number(kOldForeign), foreign_permanent_residence_card);
  EXPECT_EQ(kind_of_number("usa440181010123"), foreign_permanent_residence_card);
  EXPECT_EQ(kind_of_number(kPermit), residence_permit);
  EXPECT_EQ(kind_of_number(with_check_digit("83000019900101001")), residence_permit);
  EXPECT_EQ(kind_of_number(kCitizen), citizen_identity_card);
  EXPECT_EQ(kind_of_number("440100000000123"), citizen_identity_card);  // 15 digits: refused there
  EXPECT_EQ(kind_of_number(""), citizen_identity_card);
  EXPECT_EQ(kind_of_number("9"), citizen_identity_card);
}

class PeopleByNumber : public testing::Test {
 protected:
  PersonId add(IdentityKind kind, const std::string& number) {
    const PersonId person(++last_);
    memory_.insert_row(
        kClaim, {std::string(kIdentityClaim),
                 identity_claim(*context_.vault, kind, IdentityNumber(number)), person.value()});
    return person;
  }
  PersonId found(const std::string& number) {
    const auto found = find_by_number(number, context_, memory_);
    return found ? found->person : PersonId();
  }
  PersonId keyed(const std::string& keys) {
    const auto found = find_by_keys(keys, context_, memory_);
    return found ? found->person : PersonId();
  }

  test::World world_{kToday};
  business::Actor actor_ = test::officer_of(RegionCode(441900));
  business::Context context_ = world_.context(actor_);
  test::Memory memory_;
  std::int64_t last_ = 100;
};

TEST_F(PeopleByNumber, are_found_by_each_of_the_three) {
  using enum IdentityKind;
  const PersonId newer = add(foreign_permanent_residence_card, kNewForeign);
  const PersonId older = add(foreign_permanent_residence_card, kOldForeign);
  const PersonId permit = add(residence_permit, kPermit);
  const PersonId citizen = add(citizen_identity_card, kCitizen);
  EXPECT_EQ(found(kNewForeign), newer);
  EXPECT_EQ(found(kOldForeign), older);
  EXPECT_EQ(found("usa440181010123"), older);
  EXPECT_EQ(found(kPermit), permit);
  EXPECT_EQ(found(kCitizen), citizen);
  EXPECT_TRUE(found("USA440181010124").is_none());
  EXPECT_EQ(find_by_number("44190019900101001", context_, memory_).refusal().code(),
            "identity_number_shape");
}

// A telephone has no letters: 872 are U, S and A, and 64 other triples.
TEST_F(PeopleByNumber, are_found_as_a_telephone_keys_them) {
  using enum IdentityKind;
  const PersonId older = add(foreign_permanent_residence_card, kOldForeign);
  const PersonId newer = add(foreign_permanent_residence_card, kNewForeign);
  EXPECT_EQ(keyed("872440181010123"), older);
  EXPECT_TRUE(keyed("872440181010124").is_none());
  EXPECT_TRUE(find_by_keys("872440181010124", context_, memory_).ok()) << "sound, nobody's";
  EXPECT_EQ(find_by_keys("112440181010123", context_, memory_).ok(), false);
  std::string keys = kNewForeign;
  if (keys.back() == 'X') keys.back() = '*';
  EXPECT_EQ(keyed(keys), newer);
}

}  // namespace
}  // namespace yibao::person
