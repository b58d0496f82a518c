// Goal: nobody is on record twice, what a number tells is not contradicted, and no answer shows a
// number; who has died or retired is recorded once.
#include "business/person/commands.h"

#include <gtest/gtest.h>

#include "business/test_world.h"

namespace yibao::person {
namespace {

using test::code_of;
using test::fact_of;
using test::officer_of;
using test::request;

constexpr RegionCode kDongguan(441900);
constexpr const char* kNumber = "44190019900101001X";

class People : public testing::Test {
 protected:
  Decision<storage::Plan> enter(Tree body) {
    body.set("identity_number", kNumber);
    return world.run<RegisterPerson>(officer_of(kDongguan), request({}, std::move(body)));
  }
  test::World world{Date::of(2025, 4, 10)};
};

TEST_F(People, are_registered_once) {
  const auto first = enter(Tree::object({{"name", "张三丰"}, {"phone", "13800001234"}}));
  ASSERT_EQ(code_of(first), "");
  EXPECT_EQ(*first->answer.find("name")->text(), "张**");
  EXPECT_EQ(first->answer.to_json().find(kNumber), std::string::npos);
  const auto second = enter(Tree::object({{"name", "张三丰"}}));
  ASSERT_EQ(code_of(second), "person_already_registered");
  EXPECT_NE(fact_of(second.refusal().reasons.front(), "person"), "");
  EXPECT_EQ(world.memory().all(kPerson).size(), 1U);
}

// Whether a number is on record is nothing that an employer can ask by the number alone (N-16).
TEST_F(People, are_on_record_to_an_employer_who_knows_the_name) {
  ASSERT_EQ(code_of(enter(Tree::object({{"name", "张三丰"}}))), "");
  const auto by_employer = [&](const char* name, bool rehearsed) {
    business::Request asked =
        request({}, Tree::object({{"name", name}, {"identity_number", kNumber}}));
    asked.dry_run = rehearsed;
    return world.run<RegisterPerson>(test::employer_officer(EmployerId(7)), asked);
  };
  EXPECT_EQ(code_of(by_employer("张三丰", false)), "person_already_registered");
  EXPECT_EQ(code_of(by_employer("李四", false)), "employee_not_confirmed");
  EXPECT_EQ(code_of(by_employer("张三丰", true)), "person_already_registered");
}

TEST_F(People, do_not_contradict_their_number) {
  EXPECT_EQ(code_of(enter(Tree::object({{"name", "张三"}, {"birth_date", "1990-01-02"}}))),
            "member_contradicts_identity_number");
  EXPECT_EQ(code_of(enter(Tree::object({{"name", "张三"}, {"phone", "1380000123"}}))),
            "phone_shape");
}

}  // namespace
}  // namespace yibao::person
