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
    line.amount = Money::fen(10'000 + i);
    line.own_paid = line.amount;
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

// The sender knows nothing of the move: it is told what is settled where.
TEST_F(StayOverAMove, tells_what_the_other_place_settles) {
  using Elsewhere = std::map<RegionCode, Money>;
  const Part before = part("split", kOrigin);
  EXPECT_EQ(before.elsewhere, (Elsewhere{{kTarget, Money::fen(20'001)}}));
  EXPECT_EQ(part("split", kTarget).elsewhere, (Elsewhere{{kOrigin, Money::fen(9'999)}}));
  EXPECT_TRUE(part("origin", kOrigin).elsewhere.empty());
  EXPECT_TRUE(check_part(before, Money::fen(9'999)).ok());
  ASSERT_EQ(left_over(before).size(), 1U);
  EXPECT_EQ(left_over(before).front().code, "stay_goes_on_elsewhere");
  EXPECT_TRUE(left_over(part("origin", kOrigin)).empty());
  const Verdict whole = check_part(before, Money::fen(30'000));
  ASSERT_FALSE(whole.ok());
  EXPECT_EQ(whole.refusal().code(), "stay_split_by_place");
  std::map<std::string, std::string> facts;
  for (const Fact& fact : whole.refusal().reasons.front().facts) facts[fact.name] = fact.value;
  EXPECT_EQ(facts["region"] + " " + facts["lines"], "441900 99.99");
  EXPECT_EQ(facts["other_region"] + " " + facts["code"] + " " + facts["amount"],
            "440500 440500 200.01");
  EXPECT_EQ(check_part(part("split", RegionCode(330100)), Money::fen(30'000)).refusal().code(),
            "insured_elsewhere");
  EXPECT_EQ(check_part(part("origin", kOrigin), Money::fen(1)).refusal().code(),
            "total_differs_from_lines");
}

// The day before the move, the day of it, the day after: whose visit it is.
TEST_F(StayOverAMove, a_visit_is_begun_under_the_place_that_answers_for_the_day) {
  test::World world(Date::of(2025, 2, 20), policy_with("split"));
  const business::Actor actor = test::officer_of(kOrigin);
  const business::Context context = world.context(actor);
  for (int i = -1; i <= 1; ++i) {
    const RegionCode answers = i < 0 ? kOrigin : kTarget;
    const RegionCode other = i < 0 ? kTarget : kOrigin;
    EXPECT_TRUE(check_insured_place(answers, kMoved + i, moved(), context).ok()) << i;
    EXPECT_FALSE(check_insured_place(other, kMoved + i, moved(), context).ok()) << i;
  }
  EXPECT_TRUE(check_insured_place(kOrigin, kMoved, entitlement::PersonRecord{}, context).ok());
}

TEST_F(StayOverAMove, is_one_where_nobody_moved) {
  entitlement::PersonRecord record;
  record.enrolments = {at(kOrigin, 1, Date::of(2024, 1, 1), std::nullopt)};
  EXPECT_EQ(serials(part("split", kTarget, record)), "123");
  EXPECT_EQ(part("split", kTarget, record).insured_place, kOrigin);
}

std::vector<std::string> days(const std::vector<Charge>& charges) {
  std::vector<std::string> told;
  for (const Charge& each : charges) {
    told.push_back(each.day.to_string() + " " + each.in_scope.to_yuan());
  }
  return told;
}

Line fee(Date day, std::int64_t fen) {
  Line line;
  line.serial = day.to_string();
  line.happened_on = day;
  line.amount = Money::fen(fen);
  line.in_scope = line.amount;
  return line;
}

using Days = std::vector<std::string>;

class FeeDays : public testing::Test {
 protected:
  FeeDays()
      : world_(Date::of(2026, 2, 20), test::people_policy()), actor_(test::officer_of(kOrigin)) {}

  test::World world_;
  business::Actor actor_;
};

// a fee is judged by its own day, also of a gap; where another place answers for that day,
// by the day since which the stay is settled (N-20).
TEST_F(FeeDays, are_what_a_fee_is_judged_by) {
  const business::Context context = world_.context(actor_);
  const Date begun = kMoved - 2;
  const std::vector<Line> lines = {fee(begun, 100), fee(kMoved - 1, 20), fee(begun, 3),
                                   fee(kMoved + 1, 4000)};
  entitlement::PersonRecord left;
  left.enrolments = {at(kOrigin, 1, Date::of(2024, 1, 1), kMoved)};
  EXPECT_EQ(days(charges_of(lines, begun, left, context)),
            (Days{"2025-01-30 1.03", "2025-01-31 0.20", "2025-02-02 40.00"}));
  EXPECT_EQ(days(charges_of(lines, begun, moved(), context)),
            (Days{"2025-01-30 41.03", "2025-01-31 0.20"}));
  EXPECT_EQ(days(charges_of(lines, begun, {}, context)),
            (Days{"2025-01-30 1.03", "2025-01-31 0.20", "2025-02-02 40.00"}));
}

// 年度限额按费用所属年度: the earliest year that is open, and what is left for the next one.
TEST_F(FeeDays, of_two_years_are_two_parts) {
  const business::Context context = world_.context(actor_);
  entitlement::PersonRecord record;
  record.enrolments = {at(kOrigin, 1, Date::of(2024, 1, 1), std::nullopt)};
  const Date begun = Date::of(2025, 12, 30);
  const std::vector<Line> lines = {fee(Date::of(2026, 1, 1), 500), fee(Date::of(2025, 12, 31), 70),
                                   fee(begun, 8)};
  const Part part = part_of_years({lines, kOrigin, begun}, record, context);
  EXPECT_EQ(days(part.charges), (Days{"2025-12-30 0.08", "2025-12-31 0.70"}));
  EXPECT_EQ(part.later, (std::map<int, Money>{{2026, Money::fen(500)}}));
  EXPECT_TRUE(check_part(part, Money::fen(78)).ok());
  for (const std::int64_t total : {578, 500}) {
    EXPECT_EQ(check_part(part, Money::fen(total)).refusal().code(), "stay_split_by_year");
  }
  ASSERT_EQ(left_over(part).size(), 1U);
  EXPECT_EQ(left_over(part).front().code, "stay_goes_on_next_year");
  // A sale is not settled again: nothing may be left out.
  EXPECT_EQ(check_whole(part, Money::fen(78)).refusal().code(), "stay_split_by_year");
  const Part rest = part_of_years({{lines.front()}, kOrigin, begun}, record, context);
  EXPECT_EQ(days(rest.charges), Days{"2026-01-01 5.00"});
  EXPECT_TRUE(rest.later.empty());
  EXPECT_TRUE(check_whole(rest, Money::fen(500)).ok());
}

FundUse settled(Date care_on, std::string_view kind, int deductible, int fund) {
  Settlement each;
  each.insurance = "310";
  each.kind = kind;
  each.care_on = care_on;
  each.happened_on = Date::of(2026, 1, 2);  // what was settled late is not of that year therefore
  each.parts.deductible = Money::fen(deductible);
  each.parts.fund = Money::fen(fund);
  return fund_use_of(each);
}

TEST(YearSoFar, is_that_of_the_care_and_not_of_its_settlement) {
  const std::vector<FundUse> all = {
      settled(Date::of(2024, 12, 31), "11", 1, 10), settled(Date::of(2025, 1, 1), "11", 2, 20),
      settled(Date::of(2025, 12, 31), "11", 4, 40), settled(Date::of(2026, 1, 1), "11", 8, 80)};
  const auto used = [&](int year) {
    const YearSoFar sum = year_so_far(all, "310", year, false);
    return std::pair(sum.deductible.fen(), sum.fund.fen());
  };
  EXPECT_EQ(used(2024), std::pair(1L, 10L));
  EXPECT_EQ(used(2025), std::pair(6L, 60L));
  EXPECT_EQ(used(2026), std::pair(8L, 80L));
  EXPECT_EQ(used(2027), std::pair(0L, 0L));
}

TEST(YearSoFar, gives_back_what_is_reversed_in_the_year_of_its_original) {
  const std::vector<FundUse> all = {settled(Date::of(2025, 12, 31), "11", 300, 500),
                                    settled(Date::of(2026, 1, 1), "11", 300, 200),
                                    settled(Date::of(2025, 12, 31), "11", -300, -500)};
  EXPECT_EQ(year_so_far(all, "310", 2025, false).deductible.fen(), 0);
  EXPECT_EQ(year_so_far(all, "310", 2025, false).fund.fen(), 0);
  EXPECT_EQ(year_so_far(all, "310", 2026, false).deductible.fen(), 300);
  EXPECT_EQ(year_so_far(all, "310", 2026, false).fund.fen(), 200);
}

TEST(YearSoFar, keeps_insurances_and_chronic_care_apart) {
  const Date day = Date::of(2025, 6, 1);
  const std::vector<FundUse> all = {settled(day, "11", 1, 10), settled(day, "14", 2, 20)};
  EXPECT_EQ(year_so_far(all, "310", 2025, false).fund.fen(), 10);
  EXPECT_EQ(year_so_far(all, "310", 2025, true).fund.fen(), 20);
  EXPECT_EQ(year_so_far(all, "390", 2025, false).fund.fen(), 0);
}

}  // namespace
}  // namespace yibao::visit
