// Goal: what the stores hold becomes the facts that the rules read: late payments by day, months of
// employers, the first month after a transfer or a switch, residents' years and repairs.
#include "business/entitlement/facts.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "adapters/files/data.h"
#include "business/entitlement/queries.h"
#include "business/entitlement/rules.h"
#include "business/test_policy.h"
#include "business/test_world.h"

namespace yibao::entitlement {
namespace {

using contribution::Contribution;
using contribution::ReceiptKind;
using enrolment::Scheme;

constexpr RegionCode kDongguan(441900);
constexpr RegionCode kHangzhou(330100);

enrolment::Enrolment row_of(int ordinal, RegionCode region, Scheme scheme, Date from) {
  enrolment::Enrolment row;
  row.ordinal = ordinal;
  row.region = region;
  row.scheme = scheme;
  row.kind = scheme == Scheme::employee ? enrolment::EnrolmentKind::employee
                                        : enrolment::EnrolmentKind::resident_adult;
  row.employer = scheme == Scheme::employee ? EmployerId(7) : EmployerId();
  row.base = Money::yuan(5000);
  row.started_on = from;
  return row;
}

Contribution paid(Month month, int ordinal, Date received_on) {
  Contribution row;
  row.month = month;
  row.enrolment = ordinal;
  row.received_on = received_on;
  return row;
}

policy::RegionPolicy policy_of(RegionCode region) {
  policy::RegionPolicy policy = test::national_policy(region);
  policy.enrolment.cutoff_day.value = 25;
  return policy;
}

const policy::PolicySet& policies() {
  static const policy::PolicySet set =
      files::load_policy(std::string(YIBAO_SOURCE_DIR) + "/policy").value();
  return set;
}

TEST(EntitlementFacts, tell_what_arrived_late) {
  PersonRecord record;
  record.enrolments = {row_of(1, kDongguan, Scheme::employee, Date::of(2025, 1, 1))};
  record.contributions = {paid(Month::of(2025, 1), 1, Date::of(2025, 1, 31)),
                          paid(Month::of(2025, 2), 1, Date::of(2025, 3, 1)),
                          paid(Month::of(2025, 3), 1, Date::of(2025, 3, 20))};
  const EntitlementFacts facts = facts_of(record.enrolments[0], record, policies(),
                                          policy_of(kDongguan), Date::of(2025, 4, 10));
  EXPECT_EQ(facts.paid.to_string(), "2025-01..2025-03");
  ASSERT_EQ(facts.supplementary.size(), 1U);
  EXPECT_EQ(facts.supplementary[0].months.to_string(), "2025-02");
  EXPECT_EQ(facts.supplementary[0].received_on.to_string(), "2025-03-01");
  EXPECT_EQ(facts.employer_months.to_string(), "2025-01..2025-04");
}

TEST(EntitlementFacts, find_the_first_month_after_a_transfer_and_a_switch) {
  PersonRecord record;
  record.enrolments = {row_of(1, kDongguan, Scheme::resident, Date::of(2024, 1, 1)),
                       row_of(2, kHangzhou, Scheme::employee, Date::of(2025, 3, 1))};
  record.enrolments[0].state = enrolment::EnrolmentState::suspended;
  record.enrolments[0].suspended_on = Date::of(2025, 1, 1);
  for (int i = 0; i < 12; ++i) {
    record.contributions.push_back(paid(Month::of(2024, 1) + i, 1, Date::of(2023, 11, 1)));
  }
  record.contributions.push_back(paid(Month::of(2025, 3), 2, Date::of(2025, 3, 20)));
  record.recognised = {
      {kHangzhou, kDongguan, Month::of(2024, 1), Month::of(2024, 12), false, Scheme::resident}};
  EXPECT_EQ(relation_on(Date::of(2025, 4, 1), record)->ordinal, 2);
  EXPECT_EQ(relation_on(Date::of(2025, 2, 1), record)->ordinal, 1);
  EXPECT_EQ(relation_on(Date::of(2023, 2, 1), record), nullptr);
  const EntitlementFacts facts = facts_of(record.enrolments[1], record, policies(),
                                          policy_of(kHangzhou), Date::of(2025, 4, 10));
  EXPECT_EQ(facts.transferred, std::vector{Month::of(2025, 3)});
  EXPECT_EQ(facts.switched, std::vector{Month::of(2025, 3)});
}

TEST(EntitlementFacts, count_repaired_years_with_the_year_that_follows) {
  PersonRecord record;
  record.enrolments = {row_of(1, kDongguan, Scheme::resident, Date::of(2025, 1, 1))};
  const auto add = [&](int year, ReceiptKind kind, Date day) {
    record.contributions.push_back(paid(Month::of(year, 1), 1, day));
    record.contributions.back().kind = kind;
  };
  add(2025, ReceiptKind::supplementary, Date::of(2027, 1, 5));
  add(2026, ReceiptKind::supplementary, Date::of(2027, 1, 5));
  add(2027, ReceiptKind::normal, Date::of(2027, 1, 5));
  const EntitlementFacts facts = facts_of(record.enrolments[0], record, policies(),
                                          policy_of(kDongguan), Date::of(2027, 4, 10));
  ASSERT_EQ(facts.resident_years.size(), 1U);
  EXPECT_EQ(facts.resident_years[0].year, 2027);
  EXPECT_EQ(facts.resident_years[0].repairs.size(), 2U);
}

// The fund that was paid pays: a year elsewhere keeps up continuity and covers nothing here.
TEST(EntitlementFacts, tell_where_a_residents_year_was_paid) {
  PersonRecord record;
  record.enrolments = {row_of(1, kDongguan, Scheme::resident, Date::of(2024, 1, 1)),
                       row_of(2, kHangzhou, Scheme::resident, Date::of(2026, 1, 1))};
  record.enrolments[0].state = enrolment::EnrolmentState::suspended;
  record.enrolments[0].suspended_on = Date::of(2026, 1, 1);
  record.contributions = {paid(Month::of(2025, 1), 1, Date::of(2024, 11, 1)),
                          paid(Month::of(2026, 1), 1, Date::of(2025, 11, 1))};
  const auto cover = [&] {
    const policy::RegionPolicy policy = policy_of(kHangzhou);
    const EntitlementFacts facts =
        facts_of(record.enrolments[1], record, policies(), policy, Date::of(2026, 2, 1));
    EXPECT_EQ(facts.resident_years.size(), 2U);
    EXPECT_FALSE(facts.resident_years[0].here);
    return standing_on(Date::of(2026, 2, 1), facts, policy);
  };
  EXPECT_EQ(cover().ground, Ground::resident_unpaid);
  record.contributions.push_back(paid(Month::of(2026, 1), 2, Date::of(2025, 12, 20)));
  const Standing paid_here = cover();  // in the window, and the year before was paid elsewhere
  EXPECT_EQ(paid_here.ground, Ground::resident_year);
  EXPECT_EQ(paid_here.since->to_string(), "2026-01-01");
}

// Domain 1.7, 云浮 2; rulings 1 and 5: a resident's year takes the place of no month that an
// employer owes; paid in its course, its earlier months are paid, not late. A
// repaired year stays a supplementary payment.
TEST(EntitlementFacts, keep_a_residents_year_and_an_employers_months_apart) {
  PersonRecord record;
  record.enrolments = {row_of(1, kHangzhou, Scheme::resident, Date::of(2024, 1, 1)),
                       row_of(2, kHangzhou, Scheme::employee, Date::of(2025, 9, 1))};
  record.enrolments[0].state = enrolment::EnrolmentState::suspended;
  record.enrolments[0].suspended_on = Date::of(2025, 9, 1);
  const auto pay_year = [&](int year, ReceiptKind kind, Date day) {
    for (int i = 0; i < 12; ++i) {
      record.contributions.push_back(paid(Month::of(year, 1) + i, 1, day));
      record.contributions.back().kind = kind;
    }
  };
  pay_year(2024, ReceiptKind::supplementary, Date::of(2025, 6, 10));
  pay_year(2025, ReceiptKind::normal, Date::of(2025, 6, 10));
  record.contributions.push_back(paid(Month::of(2025, 10), 2, Date::of(2025, 10, 20)));
  const EntitlementFacts facts = facts_of(record.enrolments[1], record, policies(),
                                          policy_of(kHangzhou), Date::of(2025, 11, 10));
  EXPECT_EQ(facts.employer_months.to_string(), "2025-09..2025-11");
  EXPECT_EQ(facts.paid.to_string(), "2025-10");
  EXPECT_EQ(facts.as_resident.to_string(), "2024-01..2025-08");
  EXPECT_EQ(facts.year_months.to_string(), "2024-01..2025-12");
  ASSERT_EQ(facts.supplementary.size(), 1U);
  EXPECT_EQ(facts.supplementary[0].months.to_string(), "2024-01..2024-12");
}

// 38号 holds from 2025 on: what was paid under another rule is judged by that one.
TEST(EntitlementFacts, know_the_policy_under_which_a_year_was_paid) {
  PersonRecord record;
  record.enrolments = {row_of(1, kDongguan, Scheme::resident, Date::of(2024, 1, 1))};
  record.contributions = {paid(Month::of(2024, 1), 1, Date::of(2024, 11, 15)),
                          paid(Month::of(2025, 1), 1, Date::of(2024, 12, 15))};
  const EntitlementFacts facts = facts_of(record.enrolments[0], record, policies(),
                                          policy_of(kDongguan), Date::of(2025, 3, 10));
  ASSERT_EQ(facts.resident_years.size(), 2U);
  EXPECT_EQ(facts.resident_years[0].policy->resident.fixed_wait_months.value, 0);
  EXPECT_EQ(facts.resident_years[1].policy->resident.fixed_wait_months.value, 3);
}

// N-24: what an agency on paper certified counts for residents as what was received here does.
TEST(EntitlementFacts, know_the_scheme_of_what_a_sheet_brought) {
  PersonRecord record;
  record.enrolments = {row_of(1, kHangzhou, Scheme::resident, Date::of(2026, 1, 1))};
  record.contributions = {paid(Month::of(2026, 1), 1, Date::of(2026, 2, 10))};
  const RegionCode kunming(530100);
  record.recognised = {{kHangzhou, kunming, Month::of(2023, 5), Month::of(2025, 12), false}};
  const auto facts = [&] {
    return facts_of(record.enrolments[0], record, policies(), policy_of(kHangzhou),
                    Date::of(2026, 3, 10));
  };
  EXPECT_EQ(facts().paid.to_string(), "2023-05..2025-12");
  EXPECT_TRUE(facts().recognised_years.empty());
  EXPECT_EQ(standing_on(Date::of(2026, 2, 9), facts(), policy_of(kHangzhou)).cover, Cover::no);
  EXPECT_EQ(standing_on(Date::of(2026, 2, 10), facts(), policy_of(kHangzhou)).cover, Cover::yes);
  // As a resident: 2025 was not missed; paid in the window there is no wait, outside it the fixed
  // one.
  record.recognised[0].scheme = Scheme::resident;
  EXPECT_TRUE(facts().paid.empty());
  EXPECT_EQ(facts().recognised_years, (std::vector{2023, 2024, 2025}));
  EXPECT_EQ(standing_on(Date::of(2026, 5, 10), facts(), policy_of(kHangzhou)).cover, Cover::yes);
  EXPECT_EQ(standing_on(Date::of(2026, 5, 9), facts(), policy_of(kHangzhou)).cover, Cover::no);
  record.contributions[0].received_on = Date::of(2025, 11, 10);
  EXPECT_EQ(standing_on(Date::of(2026, 1, 1), facts(), policy_of(kHangzhou)).cover, Cover::yes);
}

// Domain 1.8, ruling 5: a month that the region takes in no more is owed by nobody; it is a gap,
// and what was paid after it covers.
TEST(EntitlementFacts, a_month_too_old_to_be_paid_is_a_gap) {
  namespace fs = std::filesystem;
  const fs::path copy = fs::temp_directory_path() / "yibao-old-debts";
  fs::remove_all(copy);
  fs::copy(fs::path(YIBAO_SOURCE_DIR) / "policy", copy, fs::copy_options::recursive);
  fs::create_directories(copy / "430100");
  std::ofstream(copy / "430100" / "arrears.toml")
      << "[[backpay_accepted_months]]\nvalue = 3\nfrom = 1998-01-01\n"
         "source = \"project_default\"\nchecked_on = 2026-01-01\nstatus = \"default\"\n";
  const policy::PolicySet set = files::load_policy(copy.string()).value();
  fs::remove_all(copy);
  constexpr RegionCode kChangsha(430100);
  PersonRecord record;
  record.enrolments = {row_of(1, kChangsha, Scheme::employee, Date::of(2025, 1, 1))};
  record.contributions = {paid(Month::of(2025, 1), 1, Date::of(2025, 1, 20)),
                          paid(Month::of(2025, 3), 1, Date::of(2025, 3, 20)),
                          paid(Month::of(2025, 4), 1, Date::of(2025, 4, 20)),
                          paid(Month::of(2025, 5), 1, Date::of(2025, 5, 20))};
  const auto ground = [&](Date day) {
    const policy::RegionPolicy& policy = set.on(kChangsha, day);
    const EntitlementFacts facts = facts_of(record.enrolments[0], record, set, policy, day);
    return standing_on(day, facts, policy).ground;
  };
  EXPECT_EQ(ground(Date::of(2025, 5, 31)), Ground::arrears);
  EXPECT_EQ(ground(Date::of(2025, 6, 1)), Ground::contribution);
}

// N-08: only months of the employee scheme, local ones apart.
TEST(EntitlementFacts, retirement_counts_the_employee_scheme) {
  PersonRecord record;
  record.enrolments = {row_of(1, kDongguan, Scheme::employee, Date::of(2024, 1, 1)),
                       row_of(2, kHangzhou, Scheme::resident, Date::of(2025, 1, 1))};
  record.contributions = {paid(Month::of(2024, 1), 1, Date::of(2024, 1, 31)),
                          paid(Month::of(2025, 1), 2, Date::of(2024, 11, 1))};
  record.recognised = {
      {kDongguan, kHangzhou, Month::of(2020, 1), Month::of(2020, 3), false},
      {kDongguan, kHangzhou, Month::of(2021, 1), Month::of(2021, 12), false, Scheme::resident}};
  const RetirementFacts facts = retirement_facts_of(kDongguan, record);
  EXPECT_EQ(facts.actual.count(), 4);
  EXPECT_EQ(facts.local_actual.to_string(), "2024-01");
}

}  // namespace
}  // namespace yibao::entitlement
