// Goal: nobody participates twice, each beginning and end has the day that the policy says, and a
// joiner whose old employer is slow is carried out as soon as the leaver report is there
// (R-061 to, N-01).
#include "business/enrolment/commands.h"

#include <gtest/gtest.h>

#include "business/enrolment/reports.h"
#include "business/test_world.h"

namespace yibao::enrolment {
namespace {

using test::code_of;
using test::employer_officer;
using test::fact_of;
using test::officer_of;
using test::participant;
using test::request;

constexpr RegionCode kDongguan(441900);
constexpr RegionCode kHangzhou(330100);

class Enrolments : public testing::Test {
 protected:
  Enrolments()
      : world(Date::of(2025, 4, 10)),
        person(world.add_person("张三", "44190019900101001X")),
        old_employer(world.add_employer(kDongguan, "东莞市旧日电子有限公司")),
        new_employer(world.add_employer(kHangzhou, "杭州新程科技有限公司")) {}

  Decision<storage::Plan> joiner(EmployerId employer) {
    return world.run<ReportJoiner>(
        employer_officer(employer),
        request({{"employer", world.id_of(employer)}},
                Tree::object(
                    {{"person", world.id_of(person)}, {"name", "张三"}, {"base_fen", 500'000}})));
  }
  Decision<storage::Plan> leaver(EmployerId employer) {
    return world.run<ReportLeaver>(
        employer_officer(employer),
        request({{"employer", world.id_of(employer)}},
                Tree::object({{"person", world.id_of(person)}, {"name", "张三"}})));
  }
  Decision<storage::Plan> suspend(const business::Actor& actor, Tree body = {}) {
    return world.run<Suspend>(actor, request({{"person", world.id_of(person)}}, std::move(body)));
  }
  Decision<storage::Plan> enrol(const business::Actor& actor, RegionCode region, const char* kind) {
    return world.run<Enrol>(
        actor,
        request(
            {{"person", world.id_of(person)}},
            Tree::object({{"region", region.to_string()}, {"kind", kind}, {"base_fen", 500'000}})));
  }

  test::World world;
  PersonId person;
  EmployerId old_employer;
  EmployerId new_employer;
};

// recorded with the holder named in part, urged, and carried out by the leaver report.
TEST_F(Enrolments, joiner_waits_for_the_old_employer_and_is_then_carried_out) {
  ASSERT_EQ(code_of(joiner(old_employer)), "");
  const auto conflict = joiner(new_employer);
  ASSERT_EQ(code_of(conflict), "");
  EXPECT_EQ(conflict->event, "joiner_conflict");
  EXPECT_EQ(conflict->reasons.at(0).code, "employer_conflict");
  EXPECT_EQ(fact_of(conflict->reasons[0], "blocking_employer"), "东莞****公司");
  EXPECT_EQ(code_of(joiner(new_employer)), "joiner_already_waiting");

  const auto urged = world.run<UrgeLeaver>(
      employer_officer(new_employer),
      request({{"employer", world.id_of(new_employer)}},
              Tree::object({{"person", world.id_of(person)}, {"name", "张三"}})));
  EXPECT_EQ(code_of(urged), "");

  ASSERT_EQ(code_of(leaver(old_employer)), "");
  const std::vector<Enrolment> rows = world.enrolments(person);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].state, EnrolmentState::suspended);
  EXPECT_EQ(rows[0].suspended_on->to_string(), "2025-05-01");
  EXPECT_EQ(rows[1].region, kHangzhou);
  EXPECT_TRUE(rows[1].is_active());
  EXPECT_EQ(rows[1].started_on.to_string(), "2025-05-01");
  EXPECT_EQ(world.memory().all(kEmployerReport).at(1)[7].text(), "resolved");
  EXPECT_EQ(world.memory().all(kEmployerReport).at(1)[9].integer(), 1);
}

TEST_F(Enrolments, a_joiner_that_was_withdrawn_is_not_carried_out) {
  ASSERT_EQ(code_of(joiner(old_employer)), "");
  ASSERT_EQ(code_of(joiner(new_employer)), "");
  const auto withdrawn = world.run<WithdrawJoiner>(
      employer_officer(new_employer),
      request({{"employer", world.id_of(new_employer)}},
              Tree::object({{"person", world.id_of(person)}, {"name", "张三"}})));
  ASSERT_EQ(code_of(withdrawn), "");
  ASSERT_EQ(code_of(leaver(old_employer)), "");
  EXPECT_EQ(world.enrolments(person).size(), 1U);
}

// whose it is, the person is told, and refuses what is not theirs; the real one goes on.
TEST_F(Enrolments, a_joiner_of_no_employer_of_theirs_is_refused_by_the_person) {
  ASSERT_EQ(code_of(joiner(old_employer)), "");
  const auto refuse_by = [&](const business::Actor& actor) {
    return world.run<RefuseJoiner>(actor,
                                   request({{"person", world.id_of(person)}}, Tree::object({})));
  };
  EXPECT_EQ(code_of(refuse_by(participant(person))), "no_joiner_waiting");
  const EmployerId wrong = world.add_employer(kHangzhou, "杭州错报贸易有限公司");
  const auto waits = joiner(wrong);
  ASSERT_EQ(code_of(waits), "");
  ASSERT_EQ(waits->notices.size(), 1U);
  EXPECT_EQ(waits->notices[0].code, "joiner_waits");
  EXPECT_EQ(waits->notices[0].facts[0].value, "杭州错报贸易有限公司");
  EXPECT_EQ(code_of(joiner(old_employer)), "already_enrolled_here") << "not: another one waits";
  const auto blocked = joiner(new_employer);
  EXPECT_EQ(code_of(blocked), "other_joiner_waiting");
  EXPECT_EQ(fact_of(blocked.refusal().reasons[0], "place"), "杭州市") << "whose agency can end it";

  EXPECT_EQ(code_of(refuse_by(participant(PersonId(4711)))), "not_found");
  EXPECT_EQ(code_of(refuse_by(officer_of(RegionCode(440500)))), "other_agency");
  ASSERT_EQ(code_of(refuse_by(participant(person))), "");
  EXPECT_EQ(world.memory().all(kEmployerReport).at(1)[7].text(), "refused");
  ASSERT_EQ(code_of(joiner(new_employer)), "");
  ASSERT_EQ(code_of(refuse_by(officer_of(kHangzhou))), "") << "at the employer's place";
  ASSERT_EQ(code_of(joiner(new_employer)), "");
  ASSERT_EQ(code_of(refuse_by(officer_of(kDongguan))), "") << "where the person is insured";
  ASSERT_EQ(code_of(joiner(new_employer)), "");

  const auto left = leaver(old_employer);
  ASSERT_EQ(code_of(left), "");
  EXPECT_EQ(left->notices.back().code, "joiner_carried_out");
  EXPECT_EQ(left->notices.back().facts[0].value, "杭州新程科技有限公司");
  EXPECT_EQ(world.enrolments(person).back().employer, new_employer);
}

// 统筹区: the nation, a province whose cities have the funds, 港澳台 and a district have none.
TEST_F(Enrolments, nobody_is_insured_where_there_is_no_fund) {
  const business::Actor nationwide = officer_of(RegionCode());
  EXPECT_EQ(code_of(enrol(nationwide, RegionCode(440000), "flexible")), "not_a_pooling_region");
  EXPECT_EQ(code_of(enrol(nationwide, RegionCode(100000), "flexible")), "not_a_pooling_region");
  EXPECT_EQ(code_of(enrol(officer_of(kHangzhou), kHangzhou, "flexible")), "");
}

TEST_F(Enrolments, an_employer_acts_for_itself_only) {
  ASSERT_EQ(code_of(joiner(old_employer)), "");
  const auto other = world.run<ReportLeaver>(
      employer_officer(new_employer),
      request({{"employer", world.id_of(old_employer)}},
              Tree::object({{"person", world.id_of(person)}, {"name", "张三"}})));
  EXPECT_EQ(code_of(other), "not_found");
  EXPECT_EQ(code_of(leaver(new_employer)), "not_enrolled_here");
}

TEST_F(Enrolments, an_employer_must_know_the_name) {
  const auto plan =
      world.run<ReportJoiner>(employer_officer(new_employer),
                              request({{"employer", world.id_of(new_employer)}},
                                      Tree::object({{"identity_number", "44190019900101001X"},
                                                    {"name", "李四"},
                                                    {"base_fen", 500'000}})));
  EXPECT_EQ(code_of(plan), "employee_not_confirmed");
}

// The day before the cut-off day, the day, the day after.
TEST_F(Enrolments, begins_next_month_after_the_cutoff_day) {
  const std::pair<int, const char*> rows[] = {
      {24, "2025-04-24"}, {25, "2025-04-25"}, {26, "2025-05-01"}};
  for (const auto& [day, expected] : rows) {
    test::World other(Date::of(2025, 4, day));
    const PersonId someone = other.add_person("张三", "44190019900101001X");
    const auto plan = other.run<Enrol>(
        officer_of(kDongguan),
        request({{"person", other.id_of(someone)}},
                Tree::object({{"region", "441900"}, {"kind", "flexible"}, {"base_fen", 500'000}})));
    ASSERT_EQ(code_of(plan), "");
    EXPECT_EQ(other.enrolments(someone).at(0).started_on.to_string(), expected);
  }
}

// N-01: refused, with what stands in the way.
TEST_F(Enrolments, refuses_a_second_enrolment_and_names_the_first) {
  ASSERT_EQ(code_of(joiner(old_employer)), "");
  const auto plan = enrol(officer_of(kHangzhou), kHangzhou, "resident_adult");
  ASSERT_EQ(code_of(plan), "double_enrolment");
  const Reason& reason = plan.refusal().reasons.front();
  EXPECT_EQ(fact_of(reason, "blocking_employer"), "东莞****公司");
  EXPECT_EQ(fact_of(reason, "blocking_place"), "东莞市");
}

// an employee goes through the employer, or brings a proof to the agency.
TEST_F(Enrolments, employee_does_not_suspend_alone) {
  ASSERT_EQ(code_of(joiner(old_employer)), "");
  EXPECT_EQ(code_of(suspend(participant(person))), "suspend_through_employer");
  EXPECT_EQ(code_of(suspend(officer_of(kDongguan))), "proof_of_termination_needed");
  const Tree proof = Tree::object({{"proof", "termination_certificate"}});
  EXPECT_EQ(code_of(suspend(officer_of(kHangzhou), proof)), "other_agency");
  EXPECT_EQ(code_of(suspend(officer_of(kDongguan), proof)), "");
}

TEST_F(Enrolments, flexible_worker_suspends_and_resumes_alone) {
  ASSERT_EQ(code_of(enrol(participant(person), kDongguan, "flexible")), "");
  ASSERT_EQ(code_of(suspend(participant(person))), "");
  world.set_today(Date::of(2025, 7, 3));
  const auto resumed = world.run<Resume>(
      participant(person),
      request({{"person", world.id_of(person)}}, Tree::object({{"enrolment", 1}})));
  ASSERT_EQ(code_of(resumed), "");
  const std::vector<Enrolment> rows = world.enrolments(person);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].state, EnrolmentState::terminated);
  EXPECT_EQ(rows[0].end_reason, "resumed");
  EXPECT_EQ(rows[1].started_on.to_string(), "2025-07-03");
}

TEST_F(Enrolments, employee_kind_is_not_for_the_person_to_begin) {
  EXPECT_EQ(code_of(enrol(participant(person), kDongguan, "employee")),
            "enrol_through_employer_or_agency");
  EXPECT_EQ(code_of(enrol(officer_of(kDongguan), kDongguan, "employee")), "employer_needed");
  EXPECT_EQ(code_of(enrol(officer_of(kDongguan), kDongguan, "retiree")),
            "retirement_decision_needed");
}

class LateEnrolments : public Enrolments {
 protected:
  Decision<storage::Plan> propose(Tree more = Tree::object({}), RegionCode at = kHangzhou) {
    Tree body = Tree::object({{"region", "330100"},
                              {"kind", "resident_adult"},
                              {"started_on", "2025-01-01"},
                              {"evidence", "缴费手册 12"}});
    for (const auto& [name, value] : *more.members()) body.set(name, value);
    return world.run<ProposeHistory>(officer_of(at),
                                     request({{"person", world.id_of(person)}}, std::move(body)));
  }
  Decision<storage::Plan> decide(const business::Actor& actor, int record = 1,
                                 const char* decision = "approve") {
    return world.run<DecideHistory>(
        actor, request({{"person", world.id_of(person)}},
                       Tree::object({{"record", record}, {"decision", decision}})));
  }
};

// N-27: with a past enrolment an agency comes by a person's data; one officer alone cannot enter
// it.
TEST_F(LateEnrolments, are_entered_by_a_second_officer_of_the_same_agency) {
  ASSERT_EQ(code_of(propose()), "");
  EXPECT_TRUE(world.enrolments(person).empty());
  EXPECT_EQ(code_of(decide(officer_of(kHangzhou))), "second_officer_needed");
  business::Actor senior = officer_of(kHangzhou);  // the same one, by another token of theirs
  senior.role = business::Role::senior_officer;
  EXPECT_EQ(code_of(decide(senior)), "second_officer_needed");
  EXPECT_EQ(code_of(decide(officer_of(kDongguan, 2))), "other_agency");
  EXPECT_EQ(code_of(decide(officer_of(kHangzhou, 2), 2)), "not_found");
  ASSERT_EQ(code_of(decide(officer_of(kHangzhou, 2))), "");
  ASSERT_EQ(world.enrolments(person).size(), 1U);
  EXPECT_EQ(world.enrolments(person)[0].region, kHangzhou);
  EXPECT_EQ(code_of(decide(officer_of(kHangzhou, 3))), "late_record_decided");
  EXPECT_EQ(world.enrolments(person).size(), 1U);
}

TEST_F(LateEnrolments, leave_nothing_where_they_are_refused) {
  ASSERT_EQ(code_of(propose()), "");
  ASSERT_EQ(code_of(decide(officer_of(kHangzhou, 2), 1, "refuse")), "");
  EXPECT_TRUE(world.enrolments(person).empty());
  EXPECT_EQ(code_of(decide(officer_of(kHangzhou, 2))), "late_record_decided");
}

TEST_F(LateEnrolments, want_evidence_and_days_that_can_be) {
  EXPECT_EQ(code_of(propose(Tree::object({{"evidence", ""}}))), "member_empty");
  EXPECT_EQ(code_of(propose(Tree::object({{"started_on", "1900-01-01"}}))), "day_before_birth");
  EXPECT_EQ(code_of(propose(Tree::object({}), kDongguan)), "other_agency");
}

// N-01: what old papers say twice is kept apart until an officer has decided.
TEST_F(LateEnrolments, that_overlap_are_flagged_and_resolved) {
  ASSERT_EQ(code_of(joiner(old_employer)), "");
  ASSERT_EQ(code_of(propose()), "");
  ASSERT_EQ(code_of(decide(officer_of(kHangzhou, 2))), "");
  EXPECT_TRUE(world.enrolments(person).at(1).duplicate);
  const auto resolved = world.run<ResolveDuplicate>(
      officer_of(kHangzhou),
      request({{"person", world.id_of(person)}}, Tree::object({{"end", 2}})));
  ASSERT_EQ(code_of(resolved), "");
  const Enrolment ended = world.enrolments(person).at(1);
  EXPECT_FALSE(ended.duplicate);
  EXPECT_EQ(ended.end_reason, "duplicate");
}

}  // namespace
}  // namespace yibao::enrolment
