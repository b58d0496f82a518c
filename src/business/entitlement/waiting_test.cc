// Goal: a gap of three months and one of four, paid up or not, with a transfer or in one place,
// give the day that 43号 and the region's rule say, to the day.
#include "business/entitlement/waiting.h"

#include <gtest/gtest.h>

#include "business/test_policy.h"

namespace yibao::entitlement {
namespace {

MonthSet months(Month first, Month last) {
  MonthSet set;
  set.insert(first, last);
  return set;
}

// Paid until 2025-01, then `gap_months` without; the first new month follows them.
class Facts {
 public:
  explicit Facts(int gap_months) {
    facts_.paid = months(Month::of(2020, 1), kLastPaid);
    facts_.first_new_month = kLastPaid + (gap_months + 1);
    facts_.transferred = true;
  }
  Facts& in_one_place() { return facts_.transferred = false, *this; }
  Facts& paid_up(Date received_on) {
    facts_.back_paid = months(kLastPaid + 1, facts_.first_new_month - 1);
    facts_.back_paid_on = received_on;
    return *this;
  }
  // On the 20th of the first new month.
  Facts& paid_up() { return paid_up(facts_.first_new_month.first_day() + 19); }
  Facts& owed_by_the_employer() { return facts_.employer_debt = true, *this; }
  Facts& from_residents(int continuous_months) {
    facts_.from_resident_scheme = true;
    facts_.paid = months(kLastPaid - (continuous_months - 1), kLastPaid);
    return *this;
  }
  Facts& also_paid(Month first, Month last) {
    return facts_.paid = facts_.paid | months(first, last), *this;
  }
  operator const ContinuityFacts&() const { return facts_; }  // NOLINT: the facts it builds

  static constexpr Month kLastPaid = Month::from_index((2025 - 1970) * 12);  // 2025-01

 private:
  ContinuityFacts facts_;
};

const Date kToday = Date::of(2025, 5, 20);

Continuity weigh(const ContinuityFacts& facts, const policy::RegionPolicy& policy) {
  return decide_continuity(facts, policy, kToday).continuity;
}

struct StoryRow {
  const char* place;
  policy::RegionPolicy policy;
  int gap;
  bool paid_up;
  const char* entitled_from;
  const char* retroactive_from;  // "" for none
  int wait_months;
  int percent;
};

// The acceptance stories: a transfer to each of three regions (R-037, R-038, R-073, C-02, C-21).
// Last paid 2025-01. Gap 3: 02 to 04, first new month 05, paid up on 05-20. Gap 4: 02 to 05, first
// new month 06, paid up on 06-20.
TEST(Waiting, transfer_after_three_and_four_months_with_and_without_back_payment) {
  const StoryRow rows[] = {
      {"朔州", test::shuozhou(), 3, true, "2025-05-01", "2025-02-01", 0, 0},
      {"朔州", test::shuozhou(), 3, false, "2025-05-01", "", 0, 0},
      {"朔州", test::shuozhou(), 4, true, "2025-12-01", "", 6, 0},
      {"朔州", test::shuozhou(), 4, false, "2025-12-01", "", 6, 0},
      {"杭州", test::hangzhou(), 3, true, "2025-05-01", "2025-02-01", 0, 0},
      {"杭州", test::hangzhou(), 3, false, "2025-05-01", "", 0, 0},
      {"杭州", test::hangzhou(), 4, true, "2025-12-01", "", 6, 0},
      {"杭州", test::hangzhou(), 4, false, "2025-12-01", "", 6, 0},
      {"泉州", test::quanzhou(), 3, true, "2025-05-01", "2025-02-01", 0, 0},
      {"泉州", test::quanzhou(), 3, false, "2025-05-01", "", 0, 0},
      {"泉州", test::quanzhou(), 4, true, "2025-09-01", "", 3, 50},
      {"泉州", test::quanzhou(), 4, false, "2025-12-01", "", 6, 50},
  };
  for (const StoryRow& row : rows) {
    SCOPED_TRACE(std::string(row.place) + " " + std::to_string(row.gap) +
                 (row.paid_up ? " paid up" : ""));
    Facts facts(row.gap);
    if (row.paid_up) facts.paid_up();
    const Continuity result = weigh(facts, row.policy);
    EXPECT_EQ(result.gap.months, row.gap);
    EXPECT_EQ(result.entitled_from.to_string(), row.entitled_from);
    EXPECT_EQ(result.retroactive_from ? result.retroactive_from->to_string() : "",
              row.retroactive_from);
    EXPECT_EQ(result.wait_months, row.wait_months);
    EXPECT_EQ(result.percent_while_waiting, row.percent);
  }
}

// The same gaps in one place: the local rule decides the month, nothing is retroactive (1.10
// ruling 3; Hangzhou and Shuozhou: the next month).
TEST(Waiting, gap_in_one_place_follows_the_local_rule) {
  const StoryRow rows[] = {
      {"朔州", test::shuozhou(), 3, true, "2025-06-01", "", 0, 0},
      {"朔州", test::shuozhou(), 3, false, "2025-06-01", "", 0, 0},
      {"朔州", test::shuozhou(), 4, true, "2025-12-01", "", 6, 0},
      {"杭州", test::hangzhou(), 3, true, "2025-06-01", "", 0, 0},
      {"杭州", test::hangzhou(), 4, false, "2025-12-01", "", 6, 0},
      {"泉州", test::quanzhou(), 3, true, "2025-05-01", "", 0, 0},
      {"泉州", test::quanzhou(), 3, false, "2025-05-01", "", 0, 0},
      {"东莞", test::dongguan(), 1, true, "2025-03-01", "", 0, 0},
  };
  for (const StoryRow& row : rows) {
    Facts facts(row.gap);
    facts.in_one_place();
    if (row.paid_up) facts.paid_up();
    const Continuity result = weigh(facts, row.policy);
    EXPECT_EQ(result.entitled_from.to_string(), row.entitled_from) << row.place << row.gap;
    EXPECT_FALSE(result.retroactive_from) << row.place;
  }
}

// 1.10 ruling 2: first paid month 2025-05 and n = 6 give 2025-11-01 in both kinds.
TEST(Waiting, both_kinds_agree_when_every_month_is_paid) {
  policy::RegionPolicy policy = test::shuozhou();
  policy.gap.grace_months.value = 2;
  for (const policy::WaitKind kind : {policy::WaitKind::wait, policy::WaitKind::paid_months}) {
    policy.gap.wait_kind.value = kind;
    EXPECT_EQ(weigh(Facts(3), policy).entitled_from.to_string(), "2025-11-01");
  }
}

// C-02, R-073: a missed month restarts the count of paid months, and only that count.
TEST(Waiting, missed_month_restarts_the_count_of_paid_months) {
  Facts facts(4);
  facts.also_paid(Month::of(2025, 6), Month::of(2025, 7))
      .also_paid(Month::of(2025, 9), Month::of(2026, 2));
  policy::RegionPolicy policy = test::shuozhou();
  const Date today = Date::of(2026, 3, 1);
  const Continuity restarted = weigh_continuity(facts, policy, today);
  EXPECT_EQ(restarted.entitled_from.to_string(), "2026-03-01");
  EXPECT_FALSE(restarted.projected);
  policy.gap.wait_kind.value = policy::WaitKind::wait;
  EXPECT_EQ(weigh_continuity(facts, policy, today).entitled_from.to_string(), "2025-12-01");
}

TEST(Waiting, count_that_needs_months_not_yet_due_is_a_projection) {
  Facts facts(4);
  facts.also_paid(Month::of(2025, 6), Month::of(2025, 6));
  const auto on = [&](Date day) { return weigh_continuity(facts, test::shuozhou(), day); };
  EXPECT_TRUE(on(Date::of(2025, 7, 31)).projected);
  EXPECT_EQ(on(Date::of(2025, 7, 31)).entitled_from.to_string(), "2025-12-01");
  EXPECT_EQ(on(Date::of(2025, 8, 1)).entitled_from.to_string(), "2026-02-01");  // July was missed
}

// a longer gap never waits less.
TEST(Waiting, never_shrinks_as_the_gap_grows) {
  for (const policy::RegionPolicy& policy :
       {test::shuozhou(), test::hangzhou(), test::quanzhou(), test::dongguan()}) {
    for (const bool paid_up : {false, true}) {
      int before = 0;
      for (int gap = 0; gap <= 24; ++gap) {
        Facts facts(gap);
        if (paid_up) facts.paid_up();
        const int months = weigh(facts, policy).wait_months;
        EXPECT_GE(months, before) << policy.region.to_string() << " " << gap;
        before = months;
      }
    }
  }
}

// 43号 decides the month of payment, not that of the first contribution; where nothing is
// retroactive the payment takes no day away that is covered without it.
TEST(Waiting, benefits_of_a_transfer_begin_in_the_month_of_payment) {
  policy::RegionPolicy policy = test::dongguan();
  Facts facts(3);
  facts.paid_up(Date::of(2025, 6, 10));
  EXPECT_EQ(weigh(facts, policy).entitled_from.to_string(), "2025-06-01");
  EXPECT_EQ(weigh(facts, policy).covered_from().to_string(), "2025-02-01");
  policy.gap.retroactive.value = false;
  EXPECT_EQ(weigh(facts, policy).entitled_from.to_string(), "2025-05-01");
  policy.gap.grace_without_backpay.value = policy::WithoutBackpay::wait;
  EXPECT_EQ(weigh(facts, policy).entitled_from.to_string(), "2025-06-01");
}

TEST(Waiting, region_may_make_those_wait_who_do_not_pay_up) {
  policy::RegionPolicy policy = test::dongguan();
  policy.gap.grace_without_backpay.value = policy::WithoutBackpay::wait;
  EXPECT_EQ(weigh(Facts(3), policy).kind, ContinuityKind::waiting);
  EXPECT_EQ(weigh(Facts(3), policy).entitled_from.to_string(), "2025-11-01");
  policy.gap.grace_requires_backpay.value = false;
  EXPECT_EQ(weigh(Facts(3), policy).kind, ContinuityKind::grace_without_backpay);
}

struct PartRow {
  int gap;
  std::vector<int> paid;  // months of 2025
  const char* left;       // what decides
  int wait_months;
  const char* entitled_from;
};

// 1.10 ruling 1, C-21: a gap paid up in part is what is left unpaid of it, its longest run; paid up
// wholly it is judged by its length before (福建: 3 months instead of 6). Last paid 2025-01; the
// money comes on the 20th of the first new month.
TEST(Waiting, part_paid_up_leaves_the_rest_as_the_gap) {
  const PartRow rows[] = {
      {4, {}, "2025-02..2025-05", 6, "2025-12-01"},
      {4, {2}, "2025-03..2025-05", 0, "2025-06-01"},
      {4, {5}, "2025-02..2025-04", 0, "2025-06-01"},
      {4, {2, 3, 4}, "2025-05", 0, "2025-06-01"},
      {4, {2, 3, 4, 5}, "2025-02..2025-05", 3, "2025-09-01"},
      {5, {2}, "2025-03..2025-06", 6, "2026-01-01"},
      {5, {2, 3}, "2025-04..2025-06", 0, "2025-07-01"},
      {5, {4}, "2025-05..2025-06", 0, "2025-07-01"},
      {8, {3}, "2025-04..2025-09", 6, "2026-04-01"},
      {8, {6}, "2025-02..2025-05", 6, "2026-04-01"},
      {3, {2}, "2025-03..2025-04", 0, "2025-05-01"},
  };
  for (const PartRow& row : rows) {
    Facts built(row.gap);
    built.in_one_place();
    ContinuityFacts facts = built;
    for (const int each : row.paid) facts.back_paid.insert(Month::of(2025, each));
    facts.paid = facts.paid | facts.back_paid;
    if (!row.paid.empty()) facts.back_paid_on = facts.first_new_month.first_day() + 19;
    const Continuity result = weigh(facts, test::quanzhou());
    SCOPED_TRACE(std::to_string(row.gap) + " " + facts.back_paid.to_string());
    EXPECT_EQ(result.back_paid, static_cast<int>(row.paid.size()) == row.gap);
    EXPECT_EQ(result.gap.unpaid().to_string(), row.left);
    EXPECT_EQ(result.gap.months, result.gap.unpaid().count());
    EXPECT_EQ(result.wait_months, row.wait_months);
    EXPECT_EQ(result.entitled_from.to_string(), row.entitled_from);
  }
}

// The part that brought the gap within the grace is not effective before its own month.
TEST(Waiting, part_paid_later_counts_from_its_month) {
  ContinuityFacts facts = Facts(4).in_one_place();
  facts.back_paid.insert(Month::of(2025, 2));
  facts.paid = facts.paid | facts.back_paid;
  for (const auto& [received, from] :
       {std::pair("2025-06-30", "2025-06-01"), std::pair("2025-07-01", "2025-07-01"),
        std::pair("2025-08-31", "2025-08-01")}) {
    facts.back_paid_on = Date::parse(received);
    EXPECT_EQ(weigh(facts, test::quanzhou()).entitled_from.to_string(), from) << received;
  }
  facts.back_paid_on = Date::of(2025, 7, 1);
  EXPECT_EQ(weigh(facts, test::hangzhou()).entitled_from.to_string(), "2025-08-01");
}

// An employer's debt is paid or it is not: what is still missing is owed (breaks.h), and months
// that are not accepted any more leave the debt as long as it was.
TEST(Waiting, part_of_a_debt_cures_nothing) {
  ContinuityFacts facts = Facts(4).in_one_place().owed_by_the_employer();
  facts.back_paid.insert(Month::of(2025, 2), Month::of(2025, 4));
  facts.back_paid_on = Date::of(2025, 6, 20);
  const Continuity result = weigh(facts, test::dongguan());
  EXPECT_EQ(result.gap.months, 4);
  EXPECT_EQ(result.kind, ContinuityKind::waiting);
}

struct SwitchRow {
  int continuous_months;
  int gap;
  ContinuityKind expected;
};

// 43号, two-year rule: 24 months and a gap of at most 3.
TEST(Waiting, switch_of_scheme_needs_two_continuous_years) {
  const SwitchRow rows[] = {
      {23, 0, ContinuityKind::continuous},
      {23, 3, ContinuityKind::new_after_switch},
      {24, 3, ContinuityKind::grace_with_backpay},
      {25, 3, ContinuityKind::grace_with_backpay},
      {24, 4, ContinuityKind::waiting},
  };
  for (const SwitchRow& row : rows) {
    Facts facts(row.gap);
    facts.from_residents(row.continuous_months).paid_up();
    EXPECT_EQ(weigh(facts, test::dongguan()).kind, row.expected)
        << row.continuous_months << " " << row.gap;
  }
  Facts early(3);
  early.from_residents(23).paid_up();
  EXPECT_EQ(decide_continuity(early, test::dongguan(), kToday).reasons.back().code,
            "new_after_switch");
}

struct RestoreRow {
  policy::Restore restore;
  const char* expected;
};

// C-03: March and April unpaid by the employer, received on 05-20.
TEST(Waiting, employers_debt_within_the_grace_is_restored_by_the_policy) {
  const RestoreRow rows[] = {
      {policy::Restore::same_day, "2025-05-20"},
      {policy::Restore::next_day, "2025-05-21"},
      {policy::Restore::next_month, "2025-06-01"},
      {policy::Restore::plus_30_days, "2025-06-19"},
  };
  for (const RestoreRow& row : rows) {
    policy::RegionPolicy policy = test::shuozhou();
    policy.arrears.restore.value = row.restore;
    Facts facts(2);
    facts.in_one_place().owed_by_the_employer().paid_up(Date::of(2025, 5, 20));
    const ContinuityAnswer answer = decide_continuity(facts, policy, kToday);
    EXPECT_EQ(answer.continuity.kind, ContinuityKind::arrears_restored);
    EXPECT_EQ(answer.continuity.entitled_from.to_string(), row.expected);
    EXPECT_EQ(answer.reasons.front().code, "arrears_restored");
  }
}

// C-03: where a relation is transferred, 43号's month of payment wins over arrears.restore.
TEST(Waiting, transfer_wins_over_the_local_rule_of_arrears) {
  Facts facts(2);
  facts.owed_by_the_employer().paid_up(Date::of(2025, 5, 20));
  EXPECT_EQ(weigh(facts, test::shuozhou()).entitled_from.to_string(), "2025-05-01");
}

// Matrix of holds, ARREARS: waiting if over 3 months.
TEST(Waiting, employers_debt_beyond_the_grace_waits_like_a_gap) {
  Facts facts(4);
  facts.in_one_place().owed_by_the_employer().paid_up();
  EXPECT_EQ(weigh(facts, test::shuozhou()).entitled_from.to_string(), "2025-12-01");
}

TEST(Waiting, months_too_old_are_not_accepted_as_paid_up) {
  policy::RegionPolicy policy = test::quanzhou();
  policy.gap.backpay_accepted_months.value = 3;
  Facts facts(4);
  facts.paid_up();
  const ContinuityAnswer answer = decide_continuity(facts, policy, kToday);
  EXPECT_EQ(answer.continuity.gap.unpaid().to_string(), "2025-02");
  EXPECT_EQ(answer.continuity.kind, ContinuityKind::grace_without_backpay);
  EXPECT_EQ(answer.reasons.back().code, "back_payment_too_old");
  EXPECT_EQ(answer.reasons.back().facts.front().value, "2025-02");
}

TEST(Waiting, first_enrolment_and_unbroken_months_wait_for_nothing) {
  ContinuityFacts first;
  first.first_new_month = Month::of(2025, 5);
  EXPECT_EQ(weigh(first, test::dongguan()).kind, ContinuityKind::first_enrolment);
  EXPECT_EQ(weigh(first, test::dongguan()).entitled_from.to_string(), "2025-05-01");
  EXPECT_EQ(weigh(Facts(0), test::dongguan()).entitled_from.to_string(), "2025-02-01");
  policy::RegionPolicy next_month = test::dongguan();
  next_month.contribution.covers.value = policy::CoversMonth::next_month;
  EXPECT_EQ(weigh(first, next_month).entitled_from.to_string(), "2025-06-01");
}

// 福建: who is new waits three months at half of the benefit, from the first month of all.
TEST(Waiting, new_participants_wait_where_the_region_says_so) {
  ContinuityFacts first;
  first.first_new_month = Month::of(2026, 1);
  first.paid = months(Month::of(2026, 1), Month::of(2026, 2));
  EXPECT_EQ(weigh(first, test::quanzhou()).kind, ContinuityKind::first_enrolment);  // not new here
  first.new_here = true;
  EXPECT_EQ(weigh(first, test::dongguan()).kind, ContinuityKind::first_enrolment);
  const ContinuityAnswer answer = decide_continuity(first, test::quanzhou(), kToday);
  EXPECT_EQ(answer.continuity.kind, ContinuityKind::first_enrolment_waiting);
  EXPECT_EQ(answer.continuity.waits_from.to_string(), "2026-01-01");
  EXPECT_EQ(answer.continuity.entitled_from.to_string(), "2026-04-01");
  EXPECT_EQ(answer.continuity.percent_while_waiting, 50);
  ASSERT_EQ(answer.reasons.size(), 1U);
  EXPECT_EQ(answer.reasons[0].code, "first_enrolment_waiting");
  EXPECT_EQ(answer.reasons[0].citations[0].parameter, "gap.first_enrolment_wait_months");
  EXPECT_EQ(answer.reasons[0].citations[0].region, "350500");
}

struct FirstDebtRow {
  policy::RegionPolicy policy;
  int months;  // of 2025, from January, received late
  Date received_on;
  const char* entitled_from;
  const char* retroactive_from;
};

// the first months of a relation are a debt like any other.
TEST(Waiting, first_months_that_an_employer_owed_are_restored) {
  const FirstDebtRow rows[] = {
      {test::dongguan(), 2, Date::of(2025, 3, 8), "2025-04-01", ""},
      {test::dongguan(), 1, Date::of(2025, 2, 1), "2025-03-01", ""},
      {test::dongguan(), 3, Date::of(2025, 4, 30), "2025-05-01", ""},
      {test::dongguan(), 4, Date::of(2025, 5, 1), "2025-06-01", ""},  // nothing was interrupted
      {test::yueyang(), 3, Date::of(2025, 4, 9), "2025-04-09", "2025-01-01"},
      {test::yueyang(), 4, Date::of(2025, 5, 9), "2025-06-08", ""},
  };
  for (const FirstDebtRow& row : rows) {
    ContinuityFacts facts;
    facts.first_due = Month::of(2025, 1);
    facts.first_new_month = facts.first_due + row.months;
    facts.back_paid = months(facts.first_due, facts.first_new_month - 1);
    facts.paid = facts.back_paid | months(facts.first_new_month, Month::of(2025, 12));
    facts.back_paid_on = row.received_on;
    facts.employer_debt = true;
    const Continuity result = weigh(facts, row.policy);
    SCOPED_TRACE(row.policy.region.to_string() + " " + std::to_string(row.months));
    EXPECT_EQ(result.gap.months, row.months);
    EXPECT_EQ(result.entitled_from.to_string(), row.entitled_from);
    EXPECT_EQ(result.retroactive_from ? result.retroactive_from->to_string() : "",
              row.retroactive_from);
    facts.employer_debt = false;  // nobody owed them: no gap, and nothing to restore
    const ContinuityAnswer alone = decide_continuity(facts, row.policy, kToday);
    EXPECT_EQ(alone.continuity.kind, ContinuityKind::first_enrolment);
    EXPECT_EQ(alone.continuity.entitled_from, facts.first_new_month.first_day());
    EXPECT_EQ(alone.reasons[0].facts[1].value, "2025-01");  // 首个缴费月
  }
}

// 深圳: beyond the grace an employer's joiner is covered from the next month, others wait.
TEST(Waiting, an_employers_joiner_may_be_spared_the_wait) {
  policy::RegionPolicy policy = test::dongguan();
  policy.gap.employed_wait.value = false;
  policy.gap.local_grace_benefit_from.value = policy::BenefitFrom::next_month;
  policy.gap.wait_months_without_backpay.value = 3;
  ContinuityFacts facts = Facts(4).in_one_place();
  EXPECT_EQ(weigh(facts, policy).entitled_from.to_string(), "2025-09-01");
  facts.by_employer = true;
  const ContinuityAnswer answer = decide_continuity(facts, policy, kToday);
  EXPECT_EQ(answer.continuity.entitled_from.to_string(), "2025-07-01");
  EXPECT_EQ(answer.reasons[0].code, "resumed_by_employer");
  policy.gap.employed_wait.value = true;
  EXPECT_EQ(weigh(facts, policy).kind, ContinuityKind::waiting);
}

// Ruling 5: who is insured by an employer that was in arrears resumes by an employer as well, and
// fares no worse than who left and was hired again; not before the debt was paid.
TEST(Waiting, an_employers_debt_is_spared_the_wait_as_its_joiners_are) {
  policy::RegionPolicy policy = test::dongguan();
  policy.gap.employed_wait.value = false;
  policy.gap.local_grace_benefit_from.value = policy::BenefitFrom::next_month;
  policy.arrears.beyond_grace.value = policy::BeyondGrace::waiting;
  policy.arrears.restore.value = policy::Restore::next_month;
  ContinuityFacts facts = Facts(4).in_one_place();
  const Month resumed = facts.first_new_month;
  const auto entitled_from = [&](Date paid_on) {
    facts.back_paid.insert(resumed - 4, resumed - 1);
    facts.paid = facts.paid | facts.back_paid;
    facts.back_paid_on = paid_on;
    return weigh(facts, policy).entitled_from;
  };
  facts.employer_debt = facts.by_employer = true;
  facts.first_due = resumed - 4;
  EXPECT_EQ(entitled_from(resumed.first_day()), (resumed + 1).first_day());
  EXPECT_EQ(entitled_from((resumed + 2).first_day()), (resumed + 3).first_day());
  EXPECT_EQ(decide_continuity(facts, policy, kToday).reasons[0].code, "resumed_by_employer");
  policy.arrears.beyond_grace.value = policy::BeyondGrace::plus_30_days;  // the place's own rule
  EXPECT_EQ(entitled_from(resumed.first_day()), resumed.first_day() + 30);
  policy.arrears.beyond_grace.value = policy::BeyondGrace::waiting;
  facts.by_employer = false;  // resumes alone
  EXPECT_EQ(weigh(facts, policy).kind, ContinuityKind::waiting);
}

// every reason cites the parameters it read, with the region that set them.
TEST(Waiting, reasons_cite_what_was_read) {
  Facts facts(4);
  facts.paid_up();
  const ContinuityAnswer answer = decide_continuity(facts, test::quanzhou(), kToday);
  ASSERT_EQ(answer.reasons.size(), 1U);
  EXPECT_EQ(answer.reasons[0].code, "waiting_period");
  EXPECT_EQ(answer.reasons[0].citations[1].parameter, "gap.wait_months_with_backpay");
  EXPECT_EQ(answer.reasons[0].citations[1].region, "350500");
}

}  // namespace
}  // namespace yibao::entitlement
