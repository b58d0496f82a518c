// Goal: somebody is found by their exact number and shown in part, only by who says what for, and
// is recorded as looked at with that (R-051, N-16).
#include "business/enquiry/search.h"

#include <gtest/gtest.h>

#include "business/test_world.h"

namespace yibao::enquiry {
namespace {

using test::officer_of;
using test::request;

constexpr RegionCode kDongguan(441900);
constexpr const char* kNumber = "44190019900101001X";

class Search : public testing::Test {
 protected:
  Decision<Tree> find(Tree body) {
    return world.ask(&answer_search, officer_of(kDongguan), request({}, std::move(body)));
  }
  test::World world{Date::of(2025, 4, 10)};
};

TEST_F(Search, finds_by_exact_number_and_shows_it_masked) {
  const PersonId person = world.add_person("张三丰", kNumber);
  const auto found = find(Tree::object({{"identity_number", kNumber}, {"purpose", "窗口查询"}}));
  ASSERT_TRUE(found.ok());
  EXPECT_EQ(*found->find("person")->text(), world.id_of(person));
  EXPECT_EQ(found->to_json().find(kNumber), std::string::npos);
  const auto nobody =
      find(Tree::object({{"identity_number", "140602198511021026"}, {"purpose", "窗口查询"}}));
  EXPECT_EQ(nobody.refusal().code(), "person_not_registered");
  const auto no_name = find(Tree::object({{"name", "%_"}, {"purpose", "窗口查询"}}));
  EXPECT_EQ(no_name.refusal().reasons.size(), 1u);
}

TEST_F(Search, tells_nothing_to_who_does_not_say_what_for) {
  world.add_person("张三丰", kNumber);
  for (const char* number : {kNumber, "140602198511021026"}) {
    EXPECT_EQ(find(Tree::object({{"identity_number", number}})).refusal().code(),
              "purpose_missing");
  }
}

}  // namespace
}  // namespace yibao::enquiry
