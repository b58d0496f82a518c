// Goal: each obstacle of filing a transfer, with one fact changed per row.
#include "business/transfer/precheck.h"

#include <gtest/gtest.h>

#include "business/transfer/test_transfer_policy.h"

namespace yibao::transfer {
namespace {

constexpr Date kToday = Date::from_days(20203);  // 2025-04-25

// Stopped at 东莞, active in 杭州: nothing in the way.
PrecheckFacts sound_facts() {
  PrecheckFacts facts;
  facts.today = kToday;
  facts.origin = test::kDongguan;
  facts.target = test::kHangzhou;
  enrolment::Enrolment origin;
  origin.ordinal = 1;
  origin.region = test::kDongguan;
  origin.started_on = Date::of(2020, 1, 1);
  origin.suspended_on = Date::of(2025, 4, 1);
  origin.state = enrolment::EnrolmentState::suspended;
  facts.at_origin = origin;
  enrolment::Enrolment target;
  target.ordinal = 2;
  target.region = test::kHangzhou;
  target.started_on = Date::of(2025, 4, 1);
  facts.at_target = target;
  facts.target_month_paid = true;
  return facts;
}

std::string codes(const PrecheckFacts& facts, const policy::RegionPolicy& origin,
                  const policy::RegionPolicy& target) {
  std::string text;
  for (const Reason& reason : find_obstacles(facts, {origin, target})) {
    text += (text.empty() ? "" : " ") + reason.code;
  }
  return text;
}
std::string codes(const PrecheckFacts& facts) {
  return codes(facts, test::transfer_policy(test::kDongguan),
               test::transfer_policy(test::kHangzhou));
}

struct PrecheckRow {
  const char* goal;
  void (*change)(PrecheckFacts&);
  const char* expected;
};

TEST(TransferPrecheck, names_each_obstacle) {
  const PrecheckRow rows[] = {
      {"nothing in the way", [](PrecheckFacts&) {}, ""},
      {"R-003", [](PrecheckFacts& f) { f.at_origin->suspended_on = kToday + 1; },
       "origin_active_until"},
      {"R-003, nothing reported", [](PrecheckFacts& f) { f.at_origin->suspended_on.reset(); },
       "origin_still_active"},
      {"R-003, the day itself", [](PrecheckFacts& f) { f.at_origin->suspended_on = kToday; }, ""},
      {"R-004", [](PrecheckFacts& f) { f.at_target.reset(); }, "target_not_enrolled"},
      {"R-004, not yet", [](PrecheckFacts& f) { f.at_target->started_on = kToday + 1; },
       "target_not_enrolled_yet"},
      {"R-004: leaves before it could be done",
       [](PrecheckFacts& f) {
         f.at_target->state = enrolment::EnrolmentState::suspended;
         f.at_target->suspended_on = f.done_by = kToday + 20;
       },
       "target_leaving_reported"},
      {"R-004: leaves the day after",
       [](PrecheckFacts& f) {
         f.at_target->state = enrolment::EnrolmentState::suspended;
         f.at_target->suspended_on = kToday + 21;
         f.done_by = kToday + 20;
       },
       ""},
      {"N-24: one of them on paper", [](PrecheckFacts& f) { f.target_on_system = false; }, ""},
      {"N-24: nobody here works on it",
       [](PrecheckFacts& f) { f.origin_on_system = f.target_on_system = false; },
       "neither_agency_on_system"},
      {"R-020", [](PrecheckFacts& f) { f.at_origin.reset(); }, "origin_no_relation"},
      {"R-010", [](PrecheckFacts& f) { f.target = f.origin; }, "same_region"},
      {"1.1 retirees", [](PrecheckFacts& f) { f.retired_on = kToday; }, "retiree_not_transferable"},
      {"decided for tomorrow", [](PrecheckFacts& f) { f.retired_on = kToday + 1; }, ""},
      {"N-22", [](PrecheckFacts& f) { f.died_on = kToday; }, "person_died"},
      {"one at a time", [](PrecheckFacts& f) { f.another_running = true; },
       "transfer_running_already"},
      {"R-006",
       [](PrecheckFacts& f) {
         f.holds.push_back({{}, hold::HoldCause::admin, {}, 0, kToday, {}, false});
       },
       "transfer_held hold_admin"},
      {"R-006: a lost card refuses nothing",
       [](PrecheckFacts& f) {
         f.holds.push_back({{}, hold::HoldCause::loss, {}, 0, kToday, {}, false});
       },
       ""},
      {"C-09",
       [](PrecheckFacts& f) {
         f.holds.push_back({{}, hold::HoldCause::transfer, f.origin, 0, kToday, {}, true});
       },
       ""},
      {"C-06 at a counter", [](PrecheckFacts& f) { f.desk = Desk::counter; },
       "certificate_missing"},
      {"R-016", [](PrecheckFacts& f) { f.certificate = CertificateStanding::expired; },
       "certificate_expired"},
      {"R-015", [](PrecheckFacts& f) { f.certificate = CertificateStanding::void_; },
       "certificate_void"},
      {"R-016", [](PrecheckFacts& f) { f.certificate = CertificateStanding::unknown; },
       "certificate_unknown"},
      {"payout", [](PrecheckFacts& f) { f.needs_bank_account = true; }, "bank_account_missing"},
      {"N-24: the origin is asked on paper",
       [](PrecheckFacts& f) {
         f.origin_on_system = false;
         f.at_origin.reset();
       },
       ""},
      {"R-021: three at once",
       [](PrecheckFacts& f) {
         f.at_origin->suspended_on.reset();
         f.arrears.push_back({Month::of(2025, 2), EmployerId(7), Money::yuan(425),
                              Date::of(2025, 2, 28), 56, Money::fen(1190)});
         f.at_target.reset();
       },
       "origin_still_active arrears_outstanding target_not_enrolled"},
  };
  for (const PrecheckRow& row : rows) {
    PrecheckFacts facts = sound_facts();
    row.change(facts);
    EXPECT_EQ(codes(facts), row.expected) << row.goal;
  }
}

// Ruling 9: a resident's status at the origin is normal until 31 December by nature; the test is
// whether the target's benefit period has begun.
TEST(TransferPrecheck, residents_wait_for_the_next_year) {
  PrecheckFacts facts = sound_facts();
  facts.at_origin->scheme = facts.at_target->scheme = Scheme::resident;
  facts.at_origin->state = enrolment::EnrolmentState::active;
  facts.at_origin->suspended_on.reset();
  facts.at_target->started_on = Date::of(2026, 1, 1);
  facts.today = Date::of(2025, 12, 31);
  EXPECT_EQ(codes(facts), "target_benefit_period_not_begun");
  facts.today = Date::of(2026, 1, 1);
  EXPECT_EQ(codes(facts), "target_benefit_year_unpaid");
  facts.target_benefits_from = Date::of(2026, 1, 1);
  EXPECT_EQ(codes(facts), "");
}

// 43号, B 类: within the current benefit year nothing is transferred, though enrolled and paid for
// at the new place; a region may leave that out.
TEST(TransferPrecheck, residents_do_not_move_in_the_middle_of_the_year) {
  PrecheckFacts facts = sound_facts();
  facts.at_origin->scheme = facts.at_target->scheme = Scheme::resident;
  facts.at_target->started_on = Date::of(2025, 6, 3);
  facts.participates_at_target = true;
  facts.target_benefits_from = Date::of(2026, 1, 1);
  facts.today = Date::of(2025, 12, 31);
  EXPECT_EQ(codes(facts), "target_benefit_period_not_begun");
  facts.today = Date::of(2026, 1, 1);
  EXPECT_EQ(codes(facts), "");
  facts.today = Date::of(2025, 6, 3);
  policy::RegionPolicy target = test::transfer_policy(test::kHangzhou);
  target.transfer.resident_next_year_only.value = false;
  EXPECT_EQ(codes(facts, test::transfer_policy(test::kDongguan), target), "");
}

// Ruling 5: whether an employer's debt refuses is policy. Nanjing: the current month is paid.
// Ruling 1.10-5: an appeal that was won overrules the employer's debt of its day, not a later
// one.
TEST(TransferPrecheck, an_appeal_overrules_what_the_employer_owed_then) {
  PrecheckFacts facts = sound_facts();
  const Date due = Date::of(2025, 2, 28);
  facts.arrears.push_back(
      {Month::of(2025, 2), EmployerId(7), Money::yuan(425), due, 56, Money::fen(1190)});
  const policy::RegionPolicy origin = test::transfer_policy(test::kDongguan);
  const policy::RegionPolicy target = test::transfer_policy(test::kHangzhou);
  const std::string blocked = codes(facts, origin, target);
  EXPECT_NE(blocked, "");
  facts.arrears_overruled_on = due - 1;
  EXPECT_EQ(codes(facts, origin, target), blocked);
  facts.arrears_overruled_on = due;
  EXPECT_EQ(codes(facts, origin, target), "");
  facts.arrears_overruled_on = due + 1;
  EXPECT_EQ(codes(facts, origin, target), "");
}

TEST(TransferPrecheck, policy_decides_on_arrears_and_the_current_month) {
  PrecheckFacts facts = sound_facts();
  facts.arrears.push_back({Month::of(2025, 2), EmployerId(7), Money::yuan(425),
                           Date::of(2025, 2, 28), 56, Money::fen(1190)});
  policy::RegionPolicy origin = test::transfer_policy(test::kDongguan);
  policy::RegionPolicy target = test::transfer_policy(test::kHangzhou);
  origin.transfer.arrears_blocks.value = false;
  EXPECT_EQ(codes(facts, origin, target), "");
  target.transfer.require_current_month_paid.value = true;
  EXPECT_EQ(codes(facts, origin, target), "");
  facts.target_month_paid = false;
  EXPECT_EQ(codes(facts, origin, target), "target_current_month_unpaid");
}

}  // namespace
}  // namespace yibao::transfer
