// Goal: the day that the way out of a gap names is the day that the coverage enquiry and the
// what-if give for the same payments, and what a resident wins by paying up missed years is a step
// of its own (R-092, N-02, N-20).
#include "business/seal/guidance.h"

#include <gtest/gtest.h>

#include "business/entitlement/coverage.h"
#include "business/entitlement/suppose.h"
#include "business/seal/resident_guidance.h"
#include "business/seal/test_life.h"

namespace yibao::seal {
namespace {

using enrolment::EnrolmentKind;

constexpr RegionCode kQingdao{370200};
constexpr RegionCode kQuanzhou{350500};
constexpr RegionCode kYueyang{430600};
constexpr RegionCode kHangzhou{330100};

std::string shown(std::optional<Date> day) {
  return day ? day->to_string() : "never";
}

// What GET …/coverage and POST …/coverage say is the first covered day.
std::string coverage(const Life& life, entitlement::Suppositions what, Date today) {
  what.horizon = today + 366;
  const auto supposed = entitlement::suppose(life.record.person, what, policies(), today);
  if (!supposed) return supposed.refusal().reasons.front().code;
  entitlement::ByDay by_day(supposed->record, policies(), today);
  entitlement::ByDay on_record(life.record.person, policies(), today);
  const auto totals =
      entitlement::totals_of(entitlement::strip_of(today, what.horizon, by_day), today);
  if (totals.covered_from != today) return shown(totals.covered_from);
  return entitlement::covered_back_to(today, by_day, on_record).to_string();
}

std::string paying_today(const Life& life, Date today) {
  entitlement::Suppositions what;
  what.pay_open_on = today;
  what.continues = true;
  return coverage(life, what, today);
}

struct Told {
  std::vector<Seal> seals;
  std::optional<Guidance> gap;
  std::optional<Guidance> repairs;
};

Told told(const Life& life, Date today) {
  Told told;
  told.seals = seals_on(today, life.record, policies(), calendar());
  entitlement::SharedFacts shared(life.record.person, policies());
  const GuidanceFacts facts{life.record, policies(), calendar(), today, shared};
  const auto steps = steps_to_lift(told.seals, today);
  const Seal* gap = nullptr;
  for (const Step& step : steps) {
    if (step.cause != hold::HoldCause::gap) continue;
    gap = step.seal;
    told.gap = guide(step, step.ways.front(), facts);
  }
  told.repairs = guide_repairs(gap, facts);
  return told;
}

// Whoever is a flexible worker still and pays everything that is open today, wherever, however long
// the gap: one day in both answers.
TEST(Guidance, names_the_day_that_the_coverage_enquiry_gives_of_paying_today) {
  for (const RegionCode region : {kShuozhou, kDongguan, kQuanzhou, kYueyang, kHangzhou, kQingdao}) {
    for (int unpaid = 1; unpaid <= 14; ++unpaid) {
      for (const int day : {3, 20, 28}) {
        const Date today = Date::of(2026, 3, day);
        Life life;
        life.enrol(region, EnrolmentKind::flexible, Date::of(2022, 1, 1))
            .pay(Month::of(2022, 1), Month::of(2026, 2) - unpaid);
        const Told answer = told(life, today);
        ASSERT_TRUE(answer.gap);
        EXPECT_EQ(shown(answer.gap->benefits_from), paying_today(life, today))
            << region.to_string() << " " << unpaid << " months, " << today.to_string();
      }
    }
  }
}

// Whoever has left enrols first: as the what-if says it of enrolling today and paying on the first
// day on which money is taken, before and after the cut-off day.
TEST(Guidance, names_the_day_that_the_what_if_gives_of_enrolling_and_paying_today) {
  for (const RegionCode region : {kShuozhou, kDongguan, kQuanzhou, kYueyang, kHangzhou, kQingdao}) {
    for (int unpaid = 1; unpaid <= 14; ++unpaid) {
      for (const int day : {3, 20, 28}) {
        const Date today = Date::of(2026, 3, day);
        const Month last = Month::of(2026, 2) - unpaid;
        Life life;
        life.enrol(region, EnrolmentKind::flexible, Date::of(2022, 1, 1), last.last_day() + 1)
            .pay(Month::of(2022, 1), last);
        const Told answer = told(life, today);
        ASSERT_TRUE(answer.gap);
        EXPECT_EQ(answer.gap->way, Way::enrol_and_pay);
        entitlement::Suppositions what;
        what.enrolments = {{region, EnrolmentKind::flexible, today, false}};
        what.pay_open_on = answer.gap->earliest_on;  // no money is taken before it begins
        what.continues = true;
        EXPECT_EQ(shown(answer.gap->benefits_from), coverage(life, what, today))
            << region.to_string() << " " << unpaid << " months, " << today.to_string();
      }
    }
  }
}

// Residents likewise, whatever was missed, in the course of the year and in the window.
TEST(Guidance, names_the_day_that_the_coverage_enquiry_gives_of_paying_the_year) {
  for (const RegionCode region : {kShuozhou, kDongguan, kQuanzhou, kYueyang, kHangzhou, kQingdao}) {
    for (int missed = 0; missed <= 5; ++missed) {
      for (const int month : {1, 3, 7, 9, 11}) {
        const Date today = Date::of(2031, month, 10);
        const int last = 2030 - missed;
        Life life;
        life.enrol(region, EnrolmentKind::resident_adult, Date::of(2022, 9, 1));
        for (int year = 2024; year <= last; ++year) {
          life.pay_year(year, Date::of(year - 1, 11, 10));
        }
        const Told answer = told(life, today);
        ASSERT_TRUE(answer.gap);
        EXPECT_EQ(shown(answer.gap->benefits_from), paying_today(life, today))
            << region.to_string() << " " << missed << " years, " << today.to_string();
      }
    }
  }
}

// N-02: 2025 was missed, and the year is paid on the day: three months and one. Paying up 2025 is a
// step of its own, with its amount, its last day and the day it brings.
TEST(Repairs, are_a_step_of_their_own_with_the_day_they_bring) {
  const Date today = Date::of(2026, 2, 10);
  Life life;
  life.enrol(kDongguan, EnrolmentKind::resident_adult, Date::of(2023, 9, 1))
      .pay_year(2024, Date::of(2023, 11, 10));
  const Told answer = told(life, today);
  EXPECT_EQ(shown(answer.gap->benefits_from), "2026-06-10");
  ASSERT_TRUE(answer.repairs);
  const Guidance& repairs = *answer.repairs;
  EXPECT_EQ(shown(repairs.benefits_from), "2026-05-10");
  EXPECT_EQ(shown(repairs.otherwise_from), "2026-06-10");
  EXPECT_EQ(shown(repairs.open_until), "2026-06-09");
  EXPECT_EQ(repairs.by, "person");
  EXPECT_EQ(repairs.amount->fen(), answer.gap->amount->fen());
  ASSERT_EQ(repairs.repairs.size(), 1U);
  EXPECT_EQ(repairs.repairs.front().year, 2025);
  entitlement::Suppositions what;
  what.payments = {{{}, 2026, today}, {{}, 2025, today}};
  what.continues = true;
  EXPECT_EQ(coverage(life, what, today), "2026-05-10");
}

// Paid already and waiting: the step is there though nothing is sealed, as long as it brings a day.
TEST(Repairs, are_told_while_the_waiting_runs) {
  Life life;
  life.enrol(kDongguan, EnrolmentKind::resident_adult, Date::of(2023, 9, 1))
      .pay_year(2024, Date::of(2023, 11, 10))
      .pay_year(2026, Date::of(2026, 2, 10));
  const Told waiting = told(life, Date::of(2026, 3, 1));
  EXPECT_TRUE(waiting.seals.empty());
  ASSERT_TRUE(waiting.repairs);
  EXPECT_EQ(shown(waiting.repairs->benefits_from), "2026-05-10");
  const Told late = told(life, Date::of(2026, 5, 20));
  ASSERT_TRUE(late.repairs);
  EXPECT_EQ(shown(late.repairs->benefits_from), "2026-05-20");  // on its own day, not before
  EXPECT_TRUE(told(life, Date::of(2026, 6, 9)).repairs);
  EXPECT_FALSE(told(life, Date::of(2026, 6, 10)).repairs);
}

// Never more years than bring a day: 青岛 adds nothing for the first year missed; six months are
// the least after four years, however many are paid up.
TEST(Repairs, stop_where_they_bring_nothing_more) {
  const auto repaired = [](RegionCode region, int last_paid, Date today) {
    Life life;
    life.enrol(region, EnrolmentKind::resident_adult, Date::of(2022, 9, 1));
    for (int year = 2024; year <= last_paid; ++year) {
      life.pay_year(year, Date::of(year - 1, 11, 10));
    }
    const auto repairs = told(life, today).repairs;
    std::string text;
    for (const Repair& each : repairs ? repairs->repairs : std::vector<Repair>()) {
      text += std::to_string(each.year) + " " + each.benefits_from.to_string() + ";";
    }
    return text;
  };
  EXPECT_EQ(repaired(kDongguan, 2028, Date::of(2031, 2, 10)), "2030 2031-06-10;2029 2031-05-10;");
  EXPECT_EQ(repaired(kDongguan, 2026, Date::of(2031, 2, 10)), "2030 2031-08-10;");
  EXPECT_EQ(repaired(kQingdao, 2029, Date::of(2031, 2, 10)), "");
  EXPECT_EQ(repaired(kDongguan, 2030, Date::of(2031, 2, 10)), "");
}

// A year paid up already counts before this year is paid: the day is the real one, and no year is
// asked for twice.
TEST(Repairs, that_were_made_count) {
  Life life;
  life.enrol(kDongguan, EnrolmentKind::resident_adult, Date::of(2023, 9, 1))
      .pay_year(2024, Date::of(2023, 11, 10))
      .pay_year(2025, Date::of(2026, 1, 20));
  const Date today = Date::of(2026, 2, 10);
  const Told answer = told(life, today);
  ASSERT_TRUE(answer.gap);
  EXPECT_EQ(shown(answer.gap->benefits_from), "2026-05-10");
  EXPECT_EQ(shown(answer.gap->benefits_from), paying_today(life, today));
  EXPECT_FALSE(answer.repairs);
}

}  // namespace
}  // namespace yibao::seal
