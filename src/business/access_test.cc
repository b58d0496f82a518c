// Goal: a cashier belongs to one institution and acts at no other.
#include "business/access.h"

#include <gtest/gtest.h>

namespace yibao::business {
namespace {

Actor cashier(std::int64_t number) {
  Actor actor;
  actor.role = Role::provider_cashier;
  actor.id = number;
  return actor;
}

TEST(Access, a_cashiers_number_is_the_code_of_the_institution) {
  for (const char* code : {"P44190000001", "H33010099999", "H00000000000", "P99999999999"}) {
    const std::int64_t number = cashier_number(code);
    EXPECT_GT(number, 0) << code;
    EXPECT_EQ(institution_of(cashier(number)), code);
  }
  EXPECT_NE(cashier_number("P44190000001"), cashier_number("H44190000001"));
  for (const char* code : {"", "X44190000001", "P4419000000", "P441900000011", "P4419000000x",
                           "p44190000001", "P-4190000001"}) {
    EXPECT_EQ(cashier_number(code), 0) << code;
  }
}

TEST(Access, a_cashier_acts_at_their_own_institution_alone) {
  const Actor own = cashier(cashier_number("P44190000001"));
  EXPECT_TRUE(may_act_at_institution(own, "P44190000001"));
  for (const char* other : {"P44190000002", "H44190000001", "P44050000001", ""}) {
    const Verdict may = may_act_at_institution(own, other);
    ASSERT_FALSE(may) << other;
    EXPECT_EQ(may.refusal().code(), "other_institution");
  }
  // Whose number is no code belongs to no institution, and so acts at none.
  for (const std::int64_t number :
       {std::int64_t{0}, std::int64_t{22}, std::int64_t{44'190'000'001}}) {
    EXPECT_EQ(institution_of(cashier(number)), "");
    EXPECT_FALSE(may_act_at_institution(cashier(number), "P44190000001"));
    EXPECT_FALSE(may_act_at_institution(cashier(number), ""));
  }
}

TEST(Access, who_is_no_cashier_is_not_asked_for_an_institution) {
  for (const Role role : {Role::agency_officer, Role::auditor, Role::participant, Role::system}) {
    Actor actor;
    actor.role = role;
    actor.id = cashier_number("P44190000001");
    EXPECT_EQ(institution_of(actor), "");
    EXPECT_TRUE(may_act_at_institution(actor, "P44190000002"));
  }
}

}  // namespace
}  // namespace yibao::business
