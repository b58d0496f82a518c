// Goal: an employer's money pays the oldest month first, whole months of persons, principal and
// late fee apart; the same receipt is never taken twice (N-18).
#include <gtest/gtest.h>

#include "business/contribution/commands.h"
#include "business/contribution/commands_employer.h"
#include "business/contribution/queries_employer.h"
#include "business/test_world.h"

namespace yibao::contribution {
namespace {

constexpr RegionCode kPlace(441900);
constexpr RegionCode kElsewhere(330100);

Debt debt(int person, int month, std::int64_t principal, std::int64_t fee = 0) {
  return {PersonId(person), Month::of(2025, month), Money::fen(principal), Money::fen(fee)};
}

struct AllocationRow {
  std::int64_t principal;
  std::size_t paid;
  std::int64_t left;
  std::int64_t fee;
};

// Two persons, two months: 100 and 150 fen, the older month with a fee of 7 and 9.
TEST(EmployerDebt, oldest_month_first_and_nothing_in_parts) {
  const std::vector<Debt> debts{debt(2, 4, 150), debt(1, 4, 100), debt(2, 3, 150, 9),
                                debt(1, 3, 100, 7)};
  const AllocationRow rows[] = {
      {0, 0, 0, 0},      {99, 0, 99, 0},  {100, 1, 0, 7},     {101, 1, 1, 7},
      {249, 1, 149, 7},  {250, 2, 0, 16}, {349, 2, 99, 16},   {350, 3, 0, 16},
      {499, 3, 149, 16}, {500, 4, 0, 16}, {1000, 4, 500, 16},
  };
  for (const AllocationRow& row : rows) {
    const Allocation allocation = allocate_payment(Money::fen(row.principal), debts);
    EXPECT_EQ(allocation.paid.size(), row.paid) << row.principal;
    EXPECT_EQ(allocation.left.fen(), row.left) << row.principal;
    EXPECT_EQ(allocation.late_fee.fen(), row.fee) << row.principal;
    Money principal;
    for (const Debt& paid : allocation.paid) principal += paid.principal;
    EXPECT_EQ((principal + allocation.left).fen(), row.principal);
  }
  EXPECT_EQ(allocate_payment(Money::fen(250), debts).paid[1].month, Month::of(2025, 3));
}

// 400 a month each: 2 % and 6 % of 5000.
class EmployerWorld : public testing::Test {
 protected:
  EmployerWorld() : world_(Date::of(2025, 5, 20)) {
    employer_ = world_.add_employer(kPlace, "华联");
    for (const char* number : {"44190019900101001X", "140602198511021026"}) {
      const PersonId person = world_.add_person("张三", number);
      enrolment::Enrolment row;
      row.person = person;
      row.ordinal = 1;
      row.region = kPlace;
      row.employer = employer_;
      row.base = Money::yuan(5000);
      row.started_on = Date::of(2025, 3, 1);
      world_.add(row);
      people_.push_back(person);
    }
  }

  business::Request receipt(const char* reference, std::int64_t principal,
                            std::int64_t late_fee = 0, const char* day = "2025-05-20") {
    return test::request({{"employer", world_.id_of(employer_)}},
                         Tree::object({{"reference", reference},
                                       {"principal_fen", principal},
                                       {"late_fee_fen", late_fee},
                                       {"received_on", day}}));
  }
  Decision<storage::Plan> receive(const business::Request& request) {
    return world_.run<RecordEmployerPayment>(test::officer_of(kPlace), request);
  }
  std::int64_t member(const Decision<storage::Plan>& plan, const char* name) {
    return *plan.value().answer.find(name)->integer();
  }
  std::string months_of(PersonId person) {
    const storage::Value key[] = {storage::Value(person.value())};
    MonthSet months;
    for (const storage::Row& row : world_.memory().all(kContribution)) {
      if (row[0] == key[0]) {
        months.insert(Month::from_index(static_cast<std::int32_t>(row[1].integer())));
      }
    }
    return months.to_string();
  }

  test::World world_;
  EmployerId employer_;
  std::vector<PersonId> people_;
};

TEST_F(EmployerWorld, partial_payments_are_used_up_over_time) {
  // March was due on 03-31: 50 days late, 2.5 % of 400 is 10 for each.
  const auto first = receive(receipt("T1", 100'000));
  ASSERT_TRUE(first) << test::code_of(first);
  EXPECT_EQ(months_of(people_[0]), "2025-03");
  EXPECT_EQ(months_of(people_[1]), "2025-03");
  EXPECT_EQ(member(first, "left_fen"), 20'000);
  EXPECT_EQ(member(first, "late_fee_owed_fen"), 2'000);
  // 200 left and 200 more pay one person's April, 20 days late: 1 % is 4.
  const auto second = receive(receipt("T2", 20'000));
  ASSERT_TRUE(second) << test::code_of(second);
  EXPECT_EQ(months_of(people_[0]), "2025-03..2025-04");
  EXPECT_EQ(months_of(people_[1]), "2025-03");
  EXPECT_EQ(member(second, "left_fen"), 0);
  EXPECT_EQ(member(second, "late_fee_owed_fen"), 2'400);
  // A fee alone pays no month.
  const auto fee = receive(receipt("T3", 0, 2'400));
  ASSERT_TRUE(fee) << test::code_of(fee);
  EXPECT_EQ(months_of(people_[1]), "2025-03");
  EXPECT_EQ(member(fee, "late_fee_owed_fen"), 0);
}

// N-18: months that come person by person owe their fee as well, once, and it is paid with the next
// payment.
TEST_F(EmployerWorld, the_fee_of_months_received_by_person_is_owed_too) {
  const auto by_person = world_.run<RecordReceipts>(
      test::officer_of(kPlace),
      test::request({{"person", world_.id_of(people_[0])}}, Tree::object({{"month", "2025-03"}})));
  ASSERT_TRUE(by_person) << test::code_of(by_person);
  EXPECT_EQ(test::code_of(receive(receipt("T1", 0, 1'001))), "late_fee_above_owed");
  const auto part = receive(receipt("T1", 0, 400));
  ASSERT_TRUE(part) << test::code_of(part);
  EXPECT_EQ(member(part, "late_fee_owed_fen"), 600);
  const auto rest = receive(receipt("T2", 40'000, 1'600));  // the other one's March, 10 more
  ASSERT_TRUE(rest) << test::code_of(rest);
  EXPECT_EQ(member(rest, "late_fee_owed_fen"), 0);
}

TEST_F(EmployerWorld, late_fee_never_reaches_the_account) {
  ASSERT_TRUE(receive(receipt("T1", 40'000, 1'000)));
  const auto accounts = world_.memory().all(account::kAccount);
  ASSERT_EQ(accounts.size(), 1U);
  EXPECT_EQ(accounts[0][2].integer(), 10'000);  // 2 % of 5000
}

TEST_F(EmployerWorld, takes_two_years_in_advance) {
  const auto paid = receive(receipt("T1", 240'000 + 1'920'000));
  ASSERT_TRUE(paid) << test::code_of(paid);
  EXPECT_EQ(member(paid, "left_fen"), 1'920'000);
}

TEST_F(EmployerWorld, refuses_what_cannot_be_right) {
  // Three months of two people are owed, two years of theirs may be paid in advance.
  EXPECT_EQ(test::code_of(receive(receipt("T1", 240'000 + 1'920'001))),
            "employer_receipt_out_of_proportion");
  EXPECT_EQ(test::code_of(receive(receipt("T1", 40'000, 1'001))), "late_fee_above_owed");
  ASSERT_TRUE(receive(receipt("T1", 40'000, 1'000)));
  EXPECT_EQ(test::code_of(receive(receipt("T1", 40'000))), "receipt_already_recorded");
  EXPECT_EQ(test::code_of(receive(receipt("T2", 40'000, 0, "2025-05-21"))), "received_in_future");
  EXPECT_EQ(test::code_of(receive(receipt("T2", 0))), "member_missing");
  EXPECT_EQ(test::code_of(world_.run<RecordEmployerPayment>(test::officer_of(kElsewhere),
                                                            receipt("T2", 40'000))),
            "other_agency");
}

// The month of the day may be paid before it is due, without a fee; a later one may not.
TEST_F(EmployerWorld, pays_the_running_month_and_keeps_the_rest) {
  const auto all = receive(receipt("T1", 500'000));
  ASSERT_TRUE(all);
  EXPECT_EQ(months_of(people_[0]), "2025-03..2025-05");
  EXPECT_EQ(member(all, "left_fen"), 500'000 - 6 * 40'000);
  EXPECT_EQ(member(all, "late_fee_owed_fen"), 2 * (1'000 + 400));
}

TEST_F(EmployerWorld, shows_what_is_owed_to_its_own_employer_only) {
  const business::Request request = test::request({{"employer", world_.id_of(employer_)}});
  const Decision<Tree> own =
      world_.ask(&answer_employer_arrears, test::employer_officer(employer_), request);
  ASSERT_TRUE(own);
  EXPECT_EQ(*own->find("principal_fen")->integer(), 160'000);  // March and April of two
  EXPECT_EQ(*own->find("late_fee_fen")->integer(), 2 * (1'000 + 400));
  EXPECT_EQ(own->find("months")->list()->size(), 2U);
  const Decision<Tree> other =
      world_.ask(&answer_employer_arrears, test::employer_officer(EmployerId(9)), request);
  ASSERT_FALSE(other);
  EXPECT_EQ(other.refusal().code(), "not_found");
}

// One notice at a time; the next one of the same month has another number (N-18).
TEST_F(EmployerWorld, is_told_to_pay_by_a_day_and_again_when_it_has_passed) {
  const business::Request request = test::request({{"employer", world_.id_of(employer_)}});
  const auto issue = [&] {
    return world_.run<IssueArrearsNotice>(test::officer_of(kPlace), request);
  };
  const auto first = issue();
  ASSERT_TRUE(first) << test::code_of(first);
  EXPECT_EQ(*first->answer.find("months")->text(), "2025-03..2025-04");
  EXPECT_EQ(member(first, "people"), 2);
  EXPECT_EQ(member(first, "amount_due_fen"), 160'000);
  EXPECT_EQ(member(first, "late_fee_fen"), 2 * (1'000 + 400));
  EXPECT_EQ(member(first, "serial"), 1);
  const Date pay_by = *Date::parse(*first->answer.find("pay_by")->text());
  EXPECT_GT(pay_by, Date::of(2025, 5, 20));
  EXPECT_EQ(test::code_of(issue()), "notice_still_runs");
  world_.set_today(pay_by);
  EXPECT_EQ(test::code_of(issue()), "notice_still_runs");
  world_.set_today(pay_by + 1);
  const auto second = issue();
  ASSERT_TRUE(second) << test::code_of(second);
  EXPECT_EQ(member(second, "serial"), 2);
  EXPECT_EQ(world_.memory().all(kArrearsNotice).size(), 2U);
  EXPECT_EQ(test::code_of(world_.run<IssueArrearsNotice>(test::officer_of(kElsewhere), request)),
            "other_agency");
}

TEST_F(EmployerWorld, whoever_owes_nothing_is_told_nothing) {
  ASSERT_TRUE(receive(receipt("T1", 160'000)));
  EXPECT_EQ(test::code_of(world_.run<IssueArrearsNotice>(
                test::officer_of(kPlace), test::request({{"employer", world_.id_of(employer_)}}))),
            "nothing_owed");
}

TEST_F(EmployerWorld, assesses_a_month) {
  const Decision<Tree> answer = world_.ask(&answer_assessment, test::employer_officer(employer_),
                                           test::request({{"employer", world_.id_of(employer_)}}));
  ASSERT_TRUE(answer);
  EXPECT_EQ(*answer->find("total_fen")->integer(), 80'000);
  EXPECT_EQ(*answer->find("unpaid_fen")->integer(), 80'000);
  EXPECT_EQ(*answer->find("due_on")->text(), "2025-05-31");
  EXPECT_EQ(answer->find("people")->list()->size(), 2U);
}

}  // namespace
}  // namespace yibao::contribution
