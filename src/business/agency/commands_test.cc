// Goal: contacts of an agency change only when a second officer has agreed (N-11, R-002, C-13).
#include "business/agency/commands.h"

#include <gtest/gtest.h>

#include "business/agency/queries.h"
#include "business/test_world.h"

namespace yibao::agency {
namespace {

using test::code_of;
using test::officer_of;
using test::request;

constexpr RegionCode kDongguan(441900);

class Agencies : public testing::Test {
 protected:
  Decision<storage::Plan> propose(Tree body, std::int64_t officer = 1) {
    return world.run<ProposeChange>(officer_of(kDongguan, officer),
                                    request({{"region", "441900"}}, std::move(body)));
  }
  Decision<storage::Plan> decide(int change, const char* decision, std::int64_t officer,
                                 business::Role role = business::Role::agency_officer) {
    business::Actor actor = officer_of(kDongguan, officer);
    actor.role = role;
    return world.run<DecideChange>(
        actor, request({{"region", "441900"}},
                       Tree::object({{"change", change}, {"decision", decision}})));
  }
  test::World world{Date::of(2025, 4, 10)};
};

TEST_F(Agencies, change_by_four_eyes) {
  const Tree aliases = Tree(Tree::List{"社保局", "医保中心"});
  ASSERT_EQ(code_of(propose(Tree::object({{"name", "东莞市社会保险基金管理中心"},
                                          {"phone", "0769-12393"},
                                          {"aliases", aliases}}))),
            "");
  EXPECT_EQ(code_of(propose(Tree::object({{"phone", "0769-12345"}}), 2)), "agency_change_open");
  EXPECT_EQ(code_of(decide(1, "approve", 1)), "second_officer_needed");
  EXPECT_EQ(code_of(decide(1, "approve", 1, business::Role::senior_officer)),
            "second_officer_needed");
  EXPECT_TRUE(world.memory().all(kAgency).empty());
  ASSERT_EQ(code_of(decide(1, "approve", 2)), "");
  EXPECT_EQ(code_of(decide(1, "approve", 2)), "agency_change_decided");
  const business::Actor reader = officer_of(kDongguan);
  const auto shown = world.ask(&answer_agency, reader, request({{"region", "441900"}}));
  ASSERT_TRUE(shown.ok());
  EXPECT_EQ(*shown->find("aliases"), aliases);
}

TEST_F(Agencies, keep_what_a_change_does_not_say) {
  ASSERT_EQ(code_of(propose(Tree::object({{"name", "东莞"}, {"phone", "1"}}))), "");
  ASSERT_EQ(code_of(decide(1, "approve", 2)), "");
  ASSERT_EQ(code_of(propose(Tree::object({{"phone", "2"}}))), "");
  ASSERT_EQ(code_of(decide(2, "refuse", 2)), "");
  ASSERT_EQ(code_of(propose(Tree::object({{"address", "鸿福路"}}))), "");
  ASSERT_EQ(code_of(decide(3, "approve", 2)), "");
  const Agency agency = read_agency(world.memory().all(kAgency).at(0));
  EXPECT_EQ(agency.phone, "1");
  EXPECT_EQ(agency.address, "鸿福路");
}

TEST_F(Agencies, are_not_made_without_a_contact) {
  EXPECT_EQ(code_of(propose(Tree::object({{"name", "东莞"}}))), "agency_without_contact");
}

}  // namespace
}  // namespace yibao::agency
