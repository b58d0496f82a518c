// Goal: when benefits come back after an employer's debt or a gap was paid up, by every variant of
// domain 1.8: the day before, the day of, the day after; three unpaid
// months and four.
#include <gtest/gtest.h>

#include "business/entitlement/rules.h"
#include "business/test_policy.h"

namespace yibao::entitlement {
namespace {

using policy::BeyondGrace;
using policy::Restore;

constexpr Month kLastPaid = Month::from_index((2025 - 1970) * 12 + 1);  // 2025-02

MonthSet months(Month first, Month last) {
  MonthSet set;
  set.insert(first, last);
  return set;
}

// Paid to 2025-02; so many months missing, received on the 20th of the month after them; paid on.
EntitlementFacts paid_up(int missing, bool by_employer) {
  EntitlementFacts facts;
  const Month resumed = kLastPaid + (missing + 1);
  facts.paid = months(Month::of(2020, 1), resumed + 12);
  facts.supplementary = {{months(kLastPaid + 1, resumed - 1), resumed.first_day() + 19}};
  if (by_employer) facts.employer_months = months(Month::of(2020, 1), resumed);
  return facts;
}

policy::RegionPolicy with(Restore restore) {
  policy::RegionPolicy policy = test::national_policy();
  policy.arrears.restore.value = restore;
  return policy;
}

struct Row {
  const char* variant;
  policy::RegionPolicy policy;
  int missing;
  bool by_employer;
  const char* covered_from;  // after the stop
  Ground before;             // on the day before it
};

void expect_restored(const Row& row) {
  SCOPED_TRACE(std::string(row.variant) + ", " + std::to_string(row.missing) + " months");
  const EntitlementFacts facts = paid_up(row.missing, row.by_employer);
  const Date from = *Date::parse(row.covered_from);
  const Standing before = standing_on(from - 1, facts, row.policy);
  EXPECT_EQ(before.cover, Cover::no);
  EXPECT_EQ(to_text(before.ground), to_text(row.before));
  EXPECT_EQ(before.until, from);
  for (const Date day : {from, from + 1}) {
    EXPECT_EQ(standing_on(day, facts, row.policy).cover, Cover::yes) << day.to_string();
    EXPECT_EQ(standing_on(day, facts, row.policy).since, from);
  }
}

// one to three months, received in M: by arrears.restore, no waiting.
TEST(Restoration, within_three_months_follows_the_restore_parameter) {
  const Row rows[] = {
      {"same day", with(Restore::same_day), 3, true, "2025-06-20", Ground::arrears},
      {"next day", with(Restore::next_day), 3, true, "2025-06-21", Ground::restoring},
      {"next month", with(Restore::next_month), 1, true, "2025-05-01", Ground::restoring},
      {"next month", with(Restore::next_month), 2, true, "2025-06-01", Ground::restoring},
      {"next month", with(Restore::next_month), 3, true, "2025-07-01", Ground::restoring},
      {"30 days", with(Restore::plus_30_days), 3, true, "2025-07-20", Ground::restoring},
      {"30 days", with(Restore::plus_30_days), 2, true, "2025-06-19", Ground::restoring},
  };
  for (const Row& row : rows) expect_restored(row);
}

// the fourth month waits, half a year by default, whatever restore says.
TEST(Restoration, the_fourth_month_waits) {
  const Row rows[] = {
      {"朔州", test::shuozhou(), 4, true, "2026-01-01", Ground::waiting},
      {"same day", with(Restore::same_day), 4, true, "2026-01-01", Ground::waiting},
  };
  for (const Row& row : rows) expect_restored(row);
}

// 1.8 (b): paid up, restored the next day whatever the length; the gap itself is never covered.
TEST(Restoration, a_region_may_restore_a_longer_debt_all_the_same) {
  policy::RegionPolicy policy = with(Restore::next_day);
  policy.arrears.beyond_grace.value = BeyondGrace::restore;
  for (const int missing : {4, 5, 9}) {
    const Date received = (kLastPaid + (missing + 1)).first_day() + 19;
    expect_restored(
        {"(b)", policy, missing, true, (received + 1).to_string().c_str(), Ground::restoring});
  }
  // A flexible worker of the same place pays three months in the ordinary way first.
  policy.gap.wait_months_with_backpay.value = 3;
  policy.gap.wait_kind.value = policy::WaitKind::paid_months;
  expect_restored({"(b) flexible", policy, 4, false, "2025-10-01", Ground::waiting});
}

// 1.8 (a), 岳阳: three months are covered from their first day, four never; employers' debts and
// flexible workers alike.
TEST(Restoration, yueyang_is_retroactive_within_three_months) {
  for (const bool by_employer : {true, false}) {
    for (const int missing : {1, 2, 3}) {
      const EntitlementFacts facts = paid_up(missing, by_employer);
      for (Date day = Date::of(2025, 3, 1); day < Date::of(2025, 9, 1); day = day + 1) {
        ASSERT_EQ(standing_on(day, facts, test::yueyang()).cover, Cover::yes)
            << day.to_string() << " " << missing;
      }
    }
  }
  EXPECT_EQ(
      entitlement_on(Date::of(2025, 7, 1), paid_up(3, true), test::yueyang()).reasons.back().code,
      "arrears_restored_retroactive");
  EXPECT_EQ(
      entitlement_on(Date::of(2025, 7, 1), paid_up(3, false), test::yueyang()).reasons.back().code,
      "gap_paid_up_retroactive");
}

TEST(Restoration, yueyang_takes_four_months_for_a_suspension_of_thirty_days) {
  for (const bool by_employer : {true, false}) {
    // Received on 2025-07-20: 30 days later is 08-19.
    expect_restored({"岳阳", test::yueyang(), 4, by_employer, "2025-08-19", Ground::restoring});
    const EntitlementFacts facts = paid_up(4, by_employer);
    EXPECT_EQ(standing_on(Date::of(2025, 3, 31), facts, test::yueyang()).cover, Cover::yes);
    for (Date day = Date::of(2025, 4, 1); day < Date::of(2025, 8, 19); day = day + 1) {
      ASSERT_EQ(standing_on(day, facts, test::yueyang()).cover, Cover::no) << day.to_string();
    }
    EXPECT_EQ(entitlement_on(Date::of(2025, 8, 19), facts, test::yueyang()).reasons.back().code,
              "suspension_restored");
  }
}

// 1.8 (c): a debt older than N months is not taken in; the months stay unpaid, and the new start
// waits. Exactly N is accepted.
TEST(Restoration, an_old_debt_may_not_be_accepted) {
  policy::RegionPolicy policy = with(Restore::same_day);
  policy.arrears.beyond_grace.value = BeyondGrace::restore;
  policy.arrears.backpay_accepted_months.value = 4;
  const EntitlementFacts four = paid_up(4, true);  // the oldest, March, received in July
  EXPECT_EQ(standing_on(Date::of(2025, 7, 20), four, policy).cover, Cover::yes);
  const EntitlementFacts five = paid_up(5, true);  // March received in August
  EXPECT_EQ(standing_on(Date::of(2025, 8, 20), five, policy).ground, Ground::waiting);
  const Entitlement answer = entitlement_on(Date::of(2025, 8, 20), five, policy);
  EXPECT_EQ(answer.reasons.back().code, "back_payment_too_old");
  EXPECT_EQ(answer.reasons.back().citations.front().parameter, "arrears.backpay_accepted_months");
  policy.arrears.backpay_accepted_months.value = 0;  // no limit
  EXPECT_EQ(standing_on(Date::of(2025, 8, 20), five, policy).cover, Cover::yes);
}

// Half of a debt paid up cures nothing: a month still owed keeps the benefits stopped (N-18).
TEST(Restoration, partial_payment_restores_nothing) {
  EntitlementFacts facts = paid_up(3, true);
  facts.paid = facts.paid.without(months(kLastPaid + 3, kLastPaid + 3));
  facts.supplementary = {{months(kLastPaid + 1, kLastPaid + 2), Date::of(2025, 6, 20)}};
  const Standing standing = standing_on(Date::of(2025, 7, 1), facts, test::shuozhou());
  EXPECT_EQ(to_text(standing.ground), "arrears");
  EXPECT_FALSE(standing.until);
}

// the longer the debt, the later the day, in every place.
TEST(Restoration, a_longer_debt_never_waits_less) {
  for (const auto& policy :
       {test::shuozhou(), test::dongguan(), test::quanzhou(), test::hangzhou(), test::yueyang()}) {
    int before = 0;
    for (const int missing : {1, 2, 3, 4, 5, 8, 12, 24}) {
      const EntitlementFacts facts = paid_up(missing, true);
      const Date received = (kLastPaid + (missing + 1)).first_day() + 19;
      Date day = received;
      while (standing_on(day, facts, policy).cover != Cover::yes) day = day + 1;
      EXPECT_GE(day - received + 20, before) << policy.region.to_string() << " " << missing;
      before = day - received;
    }
  }
}

// 泉州: half of the benefit while waiting, all of it after (福建); the first day of waiting is the
// first day of the month paid again.
TEST(Restoration, quanzhou_pays_half_while_waiting) {
  const EntitlementFacts facts = paid_up(4, false);
  const policy::RegionPolicy policy = test::quanzhou();
  EXPECT_EQ(standing_on(Date::of(2025, 6, 30), facts, policy).percent, 0);
  for (const char* day : {"2025-07-01", "2025-07-19", "2025-09-30"}) {
    const Standing standing = standing_on(*Date::parse(day), facts, policy);
    EXPECT_EQ(standing.cover, Cover::partly) << day;
    EXPECT_EQ(standing.percent, 50) << day;
    EXPECT_EQ(standing.until, Date::of(2025, 10, 1)) << day;
  }
  EXPECT_EQ(standing_on(Date::of(2025, 10, 1), facts, policy).percent, 100);
}

// A month of that wait that is not paid is stopped like any other, though the wait runs on behind
// it: what gives less decides, and no later payment pays for the days that were refused.
TEST(Restoration, a_month_missed_while_waiting_is_not_paid_in_part) {
  EntitlementFacts facts;
  facts.paid = months(Month::of(2024, 1), Month::of(2024, 11)) |
               months(Month::of(2025, 7), Month::of(2025, 7)) |
               months(Month::of(2025, 10), Month::of(2025, 12));  // August and September missed
  const policy::RegionPolicy policy = test::quanzhou();
  EXPECT_EQ(standing_on(Date::of(2025, 8, 31), facts, policy).percent, 50);
  const Standing missed = standing_on(Date::of(2025, 9, 20), facts, policy);
  EXPECT_EQ(missed.cover, Cover::no);
  EXPECT_EQ(missed.ground, Ground::gap);
  EXPECT_EQ(missed.until, Date::of(2025, 10, 1));
  EXPECT_EQ(standing_on(Date::of(2025, 10, 2), facts, policy).percent, 50);
}

// PAID_MONTHS: a missed month restarts the count; WAIT runs on regardless (ruling 2).
TEST(Restoration, a_missed_month_restarts_the_count_of_paid_months_only) {
  EntitlementFacts facts;
  facts.paid = months(Month::of(2020, 1), Month::of(2025, 1)) |
               months(Month::of(2025, 6), Month::of(2025, 8)) |
               months(Month::of(2025, 10), Month::of(2026, 12));  // September missed
  const Date six_after_june = Date::of(2025, 12, 1);
  const Date six_after_october = Date::of(2026, 4, 1);
  EXPECT_EQ(standing_on(six_after_june, facts, test::dongguan()).cover, Cover::yes);
  EXPECT_EQ(standing_on(six_after_june, facts, test::hangzhou()).cover, Cover::no);
  EXPECT_EQ(standing_on(six_after_october - 1, facts, test::hangzhou()).cover, Cover::no);
  EXPECT_EQ(standing_on(six_after_october, facts, test::hangzhou()).cover, Cover::yes);
}

}  // namespace
}  // namespace yibao::entitlement
