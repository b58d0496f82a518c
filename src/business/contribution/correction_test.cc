// Goal: a wrong month is taken back by a row and stands right in another; the account's difference
// is exact, and what was spent cannot be clawed back.
#include "business/contribution/correction.h"

#include <gtest/gtest.h>

#include "business/test_world.h"

namespace yibao::contribution {
namespace {

class CorrectionOf : public testing::Test {
 protected:
  CorrectionOf() {
    enrolment_.person = PersonId(1);
    enrolment_.ordinal = 1;
    enrolment_.region = RegionCode(441900);
    enrolment_.base = Money::yuan(5'000);
    enrolment_.started_on = *Date::parse("2024-12-01");
    Contribution paid;
    paid.person = PersonId(1);
    paid.month = Month::of(2025, 1);
    paid.enrolment = 1;
    paid.base = Money::yuan(5'000);
    paid.personal = Money::yuan(100);
    paid.employer = Money::yuan(300);
    paid.received_on = *Date::parse("2025-01-20");
    paid_ = {paid};
  }

  Decision<Corrected> correct(std::optional<ReceiptKind> kind, std::optional<Money> base,
                              Money available = Money::yuan(1'000)) {
    const business::Actor officer = test::officer_of(RegionCode(441900));
    const business::Context context = world_.context(officer);
    const enrolment::Enrolment enrolments[] = {enrolment_};
    return correct_month({Month::of(2025, 1), 1, kind, base},
                         {enrolments, paid_, available, world_.today()}, *context.policies);
  }

  test::World world_{*Date::parse("2025-03-20")};
  enrolment::Enrolment enrolment_;
  std::vector<Contribution> paid_;
};

TEST_F(CorrectionOf, a_base_gives_the_difference_of_the_credits) {
  const auto corrected = correct(ReceiptKind::normal, Money::yuan(6'000));
  ASSERT_TRUE(corrected);
  EXPECT_EQ(corrected->credit_before, Money::yuan(100));
  EXPECT_EQ(corrected->credit_after, Money::yuan(120));
  EXPECT_EQ(corrected->taken_back.kind, ReceiptKind::refund);
  EXPECT_EQ(corrected->taken_back.base, Money::yuan(5'000));
  EXPECT_EQ(corrected->taken_back.serial, 1);
  EXPECT_EQ(corrected->taken_back.received_on, world_.today());
  ASSERT_TRUE(corrected->right);
  EXPECT_EQ(corrected->right->serial, 2);
  EXPECT_EQ(corrected->right->personal, Money::yuan(120));
  EXPECT_EQ(corrected->right->employer, Money::yuan(360));
  EXPECT_EQ(corrected->right->received_on, paid_.front().received_on) << "the money came that day";
}

TEST_F(CorrectionOf, a_month_never_paid_leaves_nothing_in_its_place) {
  const auto corrected = correct(std::nullopt, std::nullopt);
  ASSERT_TRUE(corrected);
  EXPECT_FALSE(corrected->right);
  EXPECT_EQ(corrected->credit_after, Money());
}

TEST_F(CorrectionOf, deemed_months_have_no_money) {
  const auto corrected = correct(ReceiptKind::deemed, std::nullopt);
  ASSERT_TRUE(corrected && corrected->right);
  EXPECT_EQ(corrected->right->base, Money());
  EXPECT_EQ(corrected->credit_after, Money());
}

TEST_F(CorrectionOf, the_kind_alone_moves_no_money) {
  const auto corrected = correct(ReceiptKind::supplementary, std::nullopt);
  ASSERT_TRUE(corrected);
  EXPECT_EQ(corrected->credit_before, corrected->credit_after);
}

TEST_F(CorrectionOf, what_was_spent_is_refused_to_the_fen) {
  EXPECT_TRUE(correct(std::nullopt, std::nullopt, Money::yuan(100)));
  const auto spent = correct(std::nullopt, std::nullopt, Money::fen(9'999));
  ASSERT_FALSE(spent);
  EXPECT_EQ(spent.refusal().code(), "correction_credit_spent");
}

TEST_F(CorrectionOf, nothing_is_refused) {
  EXPECT_EQ(correct(ReceiptKind::normal, std::nullopt).refusal().code(), "nothing_to_correct");
  EXPECT_EQ(correct(ReceiptKind::normal, Money::yuan(5'000)).refusal().code(),
            "nothing_to_correct");
  paid_.clear();
  EXPECT_EQ(correct(std::nullopt, std::nullopt).refusal().code(), "month_not_paid");
  enrolment_.scheme = Scheme::resident;
  EXPECT_EQ(correct(std::nullopt, std::nullopt).refusal().code(), "resident_pays_by_year");
}

// N-09: what the place of payment takes back counts nowhere else either, with or without a break.
TEST_F(CorrectionOf, a_month_taken_back_is_no_longer_recognised_elsewhere) {
  const enrolment::Enrolment enrolments[] = {enrolment_};
  const RegionCode target(420100);
  const RecognisedMonths line{target, RegionCode(441900), Month::of(2025, 1), Month::of(2025, 3),
                              true,   Scheme::employee};
  const auto months = [&](RecognisedMonths recognised) {
    const auto still = still_recognised({recognised}, paid_, enrolments);
    const ContributionRecord record = recognised_at(still, target);
    return (record.actual | record.deemed).to_string();
  };
  for (int month = 2; month <= 3; ++month) {
    Contribution next = paid_.front();
    next.month = Month::of(2025, month);
    paid_.push_back(next);
  }
  EXPECT_EQ(months(line), "2025-01..2025-03");
  Contribution taken_back = paid_[1];
  taken_back.serial = 1;
  taken_back.kind = ReceiptKind::refund;
  paid_.insert(paid_.begin() + 2, taken_back);
  EXPECT_EQ(months(line), "2025-01, 2025-03");
  RecognisedMonths other = line;
  other.paid_at = RegionCode(330100);
  EXPECT_EQ(months(other), "2025-01..2025-03") << "paid at another place";
  other = line;
  other.scheme = Scheme::resident;
  EXPECT_EQ(months(other), "2025-01..2025-03") << "in another scheme";
  Contribution again = paid_[1];
  again.serial = 2;
  paid_.insert(paid_.begin() + 3, again);
  EXPECT_EQ(months(line), "2025-01..2025-03") << "corrected, and paid";
}

}  // namespace
}  // namespace yibao::contribution
