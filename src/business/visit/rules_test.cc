// How bills divide, to the fen.
#include "business/visit/rules.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace yibao::visit {
namespace {

Line line_of(std::int64_t fen, const char* price, const char* quantity) {
  Line line;
  line.serial = "1";
  line.amount = Money::fen(fen);
  line.price = price;
  line.quantity = quantity;
  return line;
}

TEST(VisitRules, an_item_of_class_one_is_in_scope_as_a_whole) {
  const Line line = divide(line_of(5000, "25.00", "2"), {ItemLevel::whole, {}, {}, "09"}, 20'000);
  EXPECT_EQ(line.in_scope, Money::fen(5000));
  EXPECT_EQ(line.first_paid, Money());
}

TEST(VisitRules, of_class_two_a_part_is_paid_first_of_what_is_below_the_limit) {
  Item item{ItemLevel::part, Rate::basis_points(1000), Money::fen(2000), "09"};
  const Line line = divide(line_of(5000, "25.00", "2"), item, 20'000);
  EXPECT_EQ(line.over_limit, Money::fen(1000));
  EXPECT_EQ(line.first_paid, Money::fen(400));
  EXPECT_EQ(line.in_scope, Money::fen(3600));
}

TEST(VisitRules, of_class_three_everything_is_ones_own) {
  const Line line = divide(line_of(800, "8.00", "1"), {}, 10'000);
  EXPECT_EQ(line.own_paid, Money::fen(800));
  EXPECT_EQ(line.in_scope, Money());
}

std::string refused(const Verdict& verdict) {
  return verdict ? "" : verdict.refusal().code();
}

// What a line cannot be is said as it is: a medicine that came back is no line below zero.
TEST(VisitRules, a_line_is_above_zero_and_no_more_than_any_bill) {
  EXPECT_EQ(refused(check_line(line_of(10'000'000'000, "100000000", "1"))), "");
  EXPECT_EQ(refused(check_line(line_of(10'000'000'100, "100000001", "1"))), "fee_line_too_large");
  EXPECT_EQ(refused(check_line(line_of(-500, "5", "1"))), "fee_line_not_above_zero");
  EXPECT_EQ(refused(check_line(line_of(-5000, "50", "-1"))), "fee_line_not_above_zero");
  EXPECT_EQ(refused(check_line(line_of(5000, "-50", "-1"))), "fee_line_not_above_zero");
  EXPECT_EQ(refused(check_line(line_of(0, "0", "1"))), "");
  EXPECT_EQ(refused(check_line(line_of(500, "5", "0.00001"))), "fee_line_amount_differs");
}

// 单价由金额除以数量得来的: of 100.00 for seven each, 14.29, or 14.2857.
TEST(VisitRules, a_price_that_was_divided_and_rounded_makes_the_total_all_the_same) {
  EXPECT_EQ(refused(check_line(line_of(10'000, "14.29", "7"))), "");
  EXPECT_EQ(refused(check_line(line_of(10'000, "14.2857", "7"))), "");
  EXPECT_EQ(refused(check_line(line_of(10'000, "14.285714", "7"))), "");
  EXPECT_EQ(refused(check_line(line_of(10'000, "3.33", "30"))), "");
  EXPECT_EQ(refused(check_line(line_of(3'333, "0.0667", "500"))), "");
  EXPECT_EQ(refused(check_line(line_of(3'333, "0.066660", "500"))), "");
  EXPECT_EQ(refused(check_line(line_of(5'002, "50", "1"))), "fee_line_amount_differs");
  EXPECT_EQ(refused(check_line(line_of(10'010, "14.2857", "7"))), "fee_line_amount_differs");
  EXPECT_EQ(refused(check_line(line_of(3'340, "0.0667", "500"))), "fee_line_amount_differs");
  EXPECT_EQ(refused(check_line(line_of(9'980, "3.33", "30"))), "");
  EXPECT_EQ(refused(check_line(line_of(9'970, "3.33", "30"))), "fee_line_amount_differs");
}

// 拆零: a third of a box of 3000.00, of which four decimals are left.
TEST(VisitRules, a_quantity_that_was_divided_and_rounded_makes_the_total_all_the_same) {
  EXPECT_EQ(refused(check_line(line_of(100'000, "3000", "0.3333"))), "");
  EXPECT_EQ(refused(check_line(line_of(200'000, "3000", "0.6667"))), "");
  EXPECT_EQ(refused(check_line(line_of(100'010, "3000", "0.3333"))), "fee_line_amount_differs");
  EXPECT_EQ(refused(check_line(line_of(300'010, "3000", "1"))), "fee_line_amount_differs");
}

// 费用发生日: the day before the visit's begin, the day of it, the day after.
TEST(VisitRules, a_line_is_of_a_day_on_which_the_visit_had_begun) {
  const Date begun = Date::of(2025, 4, 25);
  for (const auto& [apart, code] :
       {std::pair(-1, "fee_line_before_visit"), std::pair(0, ""), std::pair(1, "")}) {
    Line line = line_of(500, "5", "1");
    line.happened_on = begun + apart;
    EXPECT_EQ(refused(check_line_day(line, begun)), code) << apart;
  }
}

// Many of next to nothing each: what the limit allows is more than an integer holds.
TEST(VisitRules, a_limit_times_a_great_quantity_does_not_overflow) {
  const Item item{ItemLevel::whole, {}, Money::fen(2500), "09"};
  const std::int64_t quantity = 9'999'999'999'990'000;  // 999 999 999 999, in ten-thousandths
  const Line line = divide(line_of(9'999'999'999, "0.0001", "999999999999"), item, quantity);
  EXPECT_EQ(line.in_scope, Money::fen(9'999'999'999));
  EXPECT_EQ(line.over_limit, Money());
}

RC_GTEST_PROP(VisitRules, every_bill_divides_without_remainder,
              (const std::vector<unsigned>& amounts)) {
  std::vector<Line> lines;
  int turn = 0;
  for (const unsigned amount : amounts) {
    Item item;
    item.level = static_cast<ItemLevel>(turn++ % 3);
    item.first_paid = Rate::basis_points(amount % 10'000);
    if (amount % 2 == 0) item.price_limit = Money::fen(amount % 7'000);
    lines.push_back(divide(line_of(amount % 1'000'000, "1", "1"), item, 10'000));
  }
  const Scope scope = sum(lines);  // checks that the parts add up
  FundFacts facts;
  facts.in_scope = scope.in_scope;
  facts.deductible = Money::fen(30'000);
  facts.rate = Rate::basis_points(6000);
  facts.ceiling = Money::fen(200'000);
  const FundShare share = fund_share(facts);
  RC_ASSERT(share.fund <= scope.in_scope - share.deductible);
  RC_ASSERT(share.fund <= facts.ceiling);
  RC_ASSERT(share.deductible <= facts.deductible);
  RC_ASSERT(payable_from_account(scope, share.fund) <= scope.total - share.fund);
}

TEST(VisitRules, the_fund_pays_above_the_deductible_up_to_the_ceiling) {
  struct Case {
    std::int64_t in_scope, used, paid;
    int percent;
    std::int64_t deductible, fund;
  };
  for (const Case& each : {
           Case{29'999, 0, 0, 100, 29'999, 0}, Case{30'000, 0, 0, 100, 30'000, 0},
           Case{40'000, 0, 0, 100, 30'000, 6'000}, Case{40'000, 30'000, 0, 100, 0, 24'000},
           Case{40'000, 30'000, 199'000, 100, 0, 1'000}, Case{40'000, 30'000, 200'000, 100, 0, 0},
           Case{40'000, 30'000, 0, 50, 0, 12'000},  // while waiting in part
           Case{40'000, 0, 0, 0, 0, 0},             // not covered: nothing counts
       }) {
    FundFacts facts;
    facts.in_scope = Money::fen(each.in_scope);
    facts.percent = each.percent;
    facts.deductible_used = Money::fen(each.used);
    facts.paid_so_far = Money::fen(each.paid);
    facts.deductible = Money::fen(30'000);
    facts.rate = Rate::basis_points(6000);
    facts.ceiling = Money::fen(200'000);
    const FundShare share = fund_share(facts);
    EXPECT_EQ(share.deductible, Money::fen(each.deductible)) << each.in_scope;
    EXPECT_EQ(share.fund, Money::fen(each.fund)) << each.in_scope;
  }
}

TEST(VisitRules, a_line_is_its_price_by_its_quantity_within_a_fen) {
  EXPECT_TRUE(check_line(line_of(5000, "25.00", "2")));
  EXPECT_TRUE(check_line(line_of(1001, "10", "1")));
  EXPECT_FALSE(check_line(line_of(1002, "10", "1")));
  EXPECT_TRUE(check_line(line_of(333, "3.333333", "1")));
  EXPECT_TRUE(check_line(line_of(10'000'000'000, "100000", "1000")));
}

TEST(VisitRules, quantities_have_four_decimals) {
  EXPECT_EQ(ten_thousandths("2.5"), 25'000);
  EXPECT_EQ(ten_thousandths("0.0001"), 1);
  EXPECT_EQ(ten_thousandths("1.000000"), 10'000);
  EXPECT_FALSE(ten_thousandths("0.00001").has_value());
  EXPECT_FALSE(ten_thousandths("").has_value());
  EXPECT_FALSE(ten_thousandths("-1").has_value());
}

}  // namespace
}  // namespace yibao::visit
