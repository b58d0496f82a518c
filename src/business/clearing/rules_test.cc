// Goal: a month is cleared once and when it is over, by two people, and what was paid too much is
// carried on.
#include "business/clearing/rules.h"

#include <gtest/gtest.h>

#include "business/clearing/store.h"

namespace yibao::clearing {
namespace {

const Month kMarch = Month::of(2025, 3);

policy::SettlementPolicy policy_from(int day) {
  policy::SettlementPolicy policy;
  policy.clearing_from_day.value = day;
  return policy;
}

Statement of(Month month, State state, std::int64_t fen = 100) {
  Statement statement;
  statement.month = month;
  statement.state = state;
  statement.account = Money::fen(fen);
  statement.number = number_of(RegionCode(441900), month, "P44190000001", 0);
  statement.cut_at = Instant::start_of((month + 1).first_day() + 5);
  return statement;
}

TEST(Clearing, a_month_is_cleared_when_it_is_over) {
  const auto policy = policy_from(2);
  EXPECT_FALSE(check_month(kMarch, policy, Date::of(2025, 3, 31)));
  EXPECT_FALSE(check_month(kMarch, policy, Date::of(2025, 4, 1)));
  EXPECT_TRUE(check_month(kMarch, policy, Date::of(2025, 4, 2)));
  EXPECT_EQ(check_month(kMarch, policy, Date::of(2025, 4, 1)).refusal().code(),
            "clearing_too_early");
}

// Without a notice: weekends off and nothing else.
TEST(Clearing, a_month_draws_itself_on_its_day_or_the_working_day_after) {
  const calendar::Calendar weekends;
  const auto on = [&](Month month, int day) {
    return drawing_day(month, policy_from(day), weekends);
  };
  EXPECT_EQ(on(kMarch, 2), Date::of(2025, 4, 2)) << "a Wednesday";
  EXPECT_EQ(on(kMarch, 4), Date::of(2025, 4, 4)) << "a Friday";
  EXPECT_EQ(on(kMarch, 5), Date::of(2025, 4, 7)) << "a Saturday";
  EXPECT_EQ(on(kMarch, 6), Date::of(2025, 4, 7)) << "a Sunday";
  // Never in the month after: its own statement would come first.
  EXPECT_EQ(on(Month::of(2026, 1), 28), Date::of(2026, 2, 28)) << "the last day, a Saturday";
  // Never before the day from which an officer may.
  for (int day = 2; day <= 28; ++day) {
    EXPECT_TRUE(check_month(kMarch, policy_from(day), on(kMarch, day))) << day;
  }
}

TEST(Clearing, a_due_day_through_a_year_without_its_notice_is_provisional) {
  policy::SettlementPolicy policy;
  policy.clearing_working_days.value = 3;
  const calendar::Deadline due = payment_due(Date::of(2025, 12, 30), policy, calendar::Calendar());
  EXPECT_EQ(due.day, Date::of(2026, 1, 2));
  EXPECT_TRUE(due.provisional);
  Statement statement;
  statement.calendar_version = due.version;
  EXPECT_TRUE(statement.due_is_provisional()) << due.version;
  for (const char* counted : {"2025.1", "2025.10+2026.2"}) {
    statement.calendar_version = counted;
    EXPECT_FALSE(statement.due_is_provisional()) << counted;
  }
}

TEST(Clearing, a_month_has_one_statement_and_they_come_in_order) {
  EXPECT_EQ(find_before({}, kMarch)->statement, nullptr);
  EXPECT_EQ(find_before({of(kMarch, State::paid)}, kMarch).refusal().code(),
            "clearing_drawn_before");
  EXPECT_EQ(find_before({of(kMarch + 1, State::paid)}, kMarch).refusal().code(),
            "clearing_month_passed");
  EXPECT_EQ(find_before({of(kMarch - 1, State::approved_once)}, kMarch).refusal().code(),
            "clearing_before_open");
  const std::vector<Statement> all{of(kMarch - 2, State::paid), of(kMarch - 1, State::sent),
                                   of(kMarch, State::refused), of(kMarch, State::refused)};
  const Decision<Before> before = find_before(all, kMarch);
  ASSERT_TRUE(before.ok());
  EXPECT_EQ(before->statement, &all[1]);
  EXPECT_EQ(before->refused, 2);
  EXPECT_EQ(number_of(RegionCode(441900), kMarch, "P44190000001", 2),
            "441900-202503-P44190000001-3");
}

TEST(Clearing, two_people_approve_and_never_one_twice) {
  Statement statement = of(kMarch, State::drawn);
  const Approver one{"agency_officer:1", RegionCode(441900)};
  const Approver other{"agency_officer:2", RegionCode(441900)};
  EXPECT_EQ(*approval_of(statement, one), Event::approve_first);
  statement.state = State::approved_once;
  statement.first_by = one.name;
  statement.first_region = one.region;
  EXPECT_EQ(approval_of(statement, one).refusal().code(), "second_officer_needed");
  const Approver as_senior{"senior_officer:1", one.region};
  EXPECT_EQ(approval_of(statement, as_senior).refusal().code(), "second_officer_needed");
  EXPECT_EQ(*approval_of(statement, other), Event::approve);
  statement.account = Money();
  EXPECT_EQ(*approval_of(statement, other), Event::settle);
  statement.account = Money() - Money::fen(1);
  EXPECT_EQ(*approval_of(statement, other), Event::carry);
  // Of two regions each has its say, and there is always one that pays.
  statement.kind = Kind::region;
  EXPECT_EQ(approval_of(statement, other).refusal().code(), "clearing_other_side_needed");
  EXPECT_EQ(*approval_of(statement, {"agency_officer:3", RegionCode(445100)}), Event::approve);
  for (const State state : {State::approved, State::sent, State::paid, State::refused}) {
    EXPECT_EQ(approval_of(of(kMarch, state), one).refusal().code(), "clearing_not_open");
  }
}

TEST(Clearing, only_what_was_overpaid_is_carried_on) {
  const Statement overpaid = of(kMarch, State::carried, -40);
  const Statement paid = of(kMarch, State::paid, 40);
  EXPECT_EQ(carried_from(&overpaid), Money() - Money::fen(40));
  EXPECT_EQ(carried_from(&paid), Money());
  EXPECT_EQ(carried_from(nullptr), Money());
}

// Whatever happened and whenever it was recorded, it is in one statement: the day of the month's
// end, the day after, and what was recorded too late for its own month.
TEST(Clearing, everything_is_in_exactly_one_statement) {
  const Statement march = of(kMarch, State::paid);
  const Statement april = of(kMarch + 1, State::paid);
  const Cover first = cover_of(march, nullptr);
  const Cover second = cover_of(april, &march);
  const auto at = [](const Statement& statement, int milliseconds) {
    return Instant::from_milliseconds(statement.cut_at.milliseconds() + milliseconds);
  };
  struct Case {
    Date day;
    Instant recorded_at;
    int in_first;
    int in_second;
  };
  const Date end = kMarch.last_day();
  for (const Case& each : {Case{end, at(march, -1), 1, 0}, Case{end, at(march, 0), 1, 0},
                           Case{end, at(march, 1), 0, 1}, Case{end + 1, at(march, -1), 0, 1},
                           Case{end + 1, at(march, 1), 0, 1}, Case{end - 300, at(march, -1), 1, 0},
                           Case{end - 300, at(march, 1), 0, 1}, Case{end, at(april, 1), 0, 0},
                           Case{april.month.last_day() + 1, at(april, 0), 0, 0}}) {
    EXPECT_EQ(first.has(each.day, each.recorded_at), each.in_first == 1) << each.day.to_string();
    EXPECT_EQ(second.has(each.day, each.recorded_at), each.in_second == 1) << each.day.to_string();
  }
}

}  // namespace
}  // namespace yibao::clearing
