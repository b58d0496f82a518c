// Goal: which contributions are refunded, on the day before the benefit period begins, the day and
// the day after; and what becomes of a credit that has been spent (N-19, domain 1.7).
#include "business/refund/rules.h"

#include <gtest/gtest.h>

#include "business/test_policy.h"

namespace yibao::refund {
namespace {

using enrolment::Scheme;

policy::RefundPolicy policy_of() {
  policy::RefundPolicy policy;
  test::set(policy.resident_before_period, "refund.resident_before_period", true);
  test::set(policy.resident_after_period, "refund.resident_after_period", false);
  test::set(policy.employee_before_period, "refund.employee_before_period", true);
  test::set(policy.employee_after_period, "refund.employee_after_period", false);
  test::set(policy.after_leaving, "refund.after_leaving", true);
  test::set(policy.spent_credit, "refund.spent_credit", policy::SpentCredit::refuse);
  return policy;
}

// The year 2026 of a resident, 400 yuan, paid in November 2025.
RefundFacts resident(Date today) {
  RefundFacts facts;
  facts.scheme = Scheme::resident;
  facts.months = {{Month::of(2026, 1), true, true, Date::of(2026, 1, 1), Money::yuan(400), {}}};
  facts.today = today;
  return facts;
}

// May 2025 of an employee, 425 yuan, of which 100 went to the account.
RefundFacts employee(Date today, Money available) {
  RefundFacts facts;
  facts.months = {
      {Month::of(2025, 5), true, true, Date::of(2025, 5, 1), Money::yuan(425), Money::yuan(100)}};
  facts.available = available;
  facts.today = today;
  return facts;
}

std::string codes(const RefundFacts& facts, const policy::RefundPolicy& policy) {
  std::string text;
  for (const Reason& reason : find_obstacles(facts, policy)) {
    text += (text.empty() ? "" : " ") + reason.code;
  }
  return text;
}

TEST(Refund, of_a_residents_year_until_its_period_begins) {
  const policy::RefundPolicy policy = policy_of();
  EXPECT_EQ(codes(resident(Date::of(2025, 12, 30)), policy), "");
  EXPECT_EQ(codes(resident(Date::of(2025, 12, 31)), policy), "");
  EXPECT_EQ(codes(resident(Date::of(2026, 1, 1)), policy), "refund_period_begun");
  EXPECT_EQ(codes(resident(Date::of(2026, 1, 2)), policy), "refund_period_begun");
  EXPECT_EQ(find_obstacles(resident(Date::of(2026, 1, 1)), policy)[0].citations[0].parameter,
            "refund.resident_after_period");
}

// One payment is refunded once, however often it is named: a resident's is the whole year (N-19).
TEST(Refund, of_one_payment_once) {
  const policy::RefundPolicy policy = policy_of();
  const auto again = [](RefundFacts facts, Month month) {
    facts.months.push_back(facts.months.front());
    facts.months.back().month = month;
    return facts;
  };
  const RefundFacts year = resident(Date::of(2025, 12, 20));
  EXPECT_EQ(codes(again(year, Month::of(2026, 2)), policy), "refund_month_named_twice");
  EXPECT_EQ(codes(again(year, Month::of(2026, 12)), policy), "refund_month_named_twice");
  EXPECT_EQ(codes(again(year, Month::of(2027, 1)), policy), "");
  const RefundFacts may = employee(Date::of(2025, 4, 30), Money::yuan(200));
  EXPECT_EQ(codes(again(may, Month::of(2025, 5)), policy), "refund_month_named_twice");
  EXPECT_EQ(codes(again(may, Month::of(2025, 6)), policy), "");
}

TEST(Refund, of_an_employees_month_until_its_period_begins) {
  const policy::RefundPolicy policy = policy_of();
  EXPECT_EQ(codes(employee(Date::of(2025, 4, 30), Money::yuan(100)), policy), "");
  EXPECT_EQ(codes(employee(Date::of(2025, 5, 1), Money::yuan(100)), policy), "refund_period_begun");
  policy::RefundPolicy open = policy;
  open.employee_after_period.value = true;
  EXPECT_EQ(codes(employee(Date::of(2025, 5, 1), Money::yuan(100)), open), "");
  open.employee_before_period.value = false;
  EXPECT_EQ(codes(employee(Date::of(2025, 4, 30), Money::yuan(100)), open), "refund_not_open");
}

// The relation that counts is never refunded, nor a month that was paid once.
TEST(Refund, of_what_was_paid_twice_only) {
  RefundFacts facts = employee(Date::of(2025, 4, 30), Money::yuan(100));
  facts.is_kept = true;
  EXPECT_EQ(codes(facts, policy_of()), "refund_of_kept_relation");
  facts.is_kept = false;
  facts.months[0].paid_elsewhere = false;
  EXPECT_EQ(codes(facts, policy_of()), "refund_not_paid_twice");
  facts.months[0].paid = false;
  EXPECT_EQ(codes(facts, policy_of()), "refund_month_not_paid");
}

TEST(Refund, of_months_after_leaving) {
  RefundFacts facts = employee(Date::of(2025, 6, 10), Money::yuan(100));
  facts.ground = Ground::after_leaving;
  EXPECT_EQ(codes(facts, policy_of()), "refund_before_leaving");
  facts.ended_on = Date::of(2025, 5, 2);  // still there on the 1st
  EXPECT_EQ(codes(facts, policy_of()), "refund_before_leaving");
  facts.ended_on = Date::of(2025, 5, 1);
  EXPECT_EQ(codes(facts, policy_of()), "");
  policy::RefundPolicy closed = policy_of();
  closed.after_leaving.value = false;
  EXPECT_EQ(codes(facts, closed), "refund_not_open");
}

// Of the credit of 100 only 99.99 are left.
TEST(Refund, takes_the_credit_back_or_says_what_is_missing) {
  const Date day = Date::of(2025, 4, 30);
  const RefundFacts enough = employee(day, Money::yuan(100));
  EXPECT_EQ(weigh_refund(enough, policy_of()).payable(), Money::yuan(425));
  EXPECT_EQ(weigh_refund(enough, policy_of()).taken_back, Money::yuan(100));
  const RefundFacts spent = employee(day, Money::fen(9'999));
  EXPECT_EQ(codes(spent, policy_of()), "refund_spent");
  policy::RefundPolicy deducts = policy_of();
  deducts.spent_credit.value = policy::SpentCredit::deduct;
  EXPECT_EQ(codes(spent, deducts), "");
  EXPECT_EQ(weigh_refund(spent, deducts).payable(), Money::fen(42'499));
  EXPECT_EQ(weigh_refund(spent, deducts).taken_back, Money::fen(9'999));
  RefundFacts nothing = employee(day, Money());
  nothing.months[0].amount = Money::yuan(100);
  EXPECT_EQ(codes(nothing, deducts), "refund_nothing_left");
}

}  // namespace
}  // namespace yibao::refund
