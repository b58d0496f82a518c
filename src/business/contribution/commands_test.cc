// Goal: a month is taken in once, at the amount that the policy says, credits the account on
// receipt, and can be taken back; nobody's future is paid.
#include "business/contribution/commands.h"

#include <gtest/gtest.h>

#include "business/contribution/late_fees.h"
#include "business/contribution/overpayments.h"
#include "business/contribution/queries.h"
#include "business/contribution/roster.h"
#include "business/test_world.h"

namespace yibao::contribution {
namespace {

using test::code_of;
using test::fact_of;
using test::officer_of;
using test::participant;
using test::request;

constexpr RegionCode kDongguan(441900);

class ContributionReceipts : public testing::Test {
 protected:
  ContributionReceipts()
      : world(Date::of(2025, 4, 10)),
        person(world.add_person("张三", "44190019900101001X")),
        employer(world.add_employer(kDongguan, "东莞市旧日电子有限公司")) {
    enrolment::Enrolment row;
    row.person = person;
    row.ordinal = 1;
    row.region = kDongguan;
    row.employer = employer;
    row.base = Money::yuan(5000);
    row.started_on = Date::of(2025, 1, 1);
    world.add(row);
  }

  Decision<storage::Plan> receive(Tree body) {
    return world.run<RecordReceipts>(officer_of(kDongguan),
                                     request({{"person", world.id_of(person)}}, std::move(body)));
  }
  Contribution paid(Month of, int serial, int ordinal) const {
    Contribution row;
    row.person = person;
    row.month = of;
    row.serial = serial;
    row.enrolment = ordinal;
    return row;
  }
  static Tree month(const char* text) { return Tree::object({{"month", text}}); }
  std::int64_t balance() {
    const auto rows = world.memory().all(account::kAccount);
    return rows.empty() ? 0 : rows.front()[2].integer();
  }

  test::World world;
  PersonId person;
  EmployerId employer;
};

TEST_F(ContributionReceipts, three_months_are_three_credits) {
  const auto plan = receive(Tree::object(
      {{"months", Tree(Tree::List{month("2025-01"), month("2025-02"), month("2025-03")})}}));
  ASSERT_EQ(code_of(plan), "");
  EXPECT_EQ(world.memory().all(kContribution).size(), 3U);
  EXPECT_EQ(balance(), 30'000);  // 2 % of 5 000 yuan, three times
  const auto postings = world.memory().all(account::kPosting);
  ASSERT_EQ(postings.size(), 3U);
  EXPECT_EQ(postings[0][4].integer(), 101);
  EXPECT_EQ(postings[0][7].text(), "contribution:441900");
  EXPECT_EQ(postings[2][6].integer(), 30'000);
}

TEST_F(ContributionReceipts, a_month_is_paid_once) {
  ASSERT_EQ(code_of(receive(month("2025-04"))), "");
  EXPECT_EQ(code_of(receive(month("2025-04"))), "month_already_paid");
  const Tree twice =
      Tree::object({{"months", Tree(Tree::List{month("2025-03"), month("2025-03")})}});
  EXPECT_EQ(code_of(receive(twice)), "month_named_twice");
  EXPECT_EQ(balance(), 10'000);
}

// clct_type 10, 30 (ruling 4): the due day decides; saying otherwise goes round no limit.
TEST_F(ContributionReceipts, whether_a_month_was_late_follows_from_the_due_day) {
  const auto as = [&](const char* month, const char* day, const char* kind) {
    return code_of(receive(Tree::object({{"month", month}, {"received_on", day}, {"kind", kind}})));
  };
  EXPECT_EQ(as("2025-01", "2025-01-30", "supplementary"), "month_is_in_time");
  EXPECT_EQ(as("2025-01", "2025-01-31", "supplementary"), "month_is_in_time");
  EXPECT_EQ(as("2025-01", "2025-02-01", "normal"), "month_is_late");
  EXPECT_TRUE(world.memory().all(kContribution).empty());
  EXPECT_EQ(as("2025-01", "2025-01-31", "normal"), "");
  EXPECT_EQ(as("2025-02", "2025-03-01", "supplementary"), "");
  const auto rows = read_contributions(world.memory().all(kContribution));
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].kind, ReceiptKind::normal);
  EXPECT_EQ(rows[1].kind, ReceiptKind::supplementary);
}

// A month is paid in the month before it at the earliest: the day of receipt decides a gap.
TEST_F(ContributionReceipts, nothing_is_received_long_before_its_month) {
  const auto on = [&](const char* day) {
    return code_of(receive(Tree::object({{"month", "2025-03"}, {"received_on", day}})));
  };
  EXPECT_EQ(on("1999-01-01"), "received_before_month");
  EXPECT_EQ(on("2025-01-31"), "received_before_month");
  EXPECT_EQ(on("2025-02-01"), "");
}

// 补录: the months of old papers were paid and credited in their time, and nobody owes for them.
TEST_F(ContributionReceipts, months_of_papers_bring_no_money_and_are_nobodys_debt) {
  enrolment::Enrolment row;
  row.person = person;
  row.ordinal = 2;
  row.region = kDongguan;
  row.employer = employer;
  row.base = Money::yuan(5000);
  row.state = enrolment::EnrolmentState::suspended;
  row.started_on = Date::of(2022, 1, 1);
  row.suspended_on = Date::of(2022, 4, 1);
  row.entered_on = world.today();
  world.add(row);
  const auto owed = [&] {
    const business::Context context = world.context(officer_of(kDongguan));
    const auto debts = arrears_at(kDongguan, world.enrolments(person),
                                  read_contributions(world.memory().all(kContribution)),
                                  person::Person(), *context.policies, context.today);
    return debts.empty() ? std::string() : debts.front().month.to_string();
  };
  EXPECT_EQ(owed(), "2025-01");
  const auto plan = receive(Tree::object(
      {{"months", Tree(Tree::List{month("2022-01"), month("2022-03")})}, {"enrolment", 2}}));
  ASSERT_EQ(code_of(plan), "");
  EXPECT_EQ(plan->reasons.back().code, "months_from_papers");
  EXPECT_EQ(balance(), 0);
  const auto rows = read_contributions(world.memory().all(kContribution));
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].received_on.to_string(), "2022-01-31") << "in time, as the papers say";
  EXPECT_EQ(rows[0].kind, ReceiptKind::normal);
  EXPECT_TRUE(world.memory().all(kLateFee).empty());
  row.ordinal = 3;
  row.started_on = Date::of(2022, 6, 1);
  row.suspended_on = Date::of(2022, 7, 1);
  row.entered_on.reset();  // 应保未保
  world.add(row);
  EXPECT_EQ(owed(), "2022-06");
}

// N-18: the fee is the employer's whichever way the principal comes.
TEST_F(ContributionReceipts, a_late_month_of_an_employer_is_charged_its_fee) {
  ASSERT_EQ(code_of(receive(Tree::object({{"month", "2025-02"}, {"received_on", "2025-02-28"}}))),
            "");
  EXPECT_TRUE(world.memory().all(kLateFee).empty());
  const auto plan = receive(month("2025-01"));
  ASSERT_EQ(code_of(plan), "");
  EXPECT_EQ(plan->reasons.back().code, "late_fee_charged");
  const auto fees = world.memory().all(kLateFee);
  ASSERT_EQ(fees.size(), 1U);
  const auto rows = read_contributions(world.memory().all(kContribution));
  const std::int64_t principal = rows[0].personal.fen() + rows[0].employer.fen();
  EXPECT_EQ(fees[0][5].integer(), (principal * 5 * 69 + 5'000) / 10'000);  // 0.05 % of 69 days
  EXPECT_EQ(fees[0][4].integer(), employer.value());
}

// N-19: what came for a month after leaving is kept apart: no month, no credit, to be given back.
TEST_F(ContributionReceipts, money_after_leaving_waits_to_be_given_back) {
  enrolment::Enrolment row;
  row.person = person;
  row.ordinal = 2;
  row.region = kDongguan;
  row.employer = world.add_employer(kDongguan, "别家");
  row.base = Money::yuan(5000);
  row.state = enrolment::EnrolmentState::suspended;
  row.started_on = Date::of(2024, 6, 1);
  row.suspended_on = Date::of(2024, 12, 1);
  world.add(row);
  const auto december = [&] {
    return receive(Tree::object({{"month", "2024-12"}, {"enrolment", 2}}));
  };
  const auto plan = december();
  ASSERT_EQ(code_of(plan), "");
  EXPECT_EQ(plan->reasons.back().code, "months_after_leaving_kept");
  EXPECT_TRUE(world.memory().all(kContribution).empty());
  EXPECT_EQ(world.memory().all(kOverpayment).size(), 1U);
  EXPECT_EQ(balance(), 0);
  EXPECT_EQ(code_of(december()), "month_already_paid");
}

// R-120, domain 1.7: who begins to work in the course of a resident's year pays as an employee all
// the same; until then the employer owes. Counted once.
TEST_F(ContributionReceipts, a_residents_year_hinders_no_employee_month_at_the_same_place) {
  enrolment::Enrolment row;
  row.person = person;
  row.ordinal = 2;
  row.region = kDongguan;
  row.scheme = Scheme::resident;
  row.kind = EnrolmentKind::resident_adult;
  row.account_type = enrolment::AccountType::none;
  row.state = enrolment::EnrolmentState::suspended;
  row.started_on = Date::of(2024, 11, 1);
  row.suspended_on = Date::of(2025, 1, 1);
  world.add(row);
  ASSERT_EQ(code_of(world.run<RecordResidentYear>(
                officer_of(kDongguan), request({{"person", world.id_of(person)}},
                                               Tree::object({{"year", 2025}, {"enrolment", 2}})))),
            "");
  const auto owed = [&] {
    const business::Context context = world.context(officer_of(kDongguan));
    return arrears_at(kDongguan, world.enrolments(person),
                      read_contributions(world.memory().all(kContribution)), person::Person(),
                      *context.policies, context.today)
        .size();
  };
  const Tree march = Tree::object({{"month", "2025-03"}, {"enrolment", 1}});
  EXPECT_EQ(owed(), 3U);
  ASSERT_EQ(code_of(receive(march)), "");
  EXPECT_EQ(code_of(receive(march)), "month_already_paid");
  EXPECT_EQ(owed(), 2U);
  const auto rows = read_contributions(world.memory().all(kContribution));
  EXPECT_EQ(paid_months(rows, world.enrolments(person)).actual.count(), 12);
  EXPECT_EQ(balance(), 10'000);
}

// Matrix, DEATH: born on 2025-02-15, dead on 2025-04-20: the months of both days can be paid.
TEST_F(ContributionReceipts, no_month_before_birth_or_after_death) {
  const std::vector<enrolment::Enrolment> enrolments = world.enrolments(person);
  ReceiptFacts facts;
  facts.under = &enrolments.front();
  facts.enrolments = enrolments;
  facts.received_on = facts.today = Date::of(2025, 6, 20);
  facts.born_on = Date::of(2025, 2, 15);
  facts.died_on = Date::of(2025, 4, 20);
  const business::Context context = world.context(officer_of(kDongguan));
  const std::pair<int, const char*> rows[] = {
      {1, "month_before_birth"}, {2, ""}, {4, ""}, {5, "month_after_death"}};
  for (const ReceiptKind kind : {ReceiptKind::supplementary, ReceiptKind::deemed}) {
    facts.kind = kind;
    for (const auto& [month, code] : rows) {
      ReceiptWish wish;
      wish.month = Month::of(2025, month);
      const auto taken = take_receipts(std::span(&wish, 1), facts, *context.policies);
      EXPECT_EQ(taken ? "" : taken.refusal().reasons.front().code, code) << month;
    }
  }
}

TEST_F(ContributionReceipts, the_future_is_not_paid) {
  EXPECT_EQ(code_of(receive(month("2025-05"))), "month_in_future");
  EXPECT_EQ(code_of(receive(Tree::object({{"month", "2025-04"}, {"received_on", "2025-04-11"}}))),
            "received_in_future");
}

TEST_F(ContributionReceipts, another_amount_is_refused_with_the_expected_one) {
  const auto plan = receive(Tree::object({{"month", "2025-04"}, {"personal_fen", 9'999}}));
  ASSERT_EQ(code_of(plan), "amount_differs_from_policy");
  EXPECT_EQ(fact_of(plan.refusal().reasons.front(), "expected_personal"), "100.00");
  EXPECT_FALSE(plan.refusal().reasons.front().citations.empty());
  EXPECT_EQ(code_of(receive(Tree::object(
                {{"month", "2025-04"}, {"personal_fen", 10'000}, {"employer_fen", 30'000}}))),
            "");
}

TEST_F(ContributionReceipts, every_bad_month_of_a_list_is_named) {
  const auto plan = receive(Tree::object(
      {{"months", Tree(Tree::List{month("2025-03"), month("2025-05"), month("2025-06")})}}));
  ASSERT_FALSE(plan.ok());
  EXPECT_EQ(plan.refusal().reasons.size(), 2U);
  EXPECT_TRUE(world.memory().all(kContribution).empty());
}

// February arrives in April, is supplementary and credits the account all the same.
TEST_F(ContributionReceipts, a_late_month_is_supplementary_and_credits) {
  ASSERT_EQ(code_of(receive(month("2025-02"))), "");
  EXPECT_EQ(world.memory().all(kContribution).front()[4].integer(), 30);
  EXPECT_EQ(balance(), 10'000);
}

// What counts as paid without money is a decision of two officers, with its paper.
TEST_F(ContributionReceipts, deemed_months_are_not_an_entry_of_one_officer) {
  EXPECT_EQ(code_of(receive(Tree::object({{"month", "2025-03"}, {"kind", "deemed"}}))),
            "deemed_by_two_officers");
  EXPECT_TRUE(world.memory().all(kContribution).empty());
}

// N-19: a refund is applied for and has two officers; one alone takes no month back.
TEST_F(ContributionReceipts, a_refund_is_not_an_entry_of_one_officer) {
  ASSERT_EQ(code_of(receive(month("2025-03"))), "");
  EXPECT_EQ(code_of(receive(Tree::object({{"month", "2025-03"}, {"kind", "refund"}}))),
            "refund_by_application");
  EXPECT_EQ(balance(), 10'000);
  const auto rows = read_contributions(world.memory().all(kContribution));
  EXPECT_EQ(paid_months(rows, world.enrolments(person)).actual.to_string(), "2025-03");
}

TEST_F(ContributionReceipts, an_officer_of_another_agency_may_not) {
  const auto plan = world.run<RecordReceipts>(
      officer_of(RegionCode(330100)), request({{"person", world.id_of(person)}}, month("2025-04")));
  EXPECT_EQ(code_of(plan), "other_agency");
}

// months due and unpaid, with the employer masked; April is not due yet.
TEST_F(ContributionReceipts, arrears_name_the_months) {
  ASSERT_EQ(code_of(receive(month("2025-02"))), "");
  const auto answer =
      world.ask(&answer_arrears, participant(person), request({{"person", world.id_of(person)}}));
  ASSERT_TRUE(answer.ok());
  const Tree::List& owed = *answer->find("arrears")->list();
  ASSERT_EQ(owed.size(), 2U);
  EXPECT_EQ(*owed[0].find("month")->text(), "2025-01");
  EXPECT_EQ(*owed[1].find("month")->text(), "2025-03");
  EXPECT_EQ(*owed[0].find("employer")->text(), "东莞****公司");
  EXPECT_EQ(*owed[1].find("amount_due_fen")->integer(), 40'000);
}

// two places, three months in both.
TEST_F(ContributionReceipts, months_of_two_places_count_once) {
  enrolment::Enrolment elsewhere;
  elsewhere.ordinal = 2;
  elsewhere.region = RegionCode(330100);
  std::vector<enrolment::Enrolment> enrolments = world.enrolments(person);
  enrolments.push_back(elsewhere);
  std::vector<Contribution> rows;
  for (int i = 0; i < 12; ++i) rows.push_back(paid(Month::of(2023, 1) + i, 0, 1));
  for (int i = 0; i < 24; ++i) rows.push_back(paid(Month::of(2023, 10) + i, i < 3 ? 1 : 0, 2));
  std::ranges::sort(rows, {},
                    [](const Contribution& row) { return std::pair(row.month, row.serial); });
  EXPECT_EQ(paid_months(rows, enrolments).actual.count(), 33);
  EXPECT_EQ(paid_months(rows, enrolments, kDongguan).actual.count(), 12);
}

TEST_F(ContributionReceipts, a_resident_pays_a_year_and_repairs_one) {
  const PersonId resident = world.add_person("李四", "140602198511021026");
  enrolment::Enrolment row;
  row.person = resident;
  row.ordinal = 1;
  row.region = kDongguan;
  row.scheme = Scheme::resident;
  row.kind = EnrolmentKind::resident_adult;
  row.account_type = enrolment::AccountType::none;
  row.started_on = Date::of(2025, 1, 1);
  world.add(row);
  const auto pay = [&](int year) {
    return code_of(world.run<RecordResidentYear>(
        officer_of(kDongguan),
        request({{"person", world.id_of(resident)}}, Tree::object({{"year", year}}))));
  };
  EXPECT_EQ(pay(2025), "");
  EXPECT_EQ(pay(2025), "resident_year_already_paid");
  EXPECT_EQ(pay(2026), "resident_year_too_early");
  EXPECT_EQ(pay(2024), "");
  const auto rows = world.memory().all(kContribution);
  EXPECT_EQ(rows.size(), 24U);
  EXPECT_EQ(rows[0][4].integer(), 30);  // 2024-01, a repair
  EXPECT_EQ(rows[0][6].integer(), 40'000);
  EXPECT_EQ(rows[1][6].integer(), 0);
  EXPECT_EQ(balance(), 0);
}

}  // namespace
}  // namespace yibao::contribution
