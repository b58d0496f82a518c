// Goal: the money on an account earns what the formulas of domain 1.5 say, to the fen (N-06).
#include "business/account/interest.h"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

#include <vector>

namespace yibao::account {
namespace {

using Changes = std::vector<BalanceChange>;

policy::AccountPolicy demand_at(int basis_points) {
  policy::AccountPolicy policy;
  policy.interest_mode.value = policy::InterestMode::demand;
  policy.interest_rate.value = Rate::basis_points(basis_points);
  policy.interest_term_rate.value = Rate::basis_points(110);
  policy.interest_year_days.value = 360;
  policy.interest_month.value = 12;
  policy.interest_day.value = 31;
  return policy;
}

policy::AccountPolicy tiered_at(int basis_points, int term) {
  policy::AccountPolicy policy = demand_at(basis_points);
  policy.interest_mode.value = policy::InterestMode::tiered;
  policy.interest_term_rate.value = Rate::basis_points(term);
  return policy;
}

const InterestPeriod kYear{Date::of(2025, 1, 1), Date::of(2025, 12, 31)};

TEST(Interest, is_balance_times_days_at_the_demand_rate) {
  // 10 000.00 for 365 days at 0.35 %: 1 000 000 × 365 × 35 / 3 600 000 = 3548.6 fen
  const Changes changes{{Date::of(2024, 6, 1), 1'000'000}};
  EXPECT_EQ(interest_for(kYear, changes, demand_at(35)), Money::fen(3549));
}

TEST(Interest, counts_the_day_money_came_and_not_the_day_it_left) {
  const auto policy = demand_at(36);  // 0.36 %: a fen per 1 000.00 and day
  const auto days = [&](Date came, Date left) {
    return interest_for(kYear, Changes{{came, 100'000}, {left, -100'000}}, policy).fen();
  };
  EXPECT_EQ(days(Date::of(2025, 3, 1), Date::of(2025, 3, 1)), 0);
  EXPECT_EQ(days(Date::of(2025, 3, 1), Date::of(2025, 3, 2)), 1);
  EXPECT_EQ(days(Date::of(2024, 12, 30), Date::of(2025, 1, 2)), 1) << "only days of the period";
  EXPECT_EQ(days(Date::of(2025, 12, 31), Date::of(2026, 1, 5)), 1) << "the last day counts";
}

TEST(Interest, takes_what_is_spent_from_this_years_money_first) {
  // Carried over 1 000.00 at 3.60 % (10 fen a day), this year 500.00 at 0.36 % (half a fen a day).
  const auto policy = tiered_at(36, 360);
  Changes changes{{Date::of(2024, 6, 1), 100'000}, {Date::of(2025, 1, 1), 50'000}};
  EXPECT_EQ(interest_for({kYear.first, Date::of(2025, 1, 10)}, changes, policy), Money::fen(105));
  changes.push_back({Date::of(2025, 1, 6), -50'000});
  EXPECT_EQ(interest_for({kYear.first, Date::of(2025, 1, 10)}, changes, policy), Money::fen(103))
      << "100 and 2.5, half up";
  changes.push_back({Date::of(2025, 1, 6), -50'000});
  EXPECT_EQ(interest_for({kYear.first, Date::of(2025, 1, 10)}, changes, policy), Money::fen(78))
      << "the rest out of what was carried over: 50 + 2.5 + 25";
}

TEST(Interest, money_that_comes_later_is_not_carried_over_though_something_was_spent_before) {
  const auto policy = tiered_at(36, 360);
  const Changes changes{{Date::of(2024, 6, 1), 100'000},
                        {Date::of(2025, 1, 2), -100'000},
                        {Date::of(2025, 1, 3), 100'000}};
  // One day at 10, one at nothing, eight at 1.
  EXPECT_EQ(interest_for({kYear.first, Date::of(2025, 1, 10)}, changes, policy), Money::fen(18));
}

TEST(Interest, is_nothing_where_the_region_pays_none_or_no_day_is_left) {
  const Changes changes{{Date::of(2024, 6, 1), 1'000'000}};
  auto policy = demand_at(35);
  EXPECT_EQ(interest_for({kYear.last + 1, kYear.last}, changes, policy), Money());
  policy.interest_mode.value = policy::InterestMode::none;
  EXPECT_EQ(interest_for(kYear, changes, policy), Money());
}

TEST(Interest, goes_on_behind_the_last_interest_and_never_over_the_interest_day) {
  const auto policy = demand_at(35);
  const auto from = [&](Date last, std::optional<Date> credited) {
    return period_up_to(last, credited, policy).first;
  };
  EXPECT_EQ(from(Date::of(2025, 12, 31), {}), Date::of(2025, 1, 1));
  EXPECT_EQ(from(Date::of(2025, 12, 30), {}), Date::of(2025, 1, 1));
  EXPECT_EQ(from(Date::of(2026, 1, 1), {}), Date::of(2026, 1, 1));
  EXPECT_EQ(from(Date::of(2025, 12, 31), Date::of(2025, 6, 30)), Date::of(2025, 7, 1));
  EXPECT_EQ(from(Date::of(2025, 12, 31), Date::of(2025, 12, 31)), Date::of(2026, 1, 1))
      << "an empty period: it was credited already";
  EXPECT_EQ(from(Date::of(2025, 12, 31), Date::of(2023, 12, 31)), Date::of(2025, 1, 1));
}

// 10 000 yuan since 6 January 2025, given up in January 2026: the yearly interest of 2025 goes
// along as long as it was not credited, on its own day, and once (R-057, N-06, N-12).
TEST(Interest, of_an_account_that_is_given_up_reaches_back_to_the_last_interest) {
  const auto policy = demand_at(35);
  const auto earned = [&](Date last, std::optional<Date> credited) {
    Earnings earnings;
    earnings.changes = {{Date::of(2025, 1, 6), 10'000'00}};
    earnings.interest_until = credited;
    return earned_to_the_end(last, earnings,
                             [&](Date) -> const policy::AccountPolicy& { return policy; });
  };
  const auto fen = [&](Date last, std::optional<Date> credited) {
    return total_of(earned(last, credited)).fen();
  };
  EXPECT_EQ(fen(Date::of(2025, 12, 30), {}), 34'90) << "359 days";
  EXPECT_EQ(fen(Date::of(2025, 12, 31), {}), 35'00);
  EXPECT_EQ(fen(Date::of(2026, 1, 1), {}), 35'00 + 10);
  EXPECT_EQ(fen(Date::of(2026, 1, 2), {}), 35'00 + 20);
  EXPECT_EQ(fen(Date::of(2026, 1, 2), Date::of(2025, 12, 31)), 19) << "the run was before";
  EXPECT_EQ(fen(Date::of(2026, 1, 2), Date::of(2026, 1, 2)), 0);
  EXPECT_EQ(fen(Date::of(2025, 1, 5), {}), 0) << "before the money came";

  const std::vector<Earned> parts = earned(Date::of(2026, 1, 2), {});
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_TRUE(parts[0].whole_year);
  EXPECT_EQ(parts[0].until, Date::of(2025, 12, 31));
  EXPECT_FALSE(parts[1].whole_year);
  // What the yearly run of 2025 finds then: interest up to its day, and nothing more to credit.
  const InterestPeriod left = period_up_to(Date::of(2025, 12, 31), parts[0].until, policy);
  EXPECT_GT(left.first, left.last);
}

Changes some_changes() {
  Changes changes{{Date::of(2024, 6, 1), *rc::gen::inRange<std::int64_t>(0, 10'000'000)}};
  std::int64_t balance = changes[0].fen;
  Date day = Date::of(2025, 1, 1);
  for (int i = *rc::gen::inRange(0, 12); i > 0; --i) {
    day = day + *rc::gen::inRange(0, 40);
    const std::int64_t change = *rc::gen::inRange<std::int64_t>(-balance, 1'000'000);
    balance += change;
    changes.push_back({day, change});
  }
  return changes;
}

// The formula as a clerk would reckon it: day by day, in fractions of a fen.
RC_GTEST_PROP(Interest, is_the_sum_of_all_days_rounded_once, ()) {
  const Changes changes = some_changes();
  const bool tiered = *rc::gen::arbitrary<bool>();
  const auto policy = tiered ? tiered_at(35, 110) : demand_at(35);
  const InterestPeriod period{Date::of(2025, 1, 1),
                              Date::of(2025, 1, 1) + *rc::gen::inRange(0, 500)};
  long double parts = 0;
  std::int64_t carried = changes[0].fen;
  for (Date day = period.first; day <= period.last; day = day + 1) {
    std::int64_t balance = 0;
    for (const BalanceChange& change : changes) {
      if (change.on <= day) balance += change.fen;
    }
    carried = std::min(carried, balance);
    parts += static_cast<long double>(balance - carried) * 35;
    parts += static_cast<long double>(carried) * (tiered ? 110 : 35);
  }
  const auto twice = static_cast<std::int64_t>(parts) * 2 + 3'600'000;
  RC_ASSERT(interest_for(period, changes, policy).fen() == twice / 7'200'000);
}

RC_GTEST_PROP(Interest, of_two_periods_differs_from_that_of_both_by_no_more_than_their_rounding,
              ()) {
  const Changes changes = some_changes();
  const auto policy = demand_at(35);
  const Date cut = kYear.first + *rc::gen::inRange(0, 364);
  const std::int64_t apart = interest_for({kYear.first, cut}, changes, policy).fen() +
                             interest_for({cut + 1, kYear.last}, changes, policy).fen();
  const std::int64_t whole = interest_for(kYear, changes, policy).fen();
  RC_ASSERT(apart - whole <= 1 && whole - apart <= 1);
}

}  // namespace
}  // namespace yibao::account
