// Goal: each computed hold begins and ends on its day, at its own relation, and says whose debt it
// is (R-061, R-063, R-064, R-071, R-074, R-085, R-103, C-03, domain rulings 1, 4, 5 and 9).
#include "business/seal/rules.h"

#include <gtest/gtest.h>

#include "business/entitlement/rules.h"
#include "business/hold/rules.h"
#include "business/seal/guidance.h"
#include "business/seal/matter.h"
#include "business/seal/test_life.h"

namespace yibao::seal {
namespace {

using enrolment::EnrolmentKind;
using hold::HoldCause;

// Left on 31 March, paid up to March: April is unpaid, benefits stop on 1 May.
Life left() {
  Life life;
  life.enrol(kShuozhou, EnrolmentKind::employee, Date::of(2024, 1, 1), Date::of(2025, 3, 31))
      .pay(Month::of(2024, 1), Month::of(2025, 3));
  return life;
}

TEST(Seals, gap_begins_on_the_first_of_the_month_after_the_first_unpaid_one) {
  const Life life = left();
  EXPECT_EQ(life.on(Date::of(2025, 4, 30)), "");
  EXPECT_EQ(life.on(Date::of(2025, 5, 1)), "gap 2025-05-01");
  EXPECT_EQ(life.on(Date::of(2025, 5, 2)), "gap 2025-05-01");
}

// lifted by the payment itself, on its day, without anybody acting.
TEST(Seals, gap_ends_on_the_day_of_the_payment_at_a_new_relation) {
  Life life = left();
  life.enrol(kDongguan, EnrolmentKind::flexible, Date::of(2025, 6, 1))
      .pay(Month::of(2025, 6), Month::of(2025, 6), Date::of(2025, 6, 18));
  EXPECT_EQ(life.on(Date::of(2025, 6, 17)), "gap 2025-05-01");
  EXPECT_EQ(life.on(Date::of(2025, 6, 18)), "");
}

// C-03: the record ends when the money arrives, whenever benefits come back.
TEST(Seals, arrears_end_on_the_day_of_the_receipt) {
  Life life;
  life.enrol(kShuozhou, EnrolmentKind::employee, Date::of(2024, 1, 1))
      .pay(Month::of(2024, 1), Month::of(2025, 2))
      .pay(Month::of(2025, 3), Month::of(2025, 3), Date::of(2025, 4, 20));
  EXPECT_EQ(life.on(Date::of(2025, 3, 31)), "");
  EXPECT_EQ(life.on(Date::of(2025, 4, 1)), "arrears 2025-04-01");
  EXPECT_EQ(life.on(Date::of(2025, 4, 19)), "arrears 2025-04-01");
  EXPECT_EQ(life.on(Date::of(2025, 4, 20)), "");
}

// Ruling 5: what the employer owes is arrears, what came after leaving is the person's gap.
TEST(Seals, months_owed_by_an_employer_are_no_gap) {
  Life life;
  life.enrol(kShuozhou, EnrolmentKind::employee, Date::of(2024, 1, 1), Date::of(2025, 5, 1))
      .pay(Month::of(2024, 1), Month::of(2025, 3));
  EXPECT_EQ(life.on(Date::of(2025, 5, 31)), "arrears 2025-05-01");
  EXPECT_EQ(life.on(Date::of(2025, 6, 1)), "arrears 2025-05-01, gap 2025-06-01");
  const std::vector<Seal> owed = arrears_on(Date::of(2025, 6, 1), life.record, policies());
  ASSERT_EQ(owed.size(), 1U);
  EXPECT_EQ(owed.front().months.to_string(), "2025-04");
  EXPECT_EQ(owed.front().debts.front().employer, EmployerId(3));
}

// A debt of an employer of the past stands beside cover at a new place.
TEST(Seals, arrears_belong_to_their_own_region) {
  Life life;
  life.enrol(kShuozhou, EnrolmentKind::employee, Date::of(2024, 1, 1), Date::of(2025, 4, 1))
      .pay(Month::of(2024, 1), Month::of(2025, 2));
  life.enrol(kDongguan, EnrolmentKind::flexible, Date::of(2025, 4, 1))
      .pay(Month::of(2025, 4), Month::of(2025, 5));
  const auto seals = seals_on(Date::of(2025, 5, 20), life.record, policies(), calendar());
  ASSERT_EQ(seals.size(), 1U);
  EXPECT_EQ(seals.front().hold.cause, HoldCause::arrears);
  EXPECT_EQ(seals.front().hold.region, kShuozhou);
}

// Ruling 9: a resident's year ends on 31 December.
TEST(Seals, resident_gap_begins_with_the_unpaid_year) {
  Life life;
  life.enrol(kDongguan, EnrolmentKind::resident_adult, Date::of(2024, 1, 1))
      .pay(Month::of(2024, 1), Month::of(2024, 12), Date::of(2023, 11, 1));
  EXPECT_EQ(life.on(Date::of(2024, 12, 31)), "");
  EXPECT_EQ(life.on(Date::of(2025, 1, 1)), "gap 2025-01-01");
}

TEST(Seals, nobody_has_a_gap_who_never_paid_retired_or_died) {
  Life fresh;
  fresh.enrol(kDongguan, EnrolmentKind::flexible, Date::of(2025, 1, 1));
  EXPECT_EQ(fresh.on(Date::of(2025, 6, 1)), "");
  Life retired = left();
  retired.record.person.person.retired_on = Date::of(2025, 4, 1);
  retired.record.person.person.retirement_benefits_from = Date::of(2025, 4, 1);
  EXPECT_EQ(retired.on(Date::of(2025, 6, 1)), "");
  Life dead = left();
  dead.record.person.person.died_on = Date::of(2025, 6, 1);
  EXPECT_EQ(dead.on(Date::of(2025, 5, 31)), "gap 2025-05-01");
  EXPECT_EQ(dead.on(Date::of(2025, 6, 1)), "death 2025-06-01");
}

// Matrix, DEATH: one answer with entitlement. The fund pays for the day of death itself, and only
// for it; money, media and transfer stop on that day.
TEST(Seals, day_of_death_is_paid_for) {
  Life life;
  life.enrol(kDongguan, EnrolmentKind::flexible, Date::of(2024, 1, 1))
      .pay(Month::of(2024, 1), Month::of(2025, 6));
  const Date died_on = Date::of(2025, 5, 10);
  life.record.person.person.died_on = died_on;
  const enrolment::Enrolment& relation = life.record.person.enrolments.front();
  for (const int after : {-1, 0, 1}) {
    const Date day = died_on + after;
    const auto seals = seals_on(day, life.record, policies(), calendar());
    const hold::Effects effects = hold::combine(holds_of(seals), kDongguan);
    const policy::RegionPolicy& policy = policies().on(kDongguan, day);
    const auto facts = entitlement::facts_of(relation, life.record.person, policies(), policy, day);
    const bool covered = entitlement::is_entitled(day, facts, policy) == entitlement::Cover::yes;
    EXPECT_EQ(covered, after <= 0) << day.to_string();
    EXPECT_EQ(effects.benefit == hold::Effect::allowed, covered) << day.to_string();
    EXPECT_EQ(effects.spending == hold::Effect::allowed, after < 0) << day.to_string();
    EXPECT_EQ(effects.id_card == hold::Effect::allowed, after < 0) << day.to_string();
  }
}

// the third hold within twelve months, and the day on which the first leaves the window.
TEST(Seals, repeated_holds_are_counted_over_twelve_months) {
  Life life = left();
  for (const Date since : {Date::of(2025, 1, 10), Date::of(2025, 2, 10)}) {
    StoredHold stored;
    stored.hold.id = HoldId(since.days());
    stored.hold.cause = HoldCause::admin;
    stored.hold.since = since;
    stored.hold.until = since + 3;
    life.record.stored.push_back(stored);
  }
  entitlement::SharedFacts facts(life.record.person, policies());
  EXPECT_EQ(holds_within(12, Date::of(2025, 4, 30), life.record, policies(), facts), 2);
  EXPECT_EQ(holds_within(12, Date::of(2025, 5, 1), life.record, policies(), facts), 3);
  EXPECT_EQ(holds_within(12, Date::of(2026, 1, 9), life.record, policies(), facts), 3);
  EXPECT_EQ(holds_within(12, Date::of(2026, 1, 10), life.record, policies(), facts), 2);
}

// paid today, from which day the fund pays again.
TEST(Guidance, says_from_which_day_the_fund_pays_again) {
  struct Row {
    int months_unpaid;
    const char* benefits_from;
  };
  // 朔州: up to three months the first of the next month; beyond, six paid months first.
  const Row rows[] = {{1, "2025-08-01"}, {3, "2025-08-01"}, {4, "2026-01-01"}};
  const Date today = Date::of(2025, 7, 10);
  for (const Row& row : rows) {
    Life life;
    life.enrol(kShuozhou, EnrolmentKind::employee, Date::of(2024, 1, 1))
        .pay(Month::of(2024, 1), Month::of(2025, 6) - row.months_unpaid);
    const auto seals = seals_on(today, life.record, policies(), calendar());
    ASSERT_EQ(seals.size(), 1U);
    const auto steps = steps_to_lift(seals, today);
    entitlement::SharedFacts facts(life.record.person, policies());
    const Guidance guidance = guide(steps.front(), Way::employer_pays,
                                    {life.record, policies(), calendar(), today, facts});
    EXPECT_EQ(guidance.benefits_from.value_or(Date()).to_string(), row.benefits_from)
        << row.months_unpaid;
    EXPECT_EQ(guidance.earliest_on, today);
    EXPECT_EQ(guidance.debts.size(), static_cast<std::size_t>(row.months_unpaid));
  }
}

// Beyond the grace, paying up is offered where it brings the day nearer (泉州: 3 months' waiting
// instead of 6; 岳阳: 30 days), and not where it changes nothing.
TEST(Guidance, offers_to_pay_up_a_long_gap_where_that_is_sooner) {
  struct Row {
    RegionCode region;
    const char* benefits_from;
    bool pays_up;
  };
  const Row rows[] = {{RegionCode(350500), "2026-06-01", true},
                      {RegionCode(430600), "2026-04-19", true},
                      {kShuozhou, "2026-09-01", false}};
  const Date today = Date::of(2026, 3, 20);
  for (const Row& row : rows) {
    Life life;
    life.enrol(row.region, EnrolmentKind::flexible, Date::of(2025, 1, 1))
        .pay(Month::of(2025, 1), Month::of(2025, 9));
    const auto seals = seals_on(today, life.record, policies(), calendar());
    ASSERT_EQ(seals.size(), 1U);
    const auto steps = steps_to_lift(seals, today);
    entitlement::SharedFacts facts(life.record.person, policies());
    const Guidance guidance = guide(steps.front(), Way::pay_contribution,
                                    {life.record, policies(), calendar(), today, facts});
    EXPECT_EQ(guidance.benefits_from.value_or(Date()).to_string(), row.benefits_from);
    EXPECT_EQ(guidance.back_payment.has_value(), row.pays_up) << row.region.to_string();
  }
}

// N-02: whoever belongs to a group that the region spares the waiting is covered from the payment.
TEST(Guidance, spares_the_waiting_whom_the_region_spares) {
  const Date today = Date::of(2026, 3, 20);
  const auto benefits_from = [&](bool spared) {
    Life life;
    life.enrol(kDongguan, EnrolmentKind::resident_adult, Date::of(2024, 1, 1))
        .pay(Month::of(2024, 1), Month::of(2024, 12), Date::of(2023, 11, 10));
    if (spared) {
      entitlement::Membership group;
      group.ordinal = 1;
      group.group = "minimum_allowance";
      group.from = Date::of(2025, 1, 1);
      life.record.person.groups.push_back(group);
    }
    const auto seals = seals_on(today, life.record, policies(), calendar());
    const auto steps = steps_to_lift(seals, today);
    entitlement::SharedFacts facts(life.record.person, policies());
    const Guidance guidance = guide(steps.front(), Way::pay_contribution,
                                    {life.record, policies(), calendar(), today, facts});
    return guidance.benefits_from.value_or(Date()).to_string();
  };
  EXPECT_EQ(benefits_from(true), "2026-03-20");
  EXPECT_EQ(benefits_from(false), "2026-07-20");
}

// A year that is over before its waiting is covers no day: from then on the next year is what to
// pay, with this one where that is sooner.
TEST(Guidance, sends_nobody_to_pay_for_a_year_that_covers_no_day) {
  struct Row {
    Date today;
    const char* benefits_from;
    int next_year;  // 0: this one
    bool pays_both;
  };
  const Row rows[] = {{Date::of(2026, 9, 30), "2026-12-30", 0, false},
                      {Date::of(2026, 10, 1), "2027-01-01", 2027, true},
                      {Date::of(2026, 12, 31), "2027-03-31", 2027, true}};
  for (const Row& row : rows) {
    SCOPED_TRACE(row.today.to_string());
    Life life;
    life.enrol(kShuozhou, EnrolmentKind::resident_adult, Date::of(2025, 1, 10))
        .pay(Month::of(2025, 1), Month::of(2025, 12), Date::of(2025, 1, 10));
    const auto seals = seals_on(row.today, life.record, policies(), calendar());
    const auto steps = steps_to_lift(seals, row.today);
    entitlement::SharedFacts facts(life.record.person, policies());
    const Guidance guidance = guide(steps.front(), Way::pay_contribution,
                                    {life.record, policies(), calendar(), row.today, facts});
    EXPECT_EQ(guidance.benefits_from.value_or(Date()).to_string(), row.benefits_from);
    EXPECT_EQ(guidance.next_year ? guidance.next_year->year : 0, row.next_year);
    EXPECT_EQ(guidance.back_payment.has_value(), row.pays_both);
    const Date alone = guidance.next_year ? guidance.next_year->alone : Date::of(2100, 1, 1);
    EXPECT_LT(*guidance.benefits_from, alone);
    EXPECT_EQ(guidance.earliest_on, row.today);
  }
}

// N-20, 1.8: who pays today is covered from the month of payment, in 岳阳 for the months paid up
// too: those days are before today, and they are told.
TEST(Guidance, tells_the_days_that_paying_covers_retroactively) {
  const std::pair<RegionCode, const char*> rows[] = {{kDongguan, "2025-05-01"},
                                                     {RegionCode(430600), "2025-04-01"}};
  const Date today = Date::of(2025, 5, 20);
  for (const auto& [region, benefits_from] : rows) {
    Life life;
    life.enrol(region, EnrolmentKind::flexible, Date::of(2025, 1, 2))
        .pay(Month::of(2025, 1), Month::of(2025, 2));
    const auto seals = seals_on(today, life.record, policies(), calendar());
    const auto steps = steps_to_lift(seals, today);
    entitlement::SharedFacts facts(life.record.person, policies());
    const Guidance guidance = guide(steps.front(), Way::pay_contribution,
                                    {life.record, policies(), calendar(), today, facts});
    EXPECT_EQ(guidance.benefits_from.value_or(Date()).to_string(), benefits_from);
  }
}

// what is asked for follows from the cause; R-091: a region may ask for more, once.
TEST(Materials, follow_from_the_cause_and_the_region) {
  policy::ReleasePolicy policy = policies().on(kDongguan, Date::of(2026, 3, 20)).release;
  Seal seal;
  const auto slots = [&](HoldCause cause) {
    seal.hold.cause = cause;
    return materials_for(seal, policy).slots;
  };
  using Slots = std::vector<std::string>;
  const std::string own = "identity_document|household_book";
  EXPECT_EQ(slots(HoldCause::gap), Slots{own});
  EXPECT_EQ(slots(HoldCause::arrears), (Slots{own, "social_security_card", "contribution_proof"}));
  EXPECT_EQ(slots(HoldCause::loss), (Slots{own, "social_security_card"}));
  EXPECT_EQ(slots(HoldCause::id_change), Slots{own});
  seal.by_employer = true;
  EXPECT_EQ(slots(HoldCause::gap), (Slots{own, "labour_relation_proof|termination_proof"}));
  policy.materials_more.value = {"bank_account_proof", "social_security_card"};
  policy.materials_more.citation.parameter = "release.materials_more";
  EXPECT_EQ(slots(HoldCause::loss), (Slots{own, "social_security_card", "bank_account_proof"}));
  EXPECT_EQ(materials_for(seal, policy).citations.back().parameter, "release.materials_more");
}

// any of the group serves; from the age that the region names a household book does not.
TEST(Materials, household_book_serves_below_the_age) {
  const policy::ReleasePolicy& policy = policies().on(kDongguan, Date::of(2026, 3, 20)).release;
  person::Person child;
  child.birth_date = Date::of(2010, 3, 20);
  const auto slots = [&](Date today) {
    return slots_for(child, {"identity_document|household_book", "social_security_card"}, policy,
                     today)
        .front();
  };
  EXPECT_EQ(slots(Date::of(2026, 3, 19)), "identity_document|household_book");
  EXPECT_EQ(slots(Date::of(2026, 3, 20)), "identity_document");  // the 16th birthday
  EXPECT_EQ(slots(Date::of(2026, 3, 21)), "identity_document");
}

}  // namespace
}  // namespace yibao::seal
