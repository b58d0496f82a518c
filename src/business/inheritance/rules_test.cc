// Goal: shares are exact, an estate is divided to the last fen, the same way every time.
#include "business/inheritance/rules.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <numeric>

#include "business/account/store.h"
#include "business/inheritance/store.h"
#include "policy/parameters.h"

namespace yibao::inheritance {
namespace {

std::vector<Share> shares_of(std::initializer_list<const char*> texts) {
  std::vector<Share> shares;
  for (const char* text : texts) shares.push_back(*parse_share(text));
  return shares;
}

std::vector<std::int64_t> divided(std::int64_t fen, std::initializer_list<const char*> texts) {
  std::vector<std::int64_t> amounts;
  for (const Money amount : divide(Money::fen(fen), shares_of(texts))) {
    amounts.push_back(amount.fen());
  }
  return amounts;
}

TEST(Inheritance, reads_fractions_and_basis_points) {
  EXPECT_EQ(parse_share("1/3"), (Share{1, 3}));
  EXPECT_EQ(parse_share("2/6"), (Share{1, 3}));
  EXPECT_EQ(parse_share("2500"), (Share{1, 4}));
  EXPECT_EQ(parse_share("10000"), (Share{1, 1}));
  EXPECT_EQ(parse_share("1/1"), (Share{1, 1}));
  for (const char* wrong : {"", "0", "0/3", "-1/3", "4/3", "1/0", "1/3/3", "1/10001", "10001",
                            "0.5", "三分之一", "1 /3", "1/"}) {
    EXPECT_FALSE(parse_share(wrong)) << wrong;
  }
}

// shares ≠ 100 % refused.
TEST(Inheritance, refuses_shares_that_are_not_the_whole) {
  EXPECT_TRUE(check_shares(shares_of({"1/3", "1/3", "1/3"})));
  EXPECT_TRUE(check_shares(shares_of({"1/1"})));
  EXPECT_TRUE(check_shares(shares_of({"3333", "3333", "3334"})));
  for (const auto& wrong : {shares_of({"3333", "3333", "3333"}), shares_of({"1/3", "1/3"}),
                            shares_of({"1/2", "1/2", "1/10000"}), std::vector<Share>{}}) {
    const Verdict verdict = check_shares(wrong);
    ASSERT_FALSE(verdict);
    EXPECT_EQ(verdict.refusal().code(), "shares_not_whole");
  }
  const Verdict fine = check_shares(shares_of({"1/9973", "1/9967", "1/9949"}));
  ASSERT_FALSE(fine);
  EXPECT_EQ(fine.refusal().code(), "shares_too_fine");
}

TEST(Inheritance, gives_what_is_left_over_to_the_largest_remainders) {
  EXPECT_EQ(divided(100, {"1/3", "1/3", "1/3"}), (std::vector<std::int64_t>{34, 33, 33}));
  EXPECT_EQ(divided(101, {"1/3", "1/3", "1/3"}), (std::vector<std::int64_t>{34, 34, 33}));
  EXPECT_EQ(divided(1, {"1/6", "1/3", "1/2"}), (std::vector<std::int64_t>{0, 0, 1}));
  EXPECT_EQ(divided(10, {"1/6", "1/3", "1/2"}), (std::vector<std::int64_t>{2, 3, 5}));
  EXPECT_EQ(divided(Money::kMaxFen, {"1/1"}), (std::vector<std::int64_t>{Money::kMaxFen}));
}

// Any whole number of parts dealt out over any estate: no fen is lost, none is off by one or more.
RC_GTEST_PROP(InheritanceProperty, divides_to_the_last_fen, ()) {
  const auto count = *rc::gen::inRange<std::size_t>(1, kHeirsMax + 1);
  const auto parts = *rc::gen::container<std::vector<int>>(count, rc::gen::inRange(1, 500));
  const std::int64_t whole = std::accumulate(parts.begin(), parts.end(), std::int64_t{0});
  const auto fen = *rc::gen::inRange<std::int64_t>(0, 1'000'000'000);
  std::vector<Share> shares;
  for (const int part : parts) shares.push_back({part, whole});
  const std::vector<Money> amounts = divide(Money::fen(fen), shares);
  RC_ASSERT(amounts == divide(Money::fen(fen), shares));
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < amounts.size(); ++i) {
    sum += amounts[i].fen();
    const std::int64_t floor = fen * parts[i] / whole;
    RC_ASSERT(amounts[i].fen() == floor || amounts[i].fen() == floor + 1);
  }
  RC_ASSERT(sum == fen);
}

// 效力矩阵 DEATH: the month of death is the person's, the next is not.
TEST(Inheritance, takes_back_the_credits_of_months_after_death) {
  const std::vector<MonthCredit> credits{{Month::of(2025, 1), Money::fen(100), PostingId(1)},
                                         {Month::of(2025, 2), Money::fen(100), PostingId(2)},
                                         {Month::of(2025, 3), Money::fen(100), PostingId(3)},
                                         {Month::of(2025, 4), Money(), PostingId()}};
  const auto first = credits_after(*Date::parse("2025-02-01"), credits);
  const auto last = credits_after(*Date::parse("2025-02-28"), credits);
  const auto next = credits_after(*Date::parse("2025-03-01"), credits);
  ASSERT_EQ(first.size(), 1U);
  EXPECT_EQ(first.front().month, Month::of(2025, 3));
  EXPECT_EQ(last.size(), 1U);
  EXPECT_TRUE(next.empty());
}

// R-057, N-06: a credit of a month after death earns nothing for the heirs, from its first day on.
TEST(Inheritance, money_that_was_never_the_persons_earns_nothing) {
  const Date day = Date::of(2025, 3, 20);
  const auto posting = [&](const char* direction, std::int64_t fen) {
    return storage::Row{7, 441900, direction, 101, fen, day.days()};
  };
  const storage::Rows all{posting("credit", 20'000'00), posting("credit", 10'000'00)};
  const auto of_month = [&](Month month, std::int64_t fen) {
    return storage::Row{7, 1, 441900, "credit", fen, month.index(), day.days()};
  };
  const storage::Rows months{of_month(Month::of(2025, 2), 20'000'00),
                             of_month(Month::of(2025, 3), 10'000'00)};
  policy::AccountPolicy policy;
  policy.interest_mode.value = policy::InterestMode::demand;
  policy.interest_rate.value = Rate::basis_points(35);
  policy.interest_year_days.value = 360;
  policy.interest_month.value = 12;
  policy.interest_day.value = 31;
  const auto earned = [&](Date died_on) {
    return account::earned_until(day + 35, postings_of_own_money(all, months, died_on),
                                 RegionCode(441900), policy);
  };
  EXPECT_EQ(earned(Date::of(2025, 2, 10)), Money::fen(700));   // 20 000 for 36 days
  EXPECT_EQ(earned(Date::of(2025, 3, 1)), Money::fen(1'050));  // March was still the person's
}

}  // namespace
}  // namespace yibao::inheritance
