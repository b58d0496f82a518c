// Goal: a stay over the day of a move is settled by the place where it began, or split by the day
// of each fee, as the region of that place says (N-20).
#include "business/visit/weighing.h"

#include <gtest/gtest.h>

#include "business/test_world.h"

namespace yibao::visit {
namespace {

constexpr RegionCode kOrigin{441900};
constexpr RegionCode kTarget{440500};
const Date kMoved = Date::of(2025, 2, 1);

policy::test::Files policy_with(const char* rule) {
  policy::test::Files files = test::people_policy();
  files.set("100000", "settlement.stay_over_transfer",
            Tree(Tree::List{policy::test::dated(rule, "1998-01-01")}));
  return files;
}

enrolment::Enrolment at(RegionCode region, int ordinal, Date from, std::optional<Date> until) {
  enrolment::Enrolment each;
  each.ordinal = ordinal;
  each.region = region;
  each.started_on = from;
  each.suspended_on = until;
  return each;
}

entitlement::PersonRecord moved() {
  entitlement::PersonRecord record;
  record.enrolments = {at(kOrigin, 1, Date::of(2024, 1, 1), kMoved),
                       at(kTarget, 2, kMoved, std::nullopt)};
  return record;
}

// One line on the day before the move, one of the day itself, one on the day after.
std::vector<Line> lines() {
  std::vector<Line> all;
  for (int i = -1; i <= 1; ++i) {
    Line line;
    line.serial = std::to_string(i + 2);
    line.happened_on = kMoved + i;
    all.push_back(line);
  }
  return all;
}

std::string serials(const Part& part) {
  std::string text;
  for (const Line& line : part.lines) text += line.serial;
  return text;
}

Visit stay() {
  Visit visit;
  visit.insured_place = kOrigin;
  visit.begun_on = kMoved - 5;
  return visit;
}

class StayOverAMove : public testing::Test {
 protected:
  Part part(const char* rule, RegionCode place, const entitlement::PersonRecord& record = moved()) {
    test::World world(Date::of(2025, 2, 20), policy_with(rule));
    const business::Actor actor = test::officer_of(kOrigin);
    return part_of(stay(), lines(), place, record, world.context(actor));
  }
};

TEST_F(StayOverAMove, is_the_origins_where_the_region_says_so) {
  for (const RegionCode place : {kOrigin, kTarget}) {
    const Part all = part("origin", place);
    EXPECT_EQ(serials(all), "123");
    EXPECT_EQ(all.insured_place, kOrigin);
    EXPECT_EQ(all.day, kMoved - 5);
  }
}

TEST_F(StayOverAMove, is_split_by_the_day_of_each_fee) {
  const Part before = part("split", kOrigin);
  EXPECT_EQ(serials(before), "1");
  EXPECT_EQ(before.day, kMoved - 5);
  const Part after = part("split", kTarget);
  EXPECT_EQ(serials(after), "23");
  EXPECT_EQ(after.insured_place, kTarget);
  EXPECT_EQ(after.day, kMoved);
  EXPECT_EQ(serials(part("split", RegionCode(330100))), "");
}

TEST_F(StayOverAMove, is_one_where_nobody_moved) {
  entitlement::PersonRecord record;
  record.enrolments = {at(kOrigin, 1, Date::of(2024, 1, 1), std::nullopt)};
  EXPECT_EQ(serials(part("split", kTarget, record)), "123");
  EXPECT_EQ(part("split", kTarget, record).insured_place, kOrigin);
}

}  // namespace
}  // namespace yibao::visit
