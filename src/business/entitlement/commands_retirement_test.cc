// Goal: one decision on retirement, by the years of the place of enjoyment: benefits begin with it,
// or the person pays on and is decided again (N-08, ruling 8).
#include "business/entitlement/commands_retirement.h"

#include <gtest/gtest.h>

#include "business/contribution/roster.h"
#include "business/person/commands.h"
#include "business/person/rules.h"
#include "business/test_world.h"

namespace yibao::entitlement {
namespace {

using test::code_of;

constexpr RegionCode kDongguan(441900);

RetirementFacts woman(int months) {
  RetirementFacts facts;
  facts.sex = Sex::female;
  facts.born_on = Date::of(1968, 6, 1);
  facts.actual.insert(Month::of(2025, 1) - months, Month::of(2024, 12));
  facts.local_actual = facts.actual;
  return facts;
}

class Retiring : public testing::Test {
 protected:
  Retiring()
      : world(Date::of(2025, 4, 10)), person(world.add_person("张三", "44190019900101001X")) {
    enrolment::Enrolment row;
    row.person = person;
    row.ordinal = 1;
    row.region = kDongguan;
    row.employer = world.add_employer(kDongguan, "旧日");
    row.base = Money::yuan(5000);
    row.started_on = Date::of(2025, 1, 1);
    world.add(row);
  }
  Decision<storage::Plan> decide(const char* day) {
    return world.run<RecordRetirement>(
        test::officer_of(kDongguan),
        test::request({{"person", world.id_of(person)}}, Tree::object({{"retired_on", day}})));
  }
  test::World world;
  PersonId person;
};

// The years full on the day of the decision, full only later, and one month short.
TEST(RetirementDecided, begins_benefits_when_the_years_are_full) {
  const policy::PolicySet policies = test::people_policy().load().value();
  const Date today = Date::of(2025, 4, 10);
  const int required = policies.on(kDongguan, today).retirement.years_women.value * 12;
  const auto from = [&](int months, Date retired_on) {
    const auto decided =
        decide_retirement(woman(months), kDongguan, retired_on, policies, today).benefits_from;
    return decided ? decided->to_string() : std::string("none");
  };
  EXPECT_EQ(from(required, Date::of(2024, 12, 31)), "2024-12-31");
  EXPECT_EQ(from(required, Date::of(2024, 11, 30)), "2025-04-10") << "December was still missing";
  EXPECT_EQ(from(required - 1, Date::of(2025, 4, 1)), "none");
}

TEST_F(Retiring, without_the_years_leaves_the_person_to_pay_on) {
  const auto plan = decide("2025-03-01");
  ASSERT_EQ(code_of(plan), "");
  EXPECT_TRUE(plan->answer.find("benefits_from")->is_null());
  EXPECT_EQ(plan->reasons.front().code, "retirement_years_missing");
  const business::Context context = world.context(test::officer_of(kDongguan));
  const person::Person retired = person::read_person(world.memory().all(person::kPerson).front(),
                                                     *context.vault, person::Open::nothing);
  EXPECT_TRUE(retired.is_retiree());
  EXPECT_FALSE(retired.draws_retirement_on(context.today));
  // No employer owes after it; the person's own months are a flexible worker's.
  const auto roster =
      contribution::roster_at(kDongguan, world.enrolments(person), retired,
                              context.policies->on(kDongguan, context.today), context.today);
  EXPECT_FALSE(roster.front().employer.is_none());
  EXPECT_TRUE(roster.back().employer.is_none());
  EXPECT_EQ(roster.back().kind, enrolment::EnrolmentKind::flexible);
  EXPECT_EQ(code_of(decide("2025-03-01")), "") << "decided again once the years are full";
}

TEST(RetirementDecided, is_nothing_for_who_needs_a_guardian) {
  person::Person person;
  person.birth_date = Date::of(1990, 1, 1);
  policy::ActivationPolicy policy;
  policy.guardian_required_below_age.value = 16;
  const auto on = [&](Date day) {
    const Verdict may =
        person::check_retirement_decision(person, day, policy, Date::of(2025, 4, 10));
    return may ? std::string() : may.refusal().code();
  };
  EXPECT_EQ(on(Date::of(2005, 12, 31)), "retirement_of_a_minor");
  EXPECT_EQ(on(Date::of(2006, 1, 1)), "");
  EXPECT_EQ(on(Date::of(2025, 4, 11)), "day_in_future");
}

TEST_F(Retiring, comes_before_settling_elsewhere) {
  const auto settle = [&] {
    return code_of(world.run<person::SettleElsewhere>(
        test::officer_of(kDongguan),
        test::request({{"person", world.id_of(person)}}, Tree::object({{"region", "330100"}}))));
  };
  EXPECT_EQ(settle(), "not_a_retiree");
  ASSERT_EQ(code_of(decide("2025-04-01")), "");
  EXPECT_EQ(settle(), "");
}

}  // namespace
}  // namespace yibao::entitlement
