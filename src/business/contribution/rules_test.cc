// Goal: a month is due on its day and not before, costs what the rates say to the fen, is owed by
// an employer or by nobody, and counts once however often it was paid.
#include "business/contribution/rules.h"

#include <gtest/gtest.h>

#include "business/test_policy.h"

namespace yibao::contribution {
namespace {

MonthSet months(Month first, Month last) {
  MonthSet set;
  set.insert(first, last);
  return set;
}

std::vector<RosterMonth> roster_of(EnrolmentKind kind, Month first, Month last) {
  std::vector<RosterMonth> roster;
  for (Month month = first; month <= last; month = month + 1) {
    roster.push_back({month, kind, EmployerId(7), Money::yuan(5000)});
  }
  return roster;
}

struct DueRow {
  int due_day;
  Month month;
  const char* expected;
};

TEST(Contribution, is_due_on_the_day_of_the_policy_or_the_last_of_the_month) {
  const DueRow rows[] = {
      {31, Month::of(2025, 3), "2025-03-31"}, {31, Month::of(2025, 2), "2025-02-28"},
      {31, Month::of(2024, 2), "2024-02-29"}, {31, Month::of(2025, 4), "2025-04-30"},
      {15, Month::of(2025, 2), "2025-02-15"}, {30, Month::of(2025, 2), "2025-02-28"},
  };
  for (const DueRow& row : rows) {
    policy::RegionPolicy policy = test::national_policy();
    policy.contribution.due_day.value = row.due_day;
    EXPECT_EQ(due_on(row.month, policy.contribution).to_string(), row.expected);
  }
}

// 1.10 ruling 4: the day before, the day, the day after.
TEST(Contribution, month_is_unpaid_only_after_its_due_day) {
  policy::RegionPolicy policy = test::national_policy();
  policy.contribution.due_day.value = 15;
  const Month march = Month::of(2025, 3);
  const auto state = [&](int day) {
    return state_of(march, {}, policy.contribution, Date::of(2025, 3, day));
  };
  EXPECT_EQ(state(14), MonthState::not_yet_due);
  EXPECT_EQ(state(15), MonthState::not_yet_due);
  EXPECT_EQ(state(16), MonthState::unpaid);
  EXPECT_EQ(state_of(march, months(march, march), policy.contribution, Date::of(2026, 1, 1)),
            MonthState::paid);
}

struct AssessmentRow {
  EnrolmentKind kind;
  Money declared;
  Money base, personal, employer, fund, credit;
};

// 1.4: 2 % of one's own base for an employee, a fixed quota for a retiree; R-064 flexible; R-064
// and ruling 6: the unemployment fund pays both shares.
TEST(Contribution, assesses_a_month) {
  const auto yuan = [](std::int64_t amount) { return Money::yuan(amount); };
  const AssessmentRow rows[] = {
      {EnrolmentKind::employee, yuan(5000), yuan(5000), yuan(100), yuan(325), {}, yuan(100)},
      {EnrolmentKind::employee, yuan(3999), yuan(4000), yuan(80), yuan(260), {}, yuan(80)},
      {EnrolmentKind::employee, yuan(25001), yuan(25000), yuan(500), yuan(1625), {}, yuan(500)},
      {EnrolmentKind::flexible, yuan(5000), yuan(5000), yuan(425), {}, {}, yuan(100)},
      {EnrolmentKind::unemployed_fund, yuan(5000), yuan(5000), {}, {}, yuan(425), yuan(100)},
      {EnrolmentKind::retiree, {}, {}, {}, {}, {}, yuan(90)},
      {EnrolmentKind::student, yuan(5000), {}, {}, {}, {}, {}},
  };
  for (const AssessmentRow& row : rows) {
    const Assessment month = assess_month(row.kind, row.declared, test::national_policy());
    EXPECT_EQ(month.base, row.base) << to_text(row.kind);
    EXPECT_EQ(month.personal, row.personal) << to_text(row.kind);
    EXPECT_EQ(month.employer, row.employer) << to_text(row.kind);
    EXPECT_EQ(month.fund, row.fund) << to_text(row.kind);
    EXPECT_EQ(month.credit, row.credit) << to_text(row.kind);
  }
}

TEST(Contribution, says_that_the_base_was_raised_or_lowered_to_the_limit) {
  const policy::RegionPolicy policy = test::national_policy();
  const auto first_code = [&](std::int64_t yuan) {
    return assess_month(EnrolmentKind::employee, Money::yuan(yuan), policy).reasons.front().code;
  };
  EXPECT_EQ(first_code(3999), "base_raised");
  EXPECT_EQ(first_code(4000), "month_assessed");
  EXPECT_EQ(first_code(25000), "month_assessed");
  EXPECT_EQ(first_code(25001), "base_lowered");
}

TEST(Contribution, flexible_worker_without_an_account_gets_no_credit) {
  policy::RegionPolicy policy = test::national_policy();
  policy.account.flexible_has_account.value = false;
  const Assessment month = assess_month(EnrolmentKind::flexible, Money::yuan(5000), policy);
  EXPECT_EQ(month.credit, Money{});
  EXPECT_EQ(month.personal, Money::yuan(425));
}

TEST(Contribution, residents_pay_by_the_year) {
  const policy::RegionPolicy policy = test::national_policy();
  EXPECT_EQ(assess_resident_year(EnrolmentKind::student, policy).total(), Money::yuan(400));
  EXPECT_EQ(assess_resident_year(EnrolmentKind::employee, policy).total(), Money{});
}

// N-18: 0.05 % a day from the day after the due day.
TEST(Contribution, late_fee_grows_by_the_day) {
  const policy::ArrearsPolicy policy = test::national_policy().arrears;
  const Date due = Date::of(2025, 3, 31);
  EXPECT_EQ(late_fee(Money::yuan(425), due, due - 1, policy), Money{});
  EXPECT_EQ(late_fee(Money::yuan(425), due, due, policy), Money{});
  EXPECT_EQ(late_fee(Money::yuan(425), due, due + 1, policy), Money::fen(21));     // 21.25
  EXPECT_EQ(late_fee(Money::yuan(425), due, due + 2, policy), Money::fen(43));     // 42.5
  EXPECT_EQ(late_fee(Money::yuan(425), due, due + 50, policy), Money::fen(1063));  // 1062.5
}

std::vector<Arrears> owed_on(Date day, std::span<const RosterMonth> roster, const MonthSet& paid,
                             const policy::RegionPolicy& policy) {
  return arrears_of(
      roster, paid, [&](Month) -> const policy::RegionPolicy& { return policy; }, policy.arrears,
      day);
}

// N-18: the limits of the base change each July; what is owed of June stays what it was.
TEST(Contribution, arrears_are_those_of_their_month_not_of_today) {
  const policy::RegionPolicy before = test::shuozhou();
  policy::RegionPolicy after = before;
  after.contribution.base_minimum.value = Money::yuan(6000);
  const auto roster = roster_of(EnrolmentKind::employee, Month::of(2025, 6), Month::of(2025, 7));
  const auto owed = arrears_of(
      roster, {},
      [&](Month month) -> const policy::RegionPolicy& {
        return month < Month::of(2025, 7) ? before : after;
      },
      after.arrears, Date::of(2025, 8, 5));
  ASSERT_EQ(owed.size(), 2U);
  EXPECT_EQ(owed[0].amount_due, Money::yuan(425));  // 8.5 % of 5 000
  EXPECT_EQ(owed[0].late_fee, Money::fen(765));     // 36 days
  EXPECT_EQ(owed[1].amount_due, Money::yuan(510));  // of 6 000
}

// Domain 1.8: where old debts are not taken in, an older month is nobody's debt any more.
TEST(Contribution, a_month_too_old_to_be_paid_is_no_debt) {
  policy::RegionPolicy policy = test::shuozhou();
  const auto roster = roster_of(EnrolmentKind::employee, Month::of(2025, 2), Month::of(2025, 5));
  const auto oldest = [&](Date day) { return owed_on(day, roster, {}, policy).front().month; };
  EXPECT_EQ(oldest(Date::of(2026, 1, 20)), Month::of(2025, 2));
  policy.arrears.backpay_accepted_months.value = 3;
  EXPECT_EQ(oldest(Date::of(2025, 5, 31)), Month::of(2025, 2));
  EXPECT_EQ(oldest(Date::of(2025, 6, 1)), Month::of(2025, 3));
  EXPECT_TRUE(owed_on(Date::of(2026, 1, 20), roster, {}, policy).empty());
}

// N-18: the month is named, with the employer, the sum and the fee.
TEST(Contribution, arrears_are_the_unpaid_months_of_an_employer) {
  const policy::RegionPolicy policy = test::shuozhou();
  const auto roster = roster_of(EnrolmentKind::employee, Month::of(2025, 1), Month::of(2025, 5));
  const MonthSet paid = months(Month::of(2025, 1), Month::of(2025, 2));
  const auto on = [&](Date day) { return owed_on(day, roster, paid, policy); };
  EXPECT_TRUE(on(Date::of(2025, 3, 31)).empty());
  ASSERT_EQ(on(Date::of(2025, 4, 1)).size(), 1U);
  const std::vector<Arrears> owed = on(Date::of(2025, 5, 20));
  ASSERT_EQ(owed.size(), 2U);
  EXPECT_EQ(owed[0].month, Month::of(2025, 3));
  EXPECT_EQ(owed[0].employer, EmployerId(7));
  EXPECT_EQ(owed[0].amount_due, Money::yuan(425));
  EXPECT_EQ(owed[0].due_on, Date::of(2025, 3, 31));
  EXPECT_EQ(owed[0].days_late, 50);
  EXPECT_EQ(owed[0].late_fee, Money::fen(1063));
  EXPECT_EQ(owed[1].days_late, 20);
}

// 1.10 ruling 5: flexible workers and residents owe nothing; ruling 6: the fund's months are paid.
TEST(Contribution, unpaid_months_of_a_flexible_worker_are_a_gap) {
  const policy::RegionPolicy policy = test::shuozhou();
  const Date today = Date::of(2025, 4, 1);
  struct {
    EnrolmentKind kind;
    int arrears, gap;
  } const rows[] = {
      {EnrolmentKind::employee, 3, 0},
      {EnrolmentKind::flexible, 0, 3},
      {EnrolmentKind::resident_adult, 0, 3},
      {EnrolmentKind::retiree, 0, 0},
  };
  for (const auto& row : rows) {
    const auto roster = roster_of(row.kind, Month::of(2025, 1), Month::of(2025, 4));
    EXPECT_EQ(owed_on(today, roster, {}, policy).size(), std::size_t(row.arrears));
    EXPECT_EQ(gap_months_of(roster, {}, policy.contribution, today).count(), row.gap);
  }
}

TEST(Contribution, arrears_are_refused_with_months_and_sum_where_they_block) {
  policy::RegionPolicy policy = test::shuozhou();
  const auto roster = roster_of(EnrolmentKind::employee, Month::of(2025, 3), Month::of(2025, 4));
  const auto owed = owed_on(Date::of(2025, 5, 1), roster, {}, policy);
  const Verdict verdict = check_no_arrears(owed, policy);
  ASSERT_FALSE(verdict.ok());
  EXPECT_EQ(verdict.refusal().code(), "arrears_outstanding");
  EXPECT_EQ(verdict.refusal().reasons.front().facts.front().value, "2025-03..2025-04");
  EXPECT_TRUE(check_no_arrears({}, policy).ok());
  policy.transfer.arrears_blocks.value = false;
  EXPECT_TRUE(check_no_arrears(owed, policy).ok());
}

// 12 and 24 months with 3 overlapping make 33.
TEST(Contribution, months_of_two_places_count_once) {
  const ContributionRecord records[] = {
      {months(Month::of(2022, 1), Month::of(2022, 12)), {}},
      {months(Month::of(2022, 10), Month::of(2024, 9)), {}},
  };
  const MergedMonths merged = merge_months(records);
  EXPECT_EQ(merged.all().count(), 33);
  EXPECT_EQ(merged.duplicates.to_string(), "2022-10..2022-12");
}

TEST(Contribution, deemed_month_that_was_also_paid_is_actual) {
  const ContributionRecord records[] = {
      {{}, months(Month::of(1990, 1), Month::of(1990, 12))},
      {months(Month::of(1990, 12), Month::of(1991, 6)), {}},
  };
  const MergedMonths merged = merge_months(records);
  EXPECT_EQ(merged.actual.count(), 7);
  EXPECT_EQ(merged.deemed.count(), 11);
  EXPECT_EQ(merged.all().count(), 18);
}

TEST(Contribution, kinds_are_read_as_they_are_written) {
  for (const auto& [kind, text] : enrolment::kEnrolmentKindTexts)
    EXPECT_EQ(parse_enrolment_kind(text), kind);
  for (const auto& [scheme, text] : enrolment::kSchemeTexts) EXPECT_EQ(parse_scheme(text), scheme);
  EXPECT_EQ(parse_enrolment_kind("pensioner"), std::nullopt);
  EXPECT_EQ(scheme_of(EnrolmentKind::retiree), Scheme::employee);
  EXPECT_EQ(scheme_of(EnrolmentKind::resident_adult), Scheme::resident);
}

}  // namespace
}  // namespace yibao::contribution
