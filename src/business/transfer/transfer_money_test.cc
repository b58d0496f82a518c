// Goal: where the money of a case is, from the account to the account, on both databases: what
// comes short, from elsewhere or back, and who it belongs to (R-022, N-10, N-22).
#include "business/transfer/test_transfers.h"

#include <filesystem>
#include <fstream>

namespace yibao::transfer {
namespace {

using test::Answer;
using test::Body;
using test::number;
using test::text;

class TransferOfMoney : public Transfers {};

// The shipped policy, with 东莞 paying interest to date.
const policy::PolicySet& with_interest_at_clearing() {
  static const policy::PolicySet policies = [] {
    const test::TemporaryFolder folder;
    const std::string place = folder.file("policy");
    std::filesystem::copy(std::string(YIBAO_SOURCE_DIR) + "/policy", place,
                          std::filesystem::copy_options::recursive);
    std::filesystem::create_directories(place + "/441900");
    std::ofstream(place + "/441900/account.toml")
        << "[[interest_at_clearing]]\nvalue = true\nfrom = 2020-01-01\n"
           "source = \"project_default\"\nchecked_on = 2026-11-22\nstatus = \"default\"\n";
    return files::load_policy(place).value();
  }();
  return policies;
}

// the whole balance including interest to date. 12 345.67 for the 18 days up to the day
// before at 0.35 %: 1 234 567 × 18 × 35 / 3 600 000 = 216.05 fen.
TEST_P(TransferOfMoney, clears_the_account_with_the_interest_up_to_the_day_before) {
  world().set_policies(with_interest_at_clearing());
  enrol_at_target();
  ASSERT_EQ(confirm(draft()).status, 200);
  ASSERT_EQ(approve<ApproveAtOrigin>(kOrigin).status, 200);
  world().set_today(Date::of(2025, 5, 13));
  const Answer uploaded = step<UploadSheet>(kOrigin);
  ASSERT_EQ(uploaded.status, 200);
  const Money with_interest = kBalance + Money::fen(216);
  EXPECT_EQ(number(uploaded.body, "amount_fen"), with_interest.fen());
  EXPECT_EQ(world().balance(person_, kDongguan), Money());
  EXPECT_EQ(text(arrive(with_interest).body, "remittance_state"), "matched");
  ASSERT_EQ(approve<ApproveAtTarget>(kTarget).status, 200);
  EXPECT_EQ(world().balance(person_, kHangzhou), with_interest);
}

// what an earlier year has earned leaves as well, where its yearly run has not come.
// 12 345.67 from 25 April 2025: 251 days to the interest day, 12 345.67 × 251 × 0.35 % / 360 =
// 30.13; then 12 375.80 for the days of 2026.
TEST_P(TransferOfMoney, clears_the_account_with_the_interest_of_a_year_whose_run_has_not_come) {
  world().set_policies(with_interest_at_clearing());
  enrol_at_target();
  ASSERT_EQ(confirm(draft()).status, 200);
  ASSERT_EQ(approve<ApproveAtOrigin>(kOrigin).status, 200);
  world().set_today(Date::of(2026, 1, 6));
  const Answer uploaded = step<UploadSheet>(kOrigin);
  ASSERT_EQ(uploaded.status, 200);
  const std::int64_t days = Date::of(2025, 12, 31) - Date::of(2025, 4, 25) + 1;
  const std::int64_t of_2025 = (kBalance.fen() * days * 35 + 1'800'000) / 3'600'000;
  const std::int64_t of_2026 = ((kBalance.fen() + of_2025) * 5 * 35 + 1'800'000) / 3'600'000;
  EXPECT_EQ(number(uploaded.body, "amount_fen"), kBalance.fen() + of_2025 + of_2026);
  EXPECT_EQ(world().balance(person_, kDongguan), Money());
}

// so everywhere from 2026-12-01 on, by the shipped policy; of the days before it is credited
// by the year.
TEST_P(TransferOfMoney, clears_with_interest_by_the_shipped_policy) {
  enrol_at_target();
  ASSERT_EQ(confirm(draft()).status, 200);
  ASSERT_EQ(approve<ApproveAtOrigin>(kOrigin).status, 200);
  world().set_today(Date::of(2026, 12, 1));
  const Answer uploaded = step<UploadSheet>(kOrigin);
  ASSERT_EQ(uploaded.status, 200);
  const auto earned = [](std::int64_t fen, Date from, Date last) {
    return (fen * (last - from) * 35 + 1'800'000) / 3'600'000;
  };
  const Date year_end = Date::of(2025, 12, 31);
  const std::int64_t before =
      kBalance.fen() + earned(kBalance.fen(), Date::of(2025, 4, 24), year_end);
  EXPECT_EQ(number(uploaded.body, "amount_fen"),
            before + earned(before, year_end, Date::of(2026, 11, 30)));
  EXPECT_EQ(world().balance(person_, kDongguan), Money());
}

// N-10: money comes to a fund, and is entered with a day that a statement may have.
TEST_P(TransferOfMoney, arrival_is_entered_where_there_is_a_fund_and_of_a_day_that_can_be) {
  const auto enter = [&](const char* region, const char* day) {
    return world()
        .run(&RecordArrival::parse, officer({}, 1), {{"region", region}},
             {{"from_region", "441900"},
              {"amount_fen", 100},
              {"arrived_on", day},
              {"bank_serial", std::string("S") + region + day}})
        .code();
  };
  EXPECT_EQ(enter("440106", "2025-04-25"), "covered_by_pooling_region");
  EXPECT_EQ(enter("440000", "2025-04-25"), "not_a_pooling_region");
  EXPECT_EQ(enter("810000", "2025-04-25"), "not_a_pooling_region");
  EXPECT_EQ(enter("999999", "2025-04-25"), "not_found");
  EXPECT_EQ(enter("440100", "1950-01-01"), "arrival_too_long_ago");
  EXPECT_EQ(enter("440100", "2024-03-31"), "arrival_too_long_ago");
  EXPECT_EQ(enter("440100", "2024-04-01"), "");
  EXPECT_EQ(enter("440100", "2025-04-26"), "day_in_future");
}

// four eyes. R-017: not completed while the money is on the road.
TEST_P(TransferOfMoney, waits_for_the_money_and_completes_when_it_arrives) {
  go_to_target_review();
  const business::Actor everywhere = officer({}, 1);
  EXPECT_EQ(approve<ApproveAtTarget>(everywhere).code(), "same_officer_for_both_sides");
  EXPECT_EQ(approve<ApproveAtTarget>(kOrigin).code(), "other_agency");
  const Answer waiting = approve<ApproveAtTarget>(kTarget);
  EXPECT_EQ(text(waiting.body, "state"), "awaiting_money");
  EXPECT_EQ(world().balance(person_, kHangzhou), Money());
  EXPECT_EQ(text(arrive(kBalance).body, "state"), "completed");
  EXPECT_EQ(world().balance(person_, kHangzhou), kBalance);
}

// Story 6; N-10: one fen short is not matched; the missing fen makes it whole.
TEST_P(TransferOfMoney, amount_one_fen_short_is_seen_and_resolved_in_parts) {
  go_to_target_review();
  const Answer shortfall = arrive(kBalance - Money::fen(1));
  EXPECT_EQ(text(shortfall.body, "remittance_state"), "unmatched");
  EXPECT_EQ(text(shortfall.body, "note"), "amount_differs");
  EXPECT_EQ(arrive(kBalance - Money::fen(1)).code(), "arrival_entered_already");
  const Answer fen = arrive(Money::fen(1), "B2", "unknown");
  EXPECT_EQ(text(fen.body, "note"), "case_unknown");
  const auto list = world().ask(&answer_unmatched, kTarget, {{"region", "330100"}});
  EXPECT_EQ(list->find("remittances")->list()->size(), 2U);
  const auto match = [&](const Answer& arrival) {
    return world().run(&ResolveArrival::parse_match, kTarget,
                       {{"remittance", text(arrival.body, "remittance")}},
                       {{"case", case_}, {"note", "电话核实"}});
  };
  EXPECT_EQ(match(shortfall).status, 200);
  EXPECT_EQ(text(match(fen).body, "money"), "arrived");
  EXPECT_EQ(text(approve<ApproveAtTarget>(kTarget).body, "state"), "completed");
  EXPECT_EQ(world().balance(person_, kHangzhou), kBalance);
}

// N-10: with the right number and amount, and from somewhere else: seen, not credited; the origin's
// own remittance is.
TEST_P(TransferOfMoney, money_of_another_region_is_not_the_cases) {
  go_to_target_review();
  from_ = "440100";
  const Answer other = arrive(kBalance);
  EXPECT_EQ(text(other.body, "remittance_state"), "unmatched");
  EXPECT_EQ(text(other.body, "note"), "other_payer");
  const auto list = world().ask(&answer_unmatched, kTarget, {{"region", "330100"}});
  EXPECT_EQ(text(list->find("remittances")->list()->front(), "why"), "other_payer");
  from_ = "441900";
  const Answer own = arrive(kBalance, "B2");
  EXPECT_EQ(text(own.body, "remittance_state"), "matched");
  EXPECT_EQ(text(approve<ApproveAtTarget>(kTarget).body, "state"), "completed");
}

// N-10: money of another payer is matched by two officers; one of them alone credits nothing.
TEST_P(TransferOfMoney, money_of_another_region_is_matched_by_two_officers) {
  go_to_target_review();
  from_ = "440100";
  const Answer other = arrive(kBalance);
  const auto match = [&](const business::Actor& officer) {
    return world().run(&ResolveArrival::parse_match, officer,
                       {{"remittance", text(other.body, "remittance")}},
                       {{"case", case_}, {"note", "省级财政代汇,电话核实"}});
  };
  business::Actor second = kTarget;
  second.id += 1;
  const Answer proposed = match(kTarget);
  EXPECT_EQ(text(proposed.body, "remittance_state"), "unmatched");
  EXPECT_EQ(match(kTarget).code(), "second_officer_needed");
  const auto list = world().ask(&answer_unmatched, kTarget, {{"region", "330100"}});
  EXPECT_EQ(text(list->find("remittances")->list()->front(), "proposed_by"),
            kTarget.journal_name());
  EXPECT_EQ(text(match(second).body, "money"), "arrived");
  EXPECT_EQ(text(approve<ApproveAtTarget>(kTarget).body, "state"), "completed");
  EXPECT_EQ(world().balance(person_, kHangzhou), kBalance);
}

// N-10, N-22: what comes home is what left, to the fen, and each line of the statement once.
TEST_P(TransferOfMoney, returned_money_is_as_on_the_statement) {
  go_to_target_review();
  EXPECT_EQ(step<RefuseAtTarget>(kTarget, {{"why", "账户类型不符"}}).status, 200);
  const auto back = [&](Money amount, const char* day, const char* serial) {
    return step<RecordReturn>(
        kOrigin, {{"amount_fen", amount.fen()}, {"arrived_on", day}, {"bank_serial", serial}});
  };
  EXPECT_EQ(step<RecordReturn>(kOrigin).status, 400) << "no amount, no day, no line";
  EXPECT_EQ(step<RecordReturn>(kOrigin, {{"amount_fen", kBalance.fen()}}).status, 400);
  EXPECT_EQ(back(kBalance - Money::fen(1), "2025-05-13", "R1").code(), "returned_amount_differs");
  EXPECT_EQ(back(kBalance + Money::fen(1), "2025-05-13", "R1").code(), "returned_amount_differs");
  EXPECT_EQ(back(kBalance, "2025-05-12", "R1").code(), "returned_before_it_left");
  EXPECT_EQ(back(kBalance, "2025-05-14", "R1").status, 400);  // a day that lies ahead
  EXPECT_EQ(world().balance(person_, kDongguan), Money());
  EXPECT_EQ(text(back(kBalance, "2025-05-13", "R1").body, "state"), "money_returned");
  EXPECT_EQ(world().balance(person_, kDongguan), kBalance);
  // The same line again, as the money of another case.
  const Answer again = world().run(&RecordArrival::parse, kOrigin, {{"region", "441900"}},
                                   {{"from_region", "330100"},
                                    {"amount_fen", kBalance.fen()},
                                    {"arrived_on", "2025-05-13"},
                                    {"bank_serial", "R1"}});
  EXPECT_EQ(again.code(), "arrival_entered_already");
  ASSERT_EQ(confirm(draft()).status, 200);
  ASSERT_EQ(approve<ApproveAtOrigin>(kOrigin).status, 200);
  ASSERT_EQ(step<UploadSheet>(kOrigin).status, 200);
  EXPECT_EQ(step<RefuseAtTarget>(kTarget, {{"why", "账户类型不符"}}).status, 200);
  EXPECT_EQ(back(kBalance, "2025-05-13", "R1").code(), "arrival_entered_already");
  EXPECT_EQ(text(back(kBalance, "2025-05-13", "R2").body, "state"), "money_returned");
}

// N-10, N-22: what comes back in several lines is matched until the sum is right.
TEST_P(TransferOfMoney, money_that_comes_back_in_two_lines_is_matched_in_parts) {
  go_to_target_review();
  ASSERT_EQ(step<RefuseAtTarget>(kTarget, {{"why", "账户类型不符"}}).status, 200);
  const Money first = Money::yuan(200);
  const auto back = [&](Money amount, const char* serial, const char* from) {
    return world().run(&RecordArrival::parse, kOrigin, {{"region", "441900"}},
                       {{"from_region", from},
                        {"amount_fen", amount.fen()},
                        {"arrived_on", "2025-05-13"},
                        {"bank_serial", serial},
                        {"reference", case_}});
  };
  const Answer part = back(first, "R1", "330100");
  EXPECT_EQ(text(part.body, "note"), "amount_differs");
  const auto match = [&](const Answer& arrival) {
    return world().run(&ResolveArrival::parse_match, kOrigin,
                       {{"remittance", text(arrival.body, "remittance")}},
                       {{"case", case_}, {"note", "电话核实"}});
  };
  EXPECT_EQ(match(part).status, 200);
  EXPECT_EQ(match(back(kBalance, "R2", "330100")).code(), "remittance_above_awaited");
  EXPECT_EQ(text(back(kBalance - first, "R3", "330200").body, "note"), "other_payer");
  EXPECT_EQ(come_back().code(), "returned_amount_differs") << "a part is here already";
  EXPECT_EQ(world().balance(person_, kDongguan), Money());
  EXPECT_EQ(text(back(kBalance - first, "R4", "330100").body, "state"), "money_returned");
  EXPECT_EQ(world().balance(person_, kDongguan), kBalance);
}

// N-10, N-22: what the target had matched when it refused is money to be sent back.
TEST_P(TransferOfMoney, part_matched_to_a_case_that_was_refused_is_listed_to_be_sent_back) {
  go_to_target_review();
  const Money part = Money::yuan(100);
  const Answer arrival = arrive(part);
  const auto resolve = [&](auto parse, Body body) {
    return world().run(parse, kTarget, {{"remittance", text(arrival.body, "remittance")}},
                       std::move(body));
  };
  const auto send_back = [&] {
    return resolve(&ResolveArrival::parse_send_back, {{"why", "退回"}});
  };
  ASSERT_EQ(resolve(&ResolveArrival::parse_match, {{"case", case_}, {"note", "核实"}}).status, 200);
  EXPECT_EQ(send_back().code(), "remittance_resolved_already");  // the case takes it still
  ASSERT_EQ(step<RefuseAtTarget>(kTarget, {{"why", "账户类型不符"}}).status, 200);
  const auto listed = [&] {
    return *world()
                .ask(&answer_unmatched, kTarget, {{"region", "330100"}})
                ->find("remittances")
                ->list();
  };
  ASSERT_EQ(listed().size(), 1U);
  EXPECT_EQ(text(listed().front(), "why"), "goes_back");
  EXPECT_EQ(number(listed().front(), "amount_fen"), part.fen());
  EXPECT_EQ(send_back().status, 200);
  EXPECT_TRUE(listed().empty());
  EXPECT_EQ(send_back().code(), "remittance_resolved_already");
  EXPECT_EQ(text(come_back().body, "state"), "money_returned");
}

// Story 6; N-22, R-025: refused after the money left: paid out where 广东 says so …
TEST_P(TransferOfMoney, money_of_a_refused_relation_is_paid_to_the_person) {
  go_to_target_review(kHangzhou,
                      {{"bank_account", "6222020000000000123"}, {"bank_holder", "张三"}});
  const Answer refused = step<RefuseAtTarget>(kTarget, {{"why", "账户类型不符"}});
  EXPECT_EQ(text(refused.body, "state"), "returning_money");
  EXPECT_EQ(text(come_back().body, "money"), "paying_out");
  EXPECT_EQ(text(step<RecordPayoutResult>(kBank, {{"result", "paid"}}).body, "state"), "paid_out");
  EXPECT_EQ(world().balance(person_, kDongguan), Money());
}

// … and kept on the account where no bank account is known, or the bank sends it back.
TEST_P(TransferOfMoney, money_of_a_refused_relation_returns_to_the_account) {
  go_to_target_review();
  arrive(kBalance);
  EXPECT_EQ(step<RefuseAtTarget>(kTarget, {{"why", "账户类型不符"}}).status, 200);
  EXPECT_EQ(text(come_back().body, "state"), "money_returned");
  EXPECT_EQ(world().balance(person_, kDongguan), kBalance);
}

// an order that comes between two steps keeps the money where it is, whenever it would
// leave.
TEST_P(TransferOfMoney, money_does_not_leave_an_account_frozen_meanwhile) {
  enrol_at_target();
  ASSERT_EQ(confirm(draft()).status, 200);
  ASSERT_EQ(approve<ApproveAtOrigin>(kOrigin).status, 200);
  hold::NewHold order;
  order.person = person_;
  order.cause = hold::HoldCause::admin;
  world().put_hold(order);
  EXPECT_EQ(step<UploadSheet>(kOrigin).code(), "spending_held");
  EXPECT_EQ(world().balance(person_, kDongguan), kBalance);
}

// Story 5; R-029: money to the bank, relation unmoved, account open.
TEST_P(TransferOfMoney, retiree_settled_elsewhere_is_paid_out) {
  const Body body = {
      {"region", "441900"}, {"bank_account", "6222020000000000123"}, {"bank_holder", "张三"}};
  const auto request = [&] {
    return world().run(&RequestRetireePayout::parse, kOrigin, {{"person", world().id_of(person_)}},
                       body);
  };
  EXPECT_EQ(request().code(), "no_retirement_decision");
  at_origin_.state = enrolment::EnrolmentState::active;
  at_origin_.suspended_on.reset();
  world().change_enrolment(at_origin_);
  world().change_person(person_, [](person::Person& person) {
    person.retired_on = Date::of(2024, 1, 1);
    person.retired_at = kDongguan;
    person.settled_region = kHangzhou;
  });
  const Answer requested = request();
  ASSERT_EQ(requested.status, 200);
  case_ = text(requested.body, "case");
  EXPECT_EQ(text(requested.body, "state"), "payout_review");
  EXPECT_EQ(step<ApproveRetireePayout>(kOrigin).code(), "second_officer_needed");
  EXPECT_EQ(world().balance(person_, kDongguan), kBalance);
  const business::Actor second = officer(kDongguan, 3);
  EXPECT_EQ(text(step<ApproveRetireePayout>(second).body, "money"), "paying_out");
  EXPECT_EQ(world().balance(person_, kDongguan), Money());
  EXPECT_EQ(text(step<RecordPayoutResult>(kBank, {{"result", "returned"}}).body, "state"),
            "payout_ended");
  EXPECT_EQ(world().balance(person_, kDongguan), kBalance);
}

YB_ON_BOTH_ENGINES(TransferOfMoney);

}  // namespace
}  // namespace yibao::transfer
