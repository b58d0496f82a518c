// Goal: the answer a hospital gets, on the day before, the day and the day after each date that
// matters; and the fast answer never differs from the explained one.
#include "business/entitlement/test_facts.h"

namespace yibao::entitlement {
namespace {

using test::answer;
using test::expect_days;
using test::Facts;
using test::month;
using test::months;

// March unpaid by the employer, benefits stop on 1 April.
TEST(Entitlement, stops_on_the_first_of_the_month_after_the_unpaid_one) {
  Facts facts;
  facts.paid(month(2020, 1), month(2025, 2)).employed(month(2020, 1), month(2025, 3));
  expect_days({{Date::of(2025, 3, 1), "yes contribution"},
               {Date::of(2025, 3, 31), "yes contribution"},
               {Date::of(2025, 4, 1), "no arrears"},
               {Date::of(2025, 4, 2), "no arrears"}},
              facts, test::shuozhou());
  EXPECT_EQ(standing_on(Date::of(2025, 3, 31), facts, test::shuozhou()).until,
            Date::of(2025, 4, 1));
  const Entitlement stopped = entitlement_on(Date::of(2025, 4, 9), facts, test::shuozhou());
  EXPECT_EQ(stopped.standing.since, Date::of(2025, 4, 1));
  EXPECT_FALSE(stopped.standing.until);
  EXPECT_EQ(stopped.reasons.front().code, "benefits_stopped_by_arrears");
}

// 福建: new participants wait three months at half of the benefit, however old the months are
// later.
TEST(Entitlement, new_participants_wait_at_half_in_fujian) {
  Facts facts;
  facts.new_here().paid(month(2026, 1), month(2026, 12));
  expect_days({{Date::of(2025, 12, 31), "no not_enrolled"},
               {Date::of(2026, 1, 1), "partly waiting 50"},
               {Date::of(2026, 3, 31), "partly waiting 50"},
               {Date::of(2026, 4, 1), "yes contribution"},
               {Date::of(2026, 4, 2), "yes contribution"}},
              facts, test::quanzhou());
  EXPECT_EQ(standing_on(Date::of(2026, 2, 1), facts, test::quanzhou()).until, Date::of(2026, 4, 1));
  EXPECT_EQ(standing_on(Date::of(2026, 5, 1), facts, test::quanzhou()).since, Date::of(2026, 4, 1));
  expect_days({{Date::of(2026, 1, 1), "yes contribution"}}, facts, test::dongguan());
  facts.change().begins_here = false;
  expect_days({{Date::of(2026, 1, 1), "yes contribution"}}, facts, test::quanzhou());
}

// four months, half a year in Shuozhou; the answer carries the end date.
TEST(Entitlement, waits_half_a_year_after_four_months) {
  Facts facts;
  facts.paid(month(2020, 1), month(2025, 1)).paid(month(2025, 6), month(2026, 3));
  expect_days({{Date::of(2025, 5, 31), "no gap"},
               {Date::of(2025, 6, 1), "no waiting"},
               {Date::of(2025, 11, 30), "no waiting"},
               {Date::of(2025, 12, 1), "yes contribution"},
               {Date::of(2025, 12, 2), "yes contribution"}},
              facts, test::shuozhou());
  const Entitlement waiting = entitlement_on(Date::of(2025, 8, 8), facts, test::shuozhou());
  EXPECT_EQ(waiting.standing.until, Date::of(2025, 12, 1));
  EXPECT_EQ(waiting.reasons.front().code, "waiting_paid_months");
}

// 福建: half of the benefit during three months after a gap of four that was paid up.
TEST(Entitlement, pays_half_while_waiting_in_fujian) {
  Facts facts;
  facts.change().region = test::kQuanzhou;
  facts.paid(month(2020, 1), month(2025, 1))
      .paid_late(month(2025, 2), month(2025, 5), Date::of(2025, 6, 20))
      .paid(month(2025, 6), month(2026, 3));
  expect_days({{Date::of(2025, 5, 31), "no gap"},
               {Date::of(2025, 6, 1), "partly waiting 50"},
               {Date::of(2025, 8, 31), "partly waiting 50"},
               {Date::of(2025, 9, 1), "yes contribution"}},
              facts, test::quanzhou());
}

// transfer, three months paid up: the gap itself is covered, not a day is lost.
TEST(Entitlement, transfer_with_back_payment_covers_the_gap_retroactively) {
  Facts facts;
  facts.paid(month(2020, 1), month(2025, 1))
      .paid_late(month(2025, 2), month(2025, 4), Date::of(2025, 5, 20))
      .paid(month(2025, 5), month(2025, 6))
      .moved_here_in(month(2025, 5));
  for (const Date day : {Date::of(2025, 2, 1), Date::of(2025, 3, 1), Date::of(2025, 4, 30),
                         Date::of(2025, 5, 1), Date::of(2025, 6, 1)}) {
    EXPECT_EQ(answer(day, facts, test::shuozhou()), "yes contribution") << day.to_string();
  }
  EXPECT_EQ(standing_on(Date::of(2025, 6, 1), facts, test::shuozhou()).since, Date::of(2020, 1, 1));
}

// C-02: an earlier wait goes on when a month is missed in the middle of it.
TEST(Entitlement, missed_month_in_the_wait_restarts_it) {
  Facts facts;
  facts.paid(month(2020, 1), month(2025, 1))
      .paid(month(2025, 6), month(2025, 7))
      .paid(month(2025, 9), month(2026, 6));
  expect_days({{Date::of(2025, 12, 1), "no waiting"},
               {Date::of(2026, 2, 28), "no waiting"},
               {Date::of(2026, 3, 1), "yes contribution"}},
              facts, test::shuozhou());
  // The reason is the wait that still runs, not the later month that was cured.
  EXPECT_EQ(entitlement_on(Date::of(2025, 12, 1), facts, test::shuozhou()).reasons.front().code,
            "waiting_paid_months");
}

// 1.10 ruling 8: a retiree is who has a decision, and pays nothing.
TEST(Entitlement, retirement_decision_covers_without_contributions) {
  Facts facts;
  facts.paid(month(1990, 1), month(2025, 2));
  facts.change().retired_on = Date::of(2025, 6, 1);
  expect_days({{Date::of(2025, 5, 31), "no gap"},
               {Date::of(2025, 6, 1), "yes retiree"},
               {Date::of(2026, 6, 1), "yes retiree"}},
              facts, test::dongguan());
}

TEST(Entitlement, ends_with_the_day_of_death) {
  Facts facts;
  facts.paid(month(2020, 1), month(2025, 6));
  facts.change().died_on = Date::of(2025, 5, 10);
  expect_days({{Date::of(2025, 5, 9), "yes contribution"},
               {Date::of(2025, 5, 10), "yes contribution"},
               {Date::of(2025, 5, 11), "no death"}},
              facts, test::dongguan());
}

// The effect matrix: what stops benefits does, the card's causes do not, and what waits behind a
// hold is said at once.
TEST(Entitlement, follows_the_holds_that_stop_benefits) {
  const Date since = Date::of(2025, 5, 10);
  for (const hold::EffectRow& row : hold::kEffectMatrix) {
    if (row.cause == hold::HoldCause::gap || row.cause == hold::HoldCause::arrears) continue;
    Facts facts;
    facts.paid(month(2020, 1), month(2025, 6)).held(row.cause, since);
    const bool stops = row.effects.benefit == hold::Effect::stopped;
    expect_days({{since - 1, "yes contribution"},
                 {since, stops ? "no hold" : "yes contribution"},
                 {since + 1, stops ? "no hold" : "yes contribution"}},
                facts, test::shuozhou());
  }
  Facts unpaid;
  unpaid.paid(month(2020, 1), month(2025, 1)).held(hold::HoldCause::admin, since);
  const Entitlement both = entitlement_on(since, unpaid, test::shuozhou());
  ASSERT_EQ(both.reasons.size(), 3U);
  EXPECT_EQ(both.reasons[0].code, "benefit_held");
  EXPECT_EQ(both.reasons[1].code, "hold_admin");
  EXPECT_EQ(both.reasons[2].code, "benefits_stopped_by_gap");
}

// a transfer stops benefits at the origin, not at the target.
TEST(Entitlement, transfer_hold_acts_at_the_origin_only) {
  Facts facts;
  facts.paid(month(2020, 1), month(2025, 6)).held(hold::HoldCause::transfer, Date::of(2025, 5, 1));
  facts.change().region = test::kHangzhou;
  EXPECT_EQ(answer(Date::of(2025, 5, 5), facts, test::hangzhou()), "yes contribution");
}

// A year as a resident, and three months unpaid. 43号 bridges nothing; one is new, as somebody
// who never paid: three months at half in 福建, none elsewhere. Four months are a gap all the same.
TEST(Entitlement, who_fails_the_two_year_rule_is_new) {
  const auto life = [](Month first_employed) {
    Facts facts;
    facts.change().as_resident = months(month(2024, 1), month(2024, 12));
    facts.change().year_months = facts.change().as_resident;
    facts.paid(first_employed, month(2026, 1));
    facts.change().switched = {first_employed};
    return facts;
  };
  Facts within = life(month(2025, 4));
  expect_days({{Date::of(2025, 3, 31), "no gap"},
               {Date::of(2025, 4, 1), "partly waiting 50"},
               {Date::of(2025, 6, 30), "partly waiting 50"},
               {Date::of(2025, 7, 1), "yes contribution"}},
              within, test::quanzhou());
  const Entitlement told = entitlement_on(Date::of(2025, 5, 1), within, test::quanzhou());
  EXPECT_EQ(told.reasons.front().code, "new_after_switch_waiting");
  expect_days({{Date::of(2025, 4, 1), "yes contribution"}}, within, test::dongguan());
  Facts beyond = life(month(2025, 5));
  expect_days({{Date::of(2025, 5, 1), "partly waiting 50"},
               {Date::of(2025, 10, 31), "partly waiting 50"},
               {Date::of(2025, 11, 1), "yes contribution"}},
              beyond, test::quanzhou());
}

// The fast answer equals the full one over many made-up lives (seeded, so that it repeats).
TEST(Entitlement, fast_answer_never_differs_from_the_full_one) {
  std::uint32_t seed = 20250425;
  const auto roll = [&](int sides) {
    seed = seed * 1664525U + 1013904223U;
    return static_cast<int>((seed >> 8) % static_cast<std::uint32_t>(sides));
  };
  const policy::RegionPolicy regions[] = {test::shuozhou(), test::hangzhou(), test::quanzhou()};
  for (int life = 0; life < 300; ++life) {
    Facts facts;
    for (Month at = month(2022, 1 + roll(12)); at < month(2026, 1);) {
      const Month end = at + roll(14);
      if (roll(6) == 0) {
        facts.paid_late(at, end, end.last_day() + roll(60));
      } else {
        facts.paid(at, end);
      }
      at = end + 1 + roll(6);
    }
    if (roll(2) == 0) facts.employed(month(2022, 1), month(2024, 1 + roll(12)));
    const policy::RegionPolicy& policy = regions[roll(3)];
    for (int i = 0; i < 40; ++i) answer(Date::of(2022, 1, 1) + roll(1600), facts, policy);
  }
}

}  // namespace
}  // namespace yibao::entitlement
