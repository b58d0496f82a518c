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

Traced posted(std::int64_t id, account::PostingCode code, std::int64_t fen,
              std::optional<Month> month, const std::string& other, Date on, int region = 441900,
              std::int64_t number = 7) {
  return {
      PostingId(id), PersonId(number), RegionCode(region), code, Money::fen(fen), month, other, on};
}

// 效力矩阵 DEATH: wherever the money has gone since, with a transfer or a merge, the credit goes
// back from there, to the fund that paid it.
TEST(Inheritance, finds_the_credits_of_a_month_where_they_are_now) {
  using account::PostingCode;
  const Date day = Date::of(2025, 3, 20);
  const std::string fund = "contribution:441900";
  std::vector<Traced> all{
      posted(1, PostingCode::monthly_credit, 120'00, Month::of(2025, 2), fund, day),
      posted(2, PostingCode::transferred_out, 240'00, {}, "case:9", day + 10),
      posted(3, PostingCode::monthly_credit, 120'00, Month::of(2025, 3), fund, day + 11)};
  const auto at = [&](std::size_t index) { return month_credits(all)[index]; };
  EXPECT_TRUE(at(0).number.is_none()) << "on the road, or paid out: on no account";
  EXPECT_EQ(at(1).region, RegionCode(441900)) << "it came after the money had left";
  EXPECT_EQ(at(1).posting, PostingId(3));
  all.push_back(posted(4, PostingCode::transferred_in, 240'00, {}, "case:8", day + 12, 420100));
  EXPECT_TRUE(at(0).number.is_none()) << "of another case";
  all.push_back(posted(5, PostingCode::transferred_in, 240'00, {}, "case:9", day + 12, 330100));
  EXPECT_EQ(at(0).region, RegionCode(330100));
  EXPECT_TRUE(at(0).posting.is_none()) << "of another account: it cannot be named";
  EXPECT_EQ(at(0).fund, fund);
  all.push_back(posted(6, PostingCode::transferred_out, 300'00, {}, "merge:4", day + 13, 330100));
  all.push_back(posted(7, PostingCode::transferred_in, 300'00, {}, "merge:4", day + 13, 330100, 8));
  EXPECT_EQ(at(0).number, PersonId(8));
  all.push_back(
      posted(8, PostingCode::closed_out, 120'00, Month::of(2025, 2), fund, day + 14, 330100, 8));
  EXPECT_TRUE(at(0).amount.is_zero()) << "taken back where it was";
}

// R-057, N-06: a credit of a month after death earns nothing for the heirs, from its first day on.
TEST(Inheritance, money_that_was_never_the_persons_earns_nothing) {
  using account::PostingCode;
  const Date day = Date::of(2025, 3, 20);
  const auto posting = [&](const char* direction, std::int64_t fen, int region = 441900) {
    return storage::Row{7, region, direction, 101, fen, day.days()};
  };
  storage::Rows all{posting("credit", 20'000'00), posting("credit", 10'000'00)};
  const std::string fund = "contribution:441900";
  std::vector<Traced> traced{
      posted(1, PostingCode::monthly_credit, 20'000'00, Month::of(2025, 2), fund, day),
      posted(2, PostingCode::monthly_credit, 10'000'00, Month::of(2025, 3), fund, day)};
  policy::AccountPolicy policy;
  policy.interest_mode.value = policy::InterestMode::demand;
  policy.interest_rate.value = Rate::basis_points(35);
  policy.interest_year_days.value = 360;
  policy.interest_month.value = 12;
  policy.interest_day.value = 31;
  const auto earned = [&](Date died_on, int region = 441900) {
    account::Earnings earnings;
    for (const storage::Row& row : postings_of_own_money(all, traced, PersonId(7), died_on)) {
      if (row[1].integer() != region) continue;
      const std::int64_t fen = row[4].integer();
      account::add_posting(earnings, PostingCode::monthly_credit,
                           {Date::from_days(static_cast<std::int32_t>(row[5].integer())),
                            row[2].text() == "credit" ? fen : -fen});
    }
    return account::total_of(account::earned_to_the_end(
        day + 35, earnings, [&](Date) -> const policy::AccountPolicy& { return policy; }));
  };
  EXPECT_EQ(earned(Date::of(2025, 2, 10)), Money::fen(700));   // 20 000 for 36 days
  EXPECT_EQ(earned(Date::of(2025, 3, 1)), Money::fen(1'050));  // March was still the person's
  // Moved at once: it is at the other place that it earns nothing.
  all.push_back(posting("debit", 30'000'00));
  all.push_back(posting("credit", 30'000'00, 330100));
  traced.push_back(posted(3, PostingCode::transferred_out, 30'000'00, {}, "case:9", day));
  traced.push_back(posted(4, PostingCode::transferred_in, 30'000'00, {}, "case:9", day, 330100));
  EXPECT_EQ(earned(Date::of(2025, 2, 10)), Money());
  EXPECT_EQ(earned(Date::of(2025, 2, 10), 330100), Money::fen(700));
}

}  // namespace
}  // namespace yibao::inheritance
