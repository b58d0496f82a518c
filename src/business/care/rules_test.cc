// Goal: what may be put on record for care, on which days it holds, and what a move of the relation
// makes of it (N-20).
#include "business/care/rules.h"

#include <gtest/gtest.h>

#include "business/care/follow.h"
#include "business/test_policy.h"

namespace yibao::care {
namespace {

using test::set;

const Date kToday = Date::of(2025, 4, 25);
constexpr RegionCode kDongguan{441900};
constexpr RegionCode kShantou{440500};
constexpr RegionCode kHangzhou{330100};

policy::CarePolicy policy() {
  policy::CarePolicy care;
  set(care.referral_months, "care.referral_months", 6);
  set(care.remote_months, "care.remote_months", 0);
  set(care.chronic_months, "care.chronic_months", 0);
  set(care.fixed_max, "care.fixed_max", 3);
  set(care.remote_after_transfer, "care.remote_after_transfer", policy::AfterTransfer::carried);
  set(care.chronic_after_transfer, "care.chronic_after_transfer",
      policy::AfterTransfer::within_province);
  return care;
}

Registration of(Kind kind, std::int64_t id = 0) {
  Registration registration;
  registration.id = RegistrationId(id);
  registration.kind = kind;
  registration.region = kDongguan;
  registration.begins_on = kToday;
  if (kind == Kind::chronic_disease) registration.disease = "M03900";
  if (kind == Kind::remote_care) registration.place_of_care = kHangzhou;
  if (kind == Kind::referral) {
    registration.place_of_care = kHangzhou;
    registration.institution = "H33010000001";
    registration.purpose = "3";
  }
  if (kind == Kind::fixed_institution) {
    registration.institution = "H44190000001";
    registration.purpose = "03";
    registration.sort_number = 1;
  }
  return registration;
}

FilingFacts filing(Kind kind) {
  FilingFacts facts;
  facts.wanted = of(kind);
  facts.today = kToday;
  facts.insured_here = true;
  if (kind == Kind::fixed_institution) facts.institution = {true, true, kDongguan};
  return facts;
}

std::vector<std::string> codes(const FilingFacts& facts) {
  std::vector<std::string> codes;
  for (const Reason& reason : find_obstacles(facts, policy())) codes.push_back(reason.code);
  return codes;
}
using Codes = std::vector<std::string>;

TEST(CareFiling, is_free_of_obstacles_where_all_is_well) {
  for (const Kind kind :
       {Kind::referral, Kind::remote_care, Kind::chronic_disease, Kind::fixed_institution}) {
    EXPECT_EQ(codes(filing(kind)), Codes{}) << to_text(kind);
  }
}

TEST(CareFiling, names_every_obstacle_at_once) {
  FilingFacts facts = filing(Kind::referral);
  facts.insured_here = false;
  facts.died_on = kToday;
  facts.hospital_agrees = false;
  facts.wanted.purpose = "1";
  facts.wanted.last_day = kToday - 1;
  facts.institution = {true, true, kShantou};
  EXPECT_EQ(codes(facts),
            (Codes{"person_died", "care_not_insured_here", "care_days_reversed",
                   "referral_not_agreed", "referral_type_differs", "care_institution_elsewhere"}));
}

TEST(CareFiling, takes_the_dead_until_the_day_before) {
  FilingFacts facts = filing(Kind::chronic_disease);
  for (const auto& [died, refused] :
       {std::pair(kToday + 1, false), std::pair(kToday, true), std::pair(kToday - 1, true)}) {
    facts.died_on = died;
    EXPECT_EQ(codes(facts) == Codes{"person_died"}, refused) << died.to_string();
  }
}

TEST(CareFiling, knows_the_type_of_a_referral_by_its_place) {
  for (const auto& [place, type] :
       {std::pair(kDongguan, "1"), std::pair(kShantou, "2"), std::pair(kHangzhou, "3")}) {
    for (const char* said : {"1", "2", "3"}) {
      FilingFacts facts = filing(Kind::referral);
      facts.wanted.place_of_care = place;
      facts.wanted.purpose = said;
      EXPECT_EQ(codes(facts).empty(), std::string(said) == type) << place.to_string() << said;
    }
  }
}

TEST(CareFiling, does_not_reach_back_but_at_the_counter) {
  FilingFacts facts = filing(Kind::remote_care);
  facts.wanted.begins_on = kToday - 1;
  EXPECT_EQ(codes(facts), Codes{"care_not_backwards"});
  facts.by_officer = true;
  EXPECT_EQ(codes(facts), Codes{});
}

TEST(CareFiling, is_needless_at_home) {
  FilingFacts facts = filing(Kind::remote_care);
  facts.wanted.place_of_care = kDongguan;
  EXPECT_EQ(codes(facts), Codes{"care_place_is_own"});
  facts.wanted.place_of_care = RegionCode::nation();
  EXPECT_EQ(codes(facts), Codes{"care_place_too_wide"});
}

TEST(CareFiling, recognises_no_disease_that_is_diagnosed_later) {
  FilingFacts facts = filing(Kind::chronic_disease);
  facts.recognised_on = kToday;
  EXPECT_EQ(codes(facts), Codes{});
  facts.recognised_on = kToday + 1;
  EXPECT_EQ(codes(facts), Codes{"care_recognised_ahead"});
}

TEST(CareFiling, recognises_no_disease_for_the_days_before_its_diagnosis) {
  FilingFacts facts = filing(Kind::chronic_disease);
  for (const auto& [back, allowed] :
       {std::pair(-1, true), std::pair(0, true), std::pair(1, false)}) {
    facts.recognised_on = facts.wanted.begins_on + back;
    facts.today = facts.wanted.begins_on + 1;
    EXPECT_EQ(codes(facts), allowed ? Codes{} : Codes{"care_begins_before_recognition"}) << back;
  }
}

TEST(CareFiling, is_made_once_for_the_same_days) {
  FilingFacts facts = filing(Kind::chronic_disease);
  Registration before = of(Kind::chronic_disease, 7);
  before.begins_on = kToday - 100;
  for (const auto& [last, twice] :
       {std::pair(kToday - 1, false), std::pair(kToday, true), std::pair(kToday + 1, true)}) {
    before.last_day = last;
    facts.on_record = {before};
    EXPECT_EQ(codes(facts) == Codes{"care_on_record_already"}, twice) << last.to_string();
  }
  before.last_day.reset();
  before.state = State::ended;
  before.ended_on = kToday;
  facts.on_record = {before};
  EXPECT_EQ(codes(facts), Codes{});
  before.state = State::pending;
  before.ended_on.reset();
  facts.on_record = {before};
  EXPECT_EQ(codes(facts), Codes{"care_pending_already"});
  ASSERT_NE(find_pending(facts), nullptr);
  EXPECT_EQ(find_pending(facts)->id, before.id);
  facts.on_record.front().disease = "M01600";
  EXPECT_EQ(codes(facts), Codes{});
  EXPECT_EQ(find_pending(facts), nullptr);
}

TEST(CareFiling, is_reviewed_once_at_a_time_whatever_its_days) {
  FilingFacts facts = filing(Kind::chronic_disease);
  Registration before = of(Kind::chronic_disease, 7);
  before.state = State::pending;
  before.begins_on = kToday - 100;
  before.last_day = kToday - 50;
  facts.on_record = {before};
  EXPECT_EQ(codes(facts), Codes{}) << "of other days, it may hold at once";
  std::vector<Reason> obstacles;
  check_no_other_waits(facts, obstacles);
  ASSERT_EQ(obstacles.size(), 1U);
  EXPECT_EQ(obstacles.front().code, "care_pending_already");
  obstacles.clear();
  facts.on_record.front().state = State::active;
  check_no_other_waits(facts, obstacles);
  EXPECT_TRUE(obstacles.empty());
}

// N-20: a settlement is judged by the day of care, and asked for again by verify when the
// registration has ended since.
TEST(CareRegistration, held_on_a_day_for_who_looked_before_it_ended) {
  Registration each = of(Kind::chronic_disease, 7);
  each.begins_on = kToday - 20;
  each.state = State::ended;
  each.ended_on = kToday - 5;
  EXPECT_TRUE(each.held_on(kToday - 6, kToday)) << "ended after the care";
  EXPECT_FALSE(each.held_on(kToday - 5, kToday)) << "ended before the care";
  EXPECT_TRUE(each.held_on(kToday - 5, kToday - 5)) << "looked at on the day on which it ended";
  EXPECT_FALSE(each.held_on(kToday - 21, kToday - 20)) << "not begun";
  each.last_day = kToday - 10;
  EXPECT_FALSE(each.held_on(kToday - 9, kToday - 9)) << "over by itself";
  EXPECT_TRUE(each.held_on(kToday - 10, kToday - 9));
  each.state = State::pending;
  EXPECT_FALSE(each.held_on(kToday - 10, kToday - 9));
}

TEST(CareFiling, fixes_as_many_institutions_as_the_region_lets) {
  for (const auto& [number, refused] :
       {std::pair(0, true), std::pair(1, false), std::pair(3, false), std::pair(4, true)}) {
    FilingFacts facts = filing(Kind::fixed_institution);
    facts.wanted.sort_number = number;
    EXPECT_EQ(codes(facts) == Codes{"fixed_too_many"}, refused) << number;
  }
  FilingFacts facts = filing(Kind::fixed_institution);
  Registration taken = of(Kind::fixed_institution, 7);
  taken.institution = "H44190000002";
  facts.on_record = {taken};
  EXPECT_EQ(codes(facts), Codes{"fixed_number_taken"});
  facts.wanted.sort_number = 2;
  EXPECT_EQ(codes(facts), Codes{});
  facts.institution.reset();
  EXPECT_EQ(codes(facts), Codes{"institution_unknown"});
  facts.institution = {true, false, kDongguan};
  EXPECT_EQ(codes(facts), Codes{"care_institution_suspended"});
}

TEST(CareFiling, holds_for_the_months_of_the_region) {
  Registration referral = of(Kind::referral);
  for (const auto& [begins, last] : {std::pair(Date::of(2025, 4, 25), Date::of(2025, 10, 24)),
                                     std::pair(Date::of(2025, 8, 31), Date::of(2026, 2, 27)),
                                     std::pair(Date::of(2025, 4, 1), Date::of(2025, 9, 30))}) {
    referral.begins_on = begins;
    EXPECT_EQ(last_day_of(referral, policy()), last) << begins.to_string();
  }
  EXPECT_EQ(last_day_of(of(Kind::remote_care), policy()), std::nullopt);
  referral.last_day = kToday;
  EXPECT_EQ(last_day_of(referral, policy()), kToday);
}

TEST(CareRegistration, holds_from_its_first_day_to_its_last) {
  Registration registration = of(Kind::remote_care);
  registration.last_day = kToday + 10;
  EXPECT_FALSE(registration.holds_on(kToday - 1));
  EXPECT_TRUE(registration.holds_on(kToday));
  EXPECT_TRUE(registration.holds_on(kToday + 10));
  EXPECT_FALSE(registration.holds_on(kToday + 11));
  const auto ended = end_registration(registration, Event::withdraw, "ended_by_person", kToday + 5);
  ASSERT_TRUE(ended.ok());
  EXPECT_TRUE(ended->holds_on(kToday + 4));
  EXPECT_FALSE(ended->holds_on(kToday + 5));
  EXPECT_FALSE(end_registration(*ended, Event::withdraw, "ended_by_person", kToday + 6).ok());
}

TEST(CareRegistration, never_held_where_it_ended_before_it_began) {
  Registration registration = of(Kind::remote_care);
  registration.begins_on = kToday + 3;
  const auto ended = end_registration(registration, Event::withdraw, "ended_by_person", kToday);
  ASSERT_TRUE(ended.ok());
  EXPECT_FALSE(ended->holds_on(kToday + 3));
}

TEST(CareRegistration, of_a_province_covers_its_cities) {
  Registration registration = of(Kind::remote_care);
  registration.place_of_care = RegionCode(330000);
  EXPECT_TRUE(registration.covers_place(kHangzhou));
  EXPECT_FALSE(registration.covers_place(kShantou));
}

std::vector<Fate> fates(RegionCode target, const std::vector<Registration>& all,
                        bool on_system = true) {
  std::vector<Fate> fates;
  for (const Following& each :
       follow({kDongguan, target, on_system, "310", kToday}, all, policy())) {
    fates.push_back(each.fate);
  }
  return fates;
}
using Fates = std::vector<Fate>;

TEST(CareAfterTransfer, goes_on_or_is_asked_for_again_as_the_target_says) {
  const std::vector<Registration> all{of(Kind::chronic_disease, 1), of(Kind::remote_care, 2),
                                      of(Kind::referral, 3), of(Kind::fixed_institution, 4)};
  EXPECT_EQ(fates(kShantou, all), (Fates{Fate::goes_on, Fate::goes_on, Fate::ends, Fate::ends}));
  EXPECT_EQ(fates(kHangzhou, all),
            (Fates{Fate::ask_again, Fate::not_needed, Fate::ends, Fate::ends}));
  EXPECT_EQ(fates(kShantou, all, false),
            (Fates{Fate::ask_again, Fate::ask_again, Fate::ends, Fate::ends}));
}

TEST(CareAfterTransfer, leaves_alone_what_is_over_or_stands_elsewhere) {
  Registration over = of(Kind::chronic_disease, 1);
  over.last_day = kToday - 1;
  Registration last_today = of(Kind::chronic_disease, 2);
  last_today.last_day = kToday;
  Registration elsewhere = of(Kind::chronic_disease, 3);
  elsewhere.region = kShantou;
  Registration pending = of(Kind::chronic_disease, 4);
  pending.state = State::pending;
  EXPECT_EQ(fates(kShantou, {over, last_today, elsewhere, pending}), Fates{Fate::goes_on});
}

}  // namespace
}  // namespace yibao::care
