// Goal: which monthly credits still stand (R-042): what was taken back comes off the latest credit
// of its month, of the same place first.
#include "business/enquiry/credits.h"

#include <gtest/gtest.h>

namespace yibao::enquiry {
namespace {

constexpr RegionCode kDongguan(441900);
constexpr RegionCode kShantou(440500);

Credit credit(int month, RegionCode place, std::int64_t fen) {
  Credit one;
  one.month = Month::of(2025, month);
  one.region = place;
  one.amount = fen < 0 ? Money() - Money::fen(-fen) : Money::fen(fen);
  return one;
}

std::string standing(std::vector<Credit> credits) {
  std::string text;
  for (const Credit& each : standing_of(std::move(credits))) {
    text += (text.empty() ? "" : " ") + each.month.to_string() + "@" + each.region.to_string() +
            ":" + std::to_string(each.amount.fen());
  }
  return text;
}

TEST(Credits, stand_until_they_are_taken_back) {
  EXPECT_EQ(standing({credit(1, kDongguan, 120), credit(2, kDongguan, 120)}),
            "2025-01@441900:120 2025-02@441900:120");
  EXPECT_EQ(
      standing({credit(1, kDongguan, 120), credit(1, kDongguan, -120), credit(2, kDongguan, 120)}),
      "2025-02@441900:120");
  // Corrected to a lower base, and corrected again.
  EXPECT_EQ(standing({credit(1, kDongguan, 120), credit(1, kDongguan, -20)}), "2025-01@441900:100");
  EXPECT_EQ(
      standing({credit(1, kDongguan, 120), credit(1, kDongguan, -120), credit(1, kDongguan, 100)}),
      "2025-01@441900:100");
  EXPECT_EQ(standing({}), "");
}

TEST(Credits, are_taken_back_at_their_own_place_first_and_wherever_the_money_went) {
  EXPECT_EQ(
      standing({credit(1, kDongguan, 120), credit(1, kShantou, 80), credit(1, kDongguan, -120)}),
      "2025-01@440500:80");
  EXPECT_EQ(standing({credit(1, kDongguan, 120), credit(1, kShantou, -120)}), "");
  // What was taken from a balance that knew another month stands against its own month only.
  EXPECT_EQ(standing({credit(1, kDongguan, 120), credit(2, kDongguan, -120)}),
            "2025-01@441900:120");
}

}  // namespace
}  // namespace yibao::enquiry
