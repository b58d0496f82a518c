// Goal: what a hospital shows and sends is this person's, under whichever number it knows them
// (R08, N-12).
#include "business/visit/message.h"

#include <gtest/gtest.h>

#include "business/person/store.h"
#include "business/test_world.h"

namespace yibao::visit {
namespace {

person::Person somebody(std::int64_t id, const char* number, const char* name) {
  person::Person person;
  person.id = PersonId(id);
  person.name = name;
  person.birth_date = Date::of(1990, 1, 1);
  person.identity_number = IdentityNumber(number);
  return person;
}

Named showing(const std::string& number, const std::string& name) {
  Named named;
  named.certificate_kind = "02";
  named.certificate_number = named.identity_number = number;
  named.name = name;
  named.presented = card::Presented::of(hold::Medium::id_card, number, false);
  return named;
}

TEST(Certificate, may_be_that_of_a_number_that_was_merged) {
  test::World world(Date::of(2025, 4, 1));
  const business::Actor officer = test::officer_of(RegionCode(441900));
  const business::Context context = world.context(officer);
  const person::Person kept = somebody(1, "44190019900101001X", "石同");
  const person::Person merged = somebody(2, "441900199001010028", "石同旧");
  const storage::Rows alone{person::person_row(kept, *context.vault)};
  storage::Rows both = alone;
  both.push_back(person::person_row(merged, *context.vault));
  const auto refusal = [&](const Named& named, const storage::Rows& numbers) {
    const Verdict his = check_certificate(named, kept, numbers, context);
    return his ? std::string() : std::string(his.refusal().code());
  };
  EXPECT_EQ(refusal(showing("44190019900101001X", "石同"), both), "");
  EXPECT_EQ(refusal(showing("441900199001010028", "石同旧"), both), "");
  EXPECT_EQ(refusal(showing("441900199001010028", "石同旧"), alone), "certificate_not_of_person");
  EXPECT_EQ(refusal(showing("441900199001010036", "石同"), both), "certificate_not_of_person");
  EXPECT_EQ(refusal(showing("441900199001010028", "别人"), both), "certificate_not_of_person");
}

}  // namespace
}  // namespace yibao::visit
