// Goal: a joiner report waits no longer than its term, and whom it concerns is told; a
// leaver who is reported late is let go from the report on, and it is said whose step the earlier
// day is (N-19).
#include "business/enrolment/reports.h"

#include <gtest/gtest.h>

#include "business/employer_message/store.h"
#include "business/enrolment/joiner_wait.h"
#include "business/test_world.h"

namespace yibao::enrolment {
namespace {

using test::code_of;
using test::employer_officer;
using test::fact_of;
using test::request;

constexpr RegionCode kDongguan(441900);
constexpr RegionCode kHangzhou(330100);

class Reports : public testing::Test {
 protected:
  Reports()
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
  Decision<storage::Plan> leaver(const char* from) {
    return world.run<ReportLeaver>(
        employer_officer(old_employer),
        request({{"employer", world.id_of(old_employer)}},
                Tree::object({{"person", world.id_of(person)}, {"name", "张三"}, {"from", from}})));
  }
  Decision<storage::Plan> follow(std::int64_t report = 2) {
    return world.run_as_system(FollowJoiner(person, report, new_employer, old_employer));
  }
  // What one employer was told, the oldest first.
  std::string told(EmployerId employer) {
    std::string codes;
    for (const storage::Row& row : world.memory().all(employer_message::kEmployerMessage)) {
      if (row[2].integer() != employer.value()) continue;
      codes += (codes.empty() ? "" : " ") + row[3].text();
    }
    return codes;
  }
  std::string state_of_report(std::size_t at) {
    return world.memory().all(kEmployerReport).at(at)[7].text();
  }

  test::World world;
  PersonId person;
  EmployerId old_employer;
  EmployerId new_employer;
};

// The cut-off day of April passes: urged. That of May passes: over.
TEST_F(Reports, a_joiner_waits_until_the_cutoff_of_the_next_month_and_lapses) {
  ASSERT_EQ(code_of(joiner(old_employer)), "");
  const auto conflict = joiner(new_employer);
  ASSERT_EQ(code_of(conflict), "");
  EXPECT_EQ(*conflict->answer.find("lapses_on")->text(), "2025-05-26");

  world.set_today(Date::of(2025, 4, 25));
  EXPECT_EQ(code_of(follow()), "step_not_possible") << "on the cut-off day it can still begin";
  world.set_today(Date::of(2025, 4, 26));
  const auto urged = follow();
  ASSERT_EQ(code_of(urged), "");
  EXPECT_EQ(urged->notices.at(0).code, "joiner_escalated");
  EXPECT_EQ(fact_of(urged->reasons.at(0), "blocking_employer"), "东莞****公司");
  EXPECT_EQ(urged->reasons[0].citations.at(0).parameter, "enrolment.cutoff_day");
  EXPECT_EQ(code_of(follow()), "step_not_possible") << "once";
  EXPECT_EQ(state_of_report(1), "conflict");

  world.set_today(Date::of(2025, 5, 25));
  EXPECT_EQ(code_of(follow()), "step_not_possible") << "the last day";
  world.set_today(Date::of(2025, 5, 26));
  const auto lapsed = follow();
  ASSERT_EQ(code_of(lapsed), "");
  EXPECT_EQ(lapsed->notices.at(0).code, "joiner_lapsed");
  EXPECT_EQ(state_of_report(1), "withdrawn");
  EXPECT_EQ(told(new_employer),
            "employer_joiner_waits employer_joiner_escalated employer_joiner_lapsed");
  EXPECT_EQ(told(old_employer),
            "employer_leaver_awaited employer_leaver_urged employer_wait_ended");
  EXPECT_EQ(code_of(joiner(new_employer)), "") << "it may be made again";
}

TEST_F(Reports, a_joiner_for_a_later_day_or_after_the_cutoff_waits_from_there) {
  EmployerReport report;
  report.region = kDongguan;
  const business::Actor actor = employer_officer(old_employer);
  const auto lapses = [&](Date recorded_on, Date effective_on) {
    report.recorded_at = Instant::start_of(recorded_on);
    report.effective_on = effective_on;
    const WaitTerm term = term_of(report, *world.context(actor).policies);
    return term.urged_on.to_string() + " " + term.lapses_on.to_string();
  };
  EXPECT_EQ(lapses(Date::of(2025, 4, 25), Date::of(2025, 4, 1)), "2025-04-26 2025-05-26");
  EXPECT_EQ(lapses(Date::of(2025, 4, 26), Date::of(2025, 4, 1)), "2025-05-26 2025-06-26");
  EXPECT_EQ(lapses(Date::of(2025, 4, 10), Date::of(2025, 6, 1)), "2025-06-26 2025-07-26");
}

TEST_F(Reports, no_joiner_lapses_unurged) {
  ASSERT_EQ(code_of(joiner(old_employer)), "");
  ASSERT_EQ(code_of(joiner(new_employer)), "");
  world.set_today(Date::of(2025, 6, 2));  // both days have passed, nobody has looked
  const auto urged = follow();
  ASSERT_EQ(code_of(urged), "");
  EXPECT_EQ(urged->notices.at(0).code, "joiner_escalated");
  EXPECT_EQ(fact_of(urged->reasons.at(0), "lapses_on"), "2025-06-26");
  world.set_today(Date::of(2025, 6, 25));
  EXPECT_EQ(code_of(follow()), "step_not_possible");
  world.set_today(Date::of(2025, 6, 26));
  EXPECT_EQ(follow()->notices.at(0).code, "joiner_lapsed");
}

TEST_F(Reports, nobody_but_the_system_ends_a_wait) {
  ASSERT_EQ(code_of(joiner(old_employer)), "");
  ASSERT_EQ(code_of(joiner(new_employer)), "");
  world.set_today(Date::of(2025, 6, 2));
  const business::Actor actor = employer_officer(old_employer);
  EXPECT_EQ(code_of(world.carry_out(FollowJoiner(person, 2, new_employer, old_employer),
                                    world.context(actor))),
            "not_yours_to_file");
}

// N-19: the report is no dead end; the days that are over stand, and it says whose step they are.
TEST_F(Reports, a_leaver_reported_late_is_let_go_from_the_report_on) {
  ASSERT_EQ(code_of(joiner(old_employer)), "");
  world.set_today(Date::of(2025, 7, 10));
  EXPECT_EQ(code_of(leaver("2025-04-09")), "left_before_joining");
  ASSERT_EQ(code_of(joiner(new_employer)), "");
  const auto late = leaver("2025-04-20");
  ASSERT_EQ(code_of(late), "");
  EXPECT_EQ(world.enrolments(person).at(0).suspended_on->to_string(), "2025-08-01");
  const Reason& reason = late->reasons.at(1);
  EXPECT_EQ(reason.code, "leaver_reported_late");
  EXPECT_EQ(fact_of(reason, "left_on"), "2025-04-20");
  EXPECT_EQ(fact_of(reason, "ends_on"), "2025-05-01");
  EXPECT_EQ(fact_of(reason, "suspended_on"), "2025-08-01");
  EXPECT_EQ(late->notices.at(1).code, "left_earlier_says_employer");
  EXPECT_EQ(told(old_employer), "employer_leaver_awaited employer_leaver_late");
  EXPECT_EQ(world.enrolments(person).at(1).employer, new_employer) << "who waited waits no longer";
}

TEST_F(Reports, a_day_of_this_month_makes_no_difference_where_leaving_counts_at_its_end) {
  ASSERT_EQ(code_of(joiner(old_employer)), "");
  world.set_today(Date::of(2025, 4, 24));
  const auto left = leaver("2025-04-14");
  ASSERT_EQ(code_of(left), "");
  EXPECT_EQ(left->reasons.size(), 1U);
  EXPECT_EQ(world.enrolments(person).at(0).suspended_on->to_string(), "2025-05-01");
  EXPECT_EQ(told(old_employer), "");
}

// 已读: up to a moment, by the first who looked.
TEST(EmployerMessages, are_read_up_to_a_moment) {
  using employer_message::Reading;
  const auto at = [](int day) { return Instant::start_of(Date::of(2025, 4, day)); };
  const std::vector<Reading> readings{{kDongguan, EmployerId(7), 1, at(3), "", at(5)},
                                      {kDongguan, EmployerId(7), 2, at(8), "", at(9)}};
  EXPECT_EQ(employer_message::read_at(at(3), readings), at(5));
  EXPECT_EQ(employer_message::read_at(at(4), readings), at(9));
  EXPECT_EQ(employer_message::read_at(at(9), readings), std::nullopt);
  EXPECT_EQ(employer_message::employer_of("employer_officer:17"), EmployerId(17));
  EXPECT_TRUE(employer_message::employer_of("agency_officer:17").is_none());
}

}  // namespace
}  // namespace yibao::enrolment
