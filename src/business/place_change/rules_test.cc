// Goal: who may change whereto, what ends and what begins, which materials are asked for (R-104,
// C-16), and the days of a change.
#include "business/place_change/rules.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "adapters/files/data.h"
#include "business/test_policy.h"

namespace yibao::place_change {
namespace {

using enrolment::Claimant;
using enrolment::Enrolment;
using enrolment::EnrolmentKind;
using enrolment::EnrolmentState;

const Date kToday = Date::of(2025, 4, 25);

// The policy as it is shipped.
const policy::PolicySet& policies() {
  static const policy::PolicySet set =
      files::load_policy(std::string(YIBAO_SOURCE_DIR) + "/policy").value();
  return set;
}

Enrolment relation(EnrolmentKind kind, RegionCode region = test::kDongguan) {
  Enrolment row;
  row.ordinal = 1;
  row.region = region;
  row.kind = kind;
  row.scheme = enrolment::scheme_of(kind);
  if (kind == EnrolmentKind::employee) row.employer = EmployerId(7);
  row.started_on = Date::of(2024, 1, 1);
  return row;
}

Enrolment stopped(Enrolment row, Date suspended_on = Date::of(2025, 4, 1)) {
  row.state = EnrolmentState::suspended;
  row.suspended_on = suspended_on;
  return row;
}

ChangeFacts facts_of(std::vector<Enrolment> enrolments) {
  ChangeFacts facts;
  facts.today = kToday;
  facts.person.id = PersonId(1);
  facts.person.birth_date = Date::of(1990, 1, 1);
  facts.enrolments = std::move(enrolments);
  facts.target = test::kHangzhou;
  facts.reason = ChangeReason::residence;
  facts.ground = Ground::residence_place;
  return facts;
}

ChangePlan plan(const ChangeFacts& facts) {
  const auto old = relation_to_leave(facts.enrolments, facts.from, facts.target);
  return plan_change(facts, policies().on(old ? old->region : facts.target, facts.today),
                     policies().on(facts.target, facts.today));
}

std::string codes_of(const ChangePlan& planned) {
  std::string codes;
  for (const Reason& each : planned.obstacles) codes += (codes.empty() ? "" : " ") + each.code;
  return codes;
}

struct GroupRow {
  const char* name;
  IdentityKind kind;
  Date born_on;
  ChangeReason reason;
  Ground ground;
  const char* codes;  // of obstacles
};

// R-104, C-16: newborn → birth or household place, foreigner → place of work, tourist refused,
// everybody else → work, household, residence.
TEST(PlaceChangeRules, grounds_depend_on_the_group_of_the_person) {
  using I = IdentityKind;
  using R = ChangeReason;
  using G = Ground;
  const Date adult = Date::of(1990, 1, 1);
  const Date baby = Date::of(2025, 1, 6);
  const GroupRow rows[] = {
      {"adult to work", I::citizen_identity_card, adult, R::work, G::work_place, ""},
      {"adult to household", I::citizen_identity_card, adult, R::household, G::household_place, ""},
      {"adult to residence", I::citizen_identity_card, adult, R::other, G::residence_place, ""},
      {"adult to birth place", I::citizen_identity_card, adult, R::other, G::birth_place,
       "ground_not_of_group"},
      {"adult as newborn", I::citizen_identity_card, adult, R::newborn, G::household_place,
       "reason_not_of_group"},
      {"newborn at birth place", I::birth_certificate, baby, R::newborn, G::birth_place, ""},
      {"newborn to household", I::citizen_identity_card, baby, R::newborn, G::household_place, ""},
      {"newborn to work", I::citizen_identity_card, baby, R::newborn, G::work_place,
       "ground_not_of_group"},
      {"one month too old", I::citizen_identity_card, Date::of(2024, 4, 25), R::newborn,
       G::birth_place, "ground_not_of_group reason_not_of_group"},
      {"one day younger", I::citizen_identity_card, Date::of(2024, 4, 26), R::newborn,
       G::birth_place, ""},
      {"foreigner to work", I::foreign_employment_permit, adult, R::foreigner, G::work_place, ""},
      {"foreigner to residence", I::foreign_passport, adult, R::residence, G::residence_place,
       "ground_not_of_group"},
      {"tourist", I::foreign_passport, adult, R::other, G::visit, "visitor_not_covered"},
      {"visiting relatives", I::citizen_identity_card, adult, R::other, G::visit,
       "visitor_not_covered"},
      {"citizen as foreigner", I::citizen_identity_card, adult, R::foreigner, G::work_place,
       "reason_not_of_group"},
  };
  for (const GroupRow& row : rows) {
    ChangeFacts facts = facts_of({stopped(relation(EnrolmentKind::flexible))});
    facts.person.identity_kind = row.kind;
    facts.person.birth_date = row.born_on;
    facts.reason = row.reason;
    facts.ground = row.ground;
    facts.kind = row.born_on == adult ? EnrolmentKind::flexible : EnrolmentKind::preschool_child;
    EXPECT_EQ(codes_of(plan(facts)), row.codes) << row.name;
  }
}

struct StopRow {
  const char* name;
  EnrolmentKind kind;
  Claimant by;
  const char* proof;
  const char* codes;
};

// flexible workers and residents stop by themselves; an employee through the employer, or
// at the counter with proof.
TEST(PlaceChangeRules, stops_what_is_active_by_whoever_may) {
  using K = EnrolmentKind;
  const StopRow rows[] = {
      {"flexible on line", K::flexible, Claimant::person, "", ""},
      {"resident on line", K::resident_adult, Claimant::person, "", ""},
      {"flexible at the counter", K::flexible, Claimant::officer, "", ""},
      {"employee on line", K::employee, Claimant::person, "", "suspend_through_employer"},
      {"employee on line with proof", K::employee, Claimant::person, "termination_proof",
       "suspend_through_employer"},
      {"employee at the counter", K::employee, Claimant::officer, "",
       "proof_of_termination_needed"},
      {"employee at the counter with proof", K::employee, Claimant::officer, "termination_proof",
       ""},
      {"by the employer", K::employee, Claimant::employer, "", ""},
      {"on unemployment benefit", K::unemployed_fund, Claimant::person, "", "suspend_at_agency"},
      {"the same at the counter", K::unemployed_fund, Claimant::officer, "", ""},
  };
  for (const StopRow& row : rows) {
    ChangeFacts facts = facts_of({relation(row.kind)});
    facts.by = row.by;
    facts.proof = row.proof;
    facts.kind = K::flexible;
    const ChangePlan planned = plan(facts);
    EXPECT_EQ(codes_of(planned), row.codes) << row.name;
    if (*row.codes != '\0') continue;
    ASSERT_TRUE(planned.stopped && planned.beginning) << row.name;
    EXPECT_EQ(planned.stopped->suspended_on, planned.beginning->begun.started_on) << row.name;
    // never two active.
    int active = 0;
    for (const Enrolment& each : planned.after(facts.enrolments)) active += each.is_active();
    EXPECT_EQ(active, 1) << row.name;
  }
}

// R-108, ruling 11: a proof is of one employment; what was handed in before this one began, or at
// the same moment, is of another.
TEST(PlaceChangeRules, stops_no_employment_with_the_proof_of_another) {
  ChangeFacts facts = facts_of({relation(EnrolmentKind::employee)});
  facts.by = Claimant::officer;
  facts.proof = "termination_proof";
  facts.kind = EnrolmentKind::flexible;
  const Instant began = Instant::start_of(Date::of(2025, 4, 23));
  facts.enrolments[0].recorded_at = began;
  const auto codes_given = [&](std::int64_t milliseconds_after) {
    facts.proof_given_at = Instant::from_milliseconds(began.milliseconds() + milliseconds_after);
    return codes_of(plan(facts));
  };
  EXPECT_EQ(codes_given(-1), "proof_of_another_employment");
  EXPECT_EQ(codes_given(0), "proof_of_another_employment");
  EXPECT_EQ(codes_given(1), "");
  facts.by = Claimant::person;
  EXPECT_EQ(codes_given(-1), "suspend_through_employer");
}

// 23 and 13 between provinces, 24 and 14 within one, 11 where there was nothing.
TEST(PlaceChangeRules, codes_say_whether_the_range_was_left) {
  ChangeFacts facts = facts_of({stopped(relation(EnrolmentKind::flexible))});
  EXPECT_EQ(plan(facts).old_change_type, 23);
  EXPECT_EQ(plan(facts).new_change_type, 13);
  facts.target = RegionCode(440500);
  EXPECT_EQ(plan(facts).old_change_type, 24);
  EXPECT_EQ(plan(facts).new_change_type, 14);
  facts = facts_of({});
  facts.person.birth_date = Date::of(2025, 1, 6);
  facts.reason = ChangeReason::newborn;
  facts.ground = Ground::household_place;
  EXPECT_EQ(codes_of(plan(facts)), "");
  EXPECT_EQ(plan(facts).old_change_type, 0);
  EXPECT_EQ(plan(facts).new_change_type, 11);
}

TEST(PlaceChangeRules, several_relations_are_left_one_at_a_time) {
  Enrolment first = stopped(relation(EnrolmentKind::flexible));
  Enrolment second = stopped(relation(EnrolmentKind::flexible, test::kShuozhou));
  second.ordinal = 2;
  ChangeFacts facts = facts_of({first, second});
  EXPECT_EQ(plan(facts).old->region, test::kShuozhou) << "the latest, where nothing is said";
  facts.from = test::kDongguan;
  EXPECT_EQ(plan(facts).old->region, test::kDongguan);
  facts.from = test::kQuanzhou;
  EXPECT_EQ(codes_of(plan(facts)), "no_relation_to_change");
}

TEST(PlaceChangeRules, refuses_where_there_is_nothing_to_change) {
  ChangeFacts facts = facts_of({relation(EnrolmentKind::flexible, test::kHangzhou)});
  EXPECT_EQ(codes_of(plan(facts)), "already_at_place");
  EXPECT_EQ(codes_of(plan(facts_of({}))), "no_relation_at_all");
  facts = facts_of({stopped(relation(EnrolmentKind::flexible))});
  facts.person.retired_on = kToday;
  EXPECT_EQ(codes_of(plan(facts)), "retiree_place_stays");
  facts.person.retired_on = kToday + 1;
  EXPECT_EQ(codes_of(plan(facts)), "");
  facts.person.retired_on.reset();
  facts.person.died_on = kToday;
  EXPECT_EQ(codes_of(plan(facts)), "person_died");
  facts = facts_of({stopped(relation(EnrolmentKind::flexible))});
  facts.enrolments.front().duplicate = true;
  EXPECT_EQ(codes_of(plan(facts)), "duplicate_to_clear no_relation_at_all");
}

// 43号, category B: a resident who has paid this year moves at the turn of the year, and may ask
// three months before.
TEST(PlaceChangeRules, residents_who_have_paid_move_next_year) {
  ChangeFacts facts = facts_of({relation(EnrolmentKind::resident_adult)});
  facts.year_paid = true;
  facts.today = Date::of(2025, 8, 31);
  EXPECT_EQ(codes_of(plan(facts)), "resident_moves_next_year");
  facts.today = Date::of(2025, 10, 1);
  EXPECT_EQ(plan(facts).beginning->begun.started_on, Date::of(2026, 1, 1));
  facts.year_paid = false;
  EXPECT_EQ(plan(facts).beginning->begun.started_on, Date::of(2025, 11, 1));
  // N-26: a graduate who is hired does not wait.
  facts = facts_of({relation(EnrolmentKind::student)});
  facts.year_paid = true;
  facts.reason = ChangeReason::graduation;
  facts.ground = Ground::work_place;
  facts.employer = EmployerId(9);
  EXPECT_EQ(plan(facts).there->kind, EnrolmentKind::employee);
  EXPECT_EQ(plan(facts).beginning->begun.started_on, Date::of(2025, 5, 1));
}

struct MaterialRow {
  ChangeReason reason;
  bool proof;
  std::vector<std::string> required;  // behind those that are asked of everybody
};

// the household book where the household moves, not for work. R-113: either proof.
TEST(PlaceChangeRules, materials_follow_the_reason) {
  const policy::PlaceChangePolicy& policy = policies().on(test::kHangzhou, kToday).place_change;
  const MaterialRow rows[] = {
      {ChangeReason::household, false, {"household_book"}},
      {ChangeReason::work, false, {"labour_relation_proof|termination_proof"}},
      {ChangeReason::work, true, {"labour_relation_proof|termination_proof", "termination_proof"}},
      {ChangeReason::residence, false, {"residence_proof"}},
      {ChangeReason::newborn, false, {"birth_certificate|household_book"}},
      {ChangeReason::foreigner, false, {"labour_relation_proof"}},
      {ChangeReason::graduation, false, {"graduation_certificate"}},
      {ChangeReason::other, false, {"employer_statement|residence_proof"}},
  };
  for (const MaterialRow& row : rows) {
    for (const casework::Desk desk : {casework::Desk::online, casework::Desk::counter}) {
      const MaterialRule rule = materials_of(row.reason, desk, row.proof, policy);
      ASSERT_EQ(rule.required.size(), row.required.size() + 2) << to_text(row.reason);
      EXPECT_TRUE(std::equal(row.required.begin(), row.required.end(), rule.required.begin() + 2));
      EXPECT_EQ(rule.required.front(),
                desk == casework::Desk::counter ? "identity_document" : "identity_card_front");
    }
  }
}

// the vectors of domain 3.5: one, three and fifteen working days.
TEST(PlaceChangeRules, days_of_a_change_are_working_days) {
  const calendar::Calendar calendar =
      files::load_calendar(std::string(YIBAO_SOURCE_DIR) + "/calendar").value();
  const policy::PlaceChangePolicy& policy = policies().on(test::kHangzhou, kToday).place_change;
  struct Row {
    const char* from;
    const char* one;
    const char* online;
    const char* after_approval;
  };
  const Row rows[] = {{"2024-02-01", "2024-02-02", "2024-02-05", "2024-02-27"},
                      {"2024-09-27", "2024-09-29", "2024-10-08", "2024-10-23"},
                      {"2025-01-20", "2025-01-21", "2025-01-23", "2025-02-14"},
                      {"2025-04-25", "2025-04-27", "2025-04-29", "2025-05-20"},
                      {"2025-04-27", "2025-04-28", "2025-04-30", "2025-05-21"},
                      {"2025-09-26", "2025-09-28", "2025-09-30", "2025-10-23"},
                      {"2026-02-12", "2026-02-13", "2026-02-24", "2026-03-11"},
                      {"2026-04-30", "2026-05-06", "2026-05-08", "2026-05-25"}};
  for (const Row& row : rows) {
    const Date from = *Date::parse(row.from);
    const auto day = [&](int days) {
      return calendar.add_working_days(from, days).day.to_string();
    };
    EXPECT_EQ(day(1), row.one) << row.from;
    EXPECT_EQ(day(policy.online_working_days.value), row.online) << row.from;
    EXPECT_EQ(day(policy.working_days_after_approval.value), row.after_approval) << row.from;
  }
}

}  // namespace
}  // namespace yibao::place_change
