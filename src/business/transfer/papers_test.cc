// Goal: what a paper says of money: the balance at the end of a day, and of which years it is
// (domain 1.1.1, 1.1.2).
#include "business/transfer/papers.h"

#include <gtest/gtest.h>

namespace yibao::transfer {
namespace {

constexpr RegionCode kDongguan{441900};

Date day(const char* text) {
  return *Date::parse(text);
}

storage::Row posting(const char* on, std::int64_t fen, RegionCode region = kDongguan) {
  return {1,
          region.value(),
          fen > 0 ? "credit" : "debit",
          101,
          std::int64_t{std::abs(fen)},
          day(on).days()};
}

storage::Rows ledger() {
  return {posting("2023-05-31", 100'00), posting("2024-05-31", 200'00),
          posting("2025-01-31", 120'00), posting("2025-02-10", -150'00),
          posting("2025-02-28", 120'00), posting("2025-02-28", 7'00, RegionCode(330100))};
}

TEST(Papers, balance_is_that_of_the_end_of_the_day) {
  EXPECT_EQ(balance_at_end_of(day("2023-05-30"), ledger(), kDongguan), Money());
  EXPECT_EQ(balance_at_end_of(day("2023-05-31"), ledger(), kDongguan), Money::yuan(100));
  EXPECT_EQ(balance_at_end_of(day("2025-02-27"), ledger(), kDongguan), Money::yuan(270));
  EXPECT_EQ(balance_at_end_of(day("2025-02-28"), ledger(), kDongguan), Money::yuan(390));
}

// 300.00 were carried into 2025; of the 150.00 spent 120.00 were this year's.
TEST(Papers, what_is_spent_is_taken_from_this_years_money_first) {
  const BalanceByYear years = split_by_year(Money::yuan(390), ledger(), kDongguan, 2025);
  EXPECT_EQ(years.this_year, Money::yuan(120));
  EXPECT_EQ(years.last_year, Money::yuan(170));
  EXPECT_EQ(years.earlier, Money::yuan(100));
}

TEST(Papers, the_parts_add_up_to_the_balance_also_with_interest_on_top) {
  const BalanceByYear years = split_by_year(Money::fen(390'27), ledger(), kDongguan, 2025);
  EXPECT_EQ(years.this_year + years.last_year + years.earlier, Money::fen(390'27));
  const BalanceByYear less = split_by_year(Money::yuan(50), ledger(), kDongguan, 2025);
  EXPECT_EQ(less.earlier, Money::yuan(50));
}

}  // namespace
}  // namespace yibao::transfer
