// Goal: who acts for whom, on the days around the sixteenth and the eighteenth birthday and around
// both ends of a letter (R-145, R-147, C-22).
#include "business/person/authorisation.h"

#include <gtest/gtest.h>

#include "business/test_policy.h"

namespace yibao::person {
namespace {

const Date kBorn = Date::of(2009, 5, 7);
constexpr std::int64_t kParent = 2;

policy::ActivationPolicy ages() {
  policy::ActivationPolicy policy;
  test::set(policy.guardian_required_below_age, "activation.guardian_required_below_age", 16);
  test::set(policy.guardian_until_age, "activation.guardian_until_age", 18);
  return policy;
}

Person somebody() {
  Person person;
  person.id = PersonId(1);
  person.birth_date = kBorn;
  return person;
}

Authorisation given(AuthorisationKind kind) {
  Authorisation authorisation;
  authorisation.person = PersonId(1);
  authorisation.id = AuthorisationId(9);
  authorisation.kind = kind;
  authorisation.agent = PersonId(kParent);
  authorisation.relation = "parent";
  authorisation.scopes = {"card"};
  authorisation.from = Date::of(2020, 1, 1);
  if (kind == AuthorisationKind::proxy) authorisation.until = Date::of(2028, 1, 1);
  return authorisation;
}

std::string check(const Authorisation& authorisation, Date day, std::string_view scope = "card",
                  std::int64_t agent = kParent) {
  const Authorisation all[] = {authorisation};
  const auto found = check_agent(somebody(), PersonId(agent), all, scope, ages(), day);
  return found ? "" : found.refusal().code();
}

TEST(Authorisations, under_sixteen_nobody_acts_alone) {
  const auto own = [](Date day) { return check_own_age(somebody(), ages(), day).ok(); };
  EXPECT_FALSE(own(Date::of(2025, 5, 6)));
  EXPECT_TRUE(own(Date::of(2025, 5, 7)));
  EXPECT_TRUE(own(Date::of(2025, 5, 8)));
}

TEST(Authorisations, guardian_acts_until_the_eighteenth_birthday_a_proxy_from_it_on) {
  struct Row {
    Date day;
    const char* guardian;
    const char* proxy;
  };
  const Row rows[] = {
      {Date::of(2025, 5, 6), "", "minor_needs_guardian"},
      {Date::of(2025, 5, 7), "", "minor_needs_guardian"},
      {Date::of(2027, 5, 6), "", "minor_needs_guardian"},
      {Date::of(2027, 5, 7), "guardianship_ended", ""},
      {Date::of(2027, 5, 8), "guardianship_ended", ""},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(check(given(AuthorisationKind::guardian), row.day), row.guardian)
        << row.day.to_string();
    EXPECT_EQ(check(given(AuthorisationKind::proxy), row.day), row.proxy) << row.day.to_string();
  }
}

TEST(Authorisations, letter_holds_from_its_first_day_to_its_last) {
  Authorisation letter = given(AuthorisationKind::proxy);
  letter.from = Date::of(2027, 8, 1);
  letter.until = Date::of(2027, 9, 1);
  EXPECT_EQ(check(letter, Date::of(2027, 7, 31)), "authorisation_not_begun");
  EXPECT_EQ(check(letter, Date::of(2027, 8, 1)), "");
  EXPECT_EQ(check(letter, Date::of(2027, 8, 31)), "");
  EXPECT_EQ(check(letter, Date::of(2027, 9, 1)), "");
  EXPECT_EQ(check(letter, Date::of(2027, 9, 2)), "authorisation_expired");
  letter.revoked_on = Date::of(2027, 8, 10);
  EXPECT_EQ(check(letter, Date::of(2027, 8, 9)), "");
  EXPECT_EQ(check(letter, Date::of(2027, 8, 10)), "authorisation_revoked");
}

// An authorisation does not outlive the person, a guardian's no more than a proxy's.
TEST(Authorisations, end_with_the_death_of_the_person) {
  Person person = somebody();
  person.died_on = Date::of(2027, 8, 1);
  for (const AuthorisationKind kind : {AuthorisationKind::guardian, AuthorisationKind::proxy}) {
    const Date birthday = Date::of(2027, 5, 7);
    Authorisation one = given(kind);
    if (kind == AuthorisationKind::guardian) person.died_on = birthday - 10;
    const Date died_on = *person.died_on;
    const auto code = [&](Date day) {
      const Authorisation all[] = {one};
      const auto found = check_agent(person, PersonId(kParent), all, "card", ages(), day);
      return found ? std::string() : found.refusal().code();
    };
    EXPECT_EQ(code(died_on - 1), "");
    EXPECT_EQ(code(died_on), "authorisation_ended_by_death");
    EXPECT_EQ(code(died_on + 1), "authorisation_ended_by_death");
    person.died_on = Date::of(2027, 8, 1);
  }
}

TEST(Authorisations, cover_their_scope_and_their_agent_only) {
  const Authorisation guardian = given(AuthorisationKind::guardian);
  const Date day = Date::of(2025, 6, 1);
  EXPECT_EQ(check(guardian, day, "transfer"), "authorisation_scope");
  EXPECT_EQ(check(guardian, day, "card", 3), "not_found");
  Authorisation all = guardian;
  all.scopes = {"all"};
  EXPECT_EQ(check(all, day, "transfer"), "");
}

TEST(Authorisations, newest_that_serves_counts) {
  Authorisation old = given(AuthorisationKind::proxy);
  old.until = Date::of(2027, 6, 1);
  const Authorisation fresh = given(AuthorisationKind::proxy);
  const Authorisation all[] = {old, fresh};
  EXPECT_TRUE(
      check_agent(somebody(), PersonId(kParent), all, "card", ages(), Date::of(2027, 7, 1)).ok());
}

TEST(Authorisations, are_written_as_they_are_read) {
  const Authorisation letter = given(AuthorisationKind::proxy);
  EXPECT_EQ(authorisation_row(read_authorisation(authorisation_row(letter))),
            authorisation_row(letter));
}

}  // namespace
}  // namespace yibao::person
