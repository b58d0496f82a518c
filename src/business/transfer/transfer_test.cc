// Goal: whole cases, from the draft to every end, on both databases: the days, the money and the
// months come out as the rules say, and nothing is left on the road (R-001, R-017, R-022, N-22).
#include "business/transfer/test_transfers.h"

namespace yibao::transfer {
namespace {

using test::Answer;
using test::number;
using test::text;

// Story 1.
TEST_P(Transfers, move_brings_months_and_money_to_another_province) {
  enrol_at_target();
  const Answer accepted = confirm(draft());
  ASSERT_EQ(accepted.status, 200);
  EXPECT_EQ(text(accepted.body, "state"), "origin_review");
  EXPECT_EQ(text(accepted.body, "origin_due_on"), "2025-05-13");
  EXPECT_EQ(text(accepted.body, "total_due_on"), "2025-05-20");
  EXPECT_EQ(text(accepted.body, "money"), "reserved");

  // each agency has looked at what was handed in, one by one.
  EXPECT_EQ(step<ApproveAtOrigin>(kOrigin).code(), "materials_not_checked");
  EXPECT_EQ(
      step<ApproveAtOrigin>(kOrigin, {{"checked", Tree(Tree::List{"identity_document"})}}).code(),
      "materials_not_checked");
  EXPECT_EQ(approve<ApproveAtOrigin>(kOrigin).status, 200);
  world().set_today(Date::of(2025, 5, 13));
  const Answer uploaded = step<UploadSheet>(kOrigin);
  EXPECT_EQ(text(uploaded.body, "target_due_on"), "2025-05-20");
  EXPECT_EQ(number(uploaded.body, "amount_fen"), kBalance.fen());
  EXPECT_EQ(world().balance(person_, kDongguan), Money());

  EXPECT_EQ(text(arrive(kBalance).body, "remittance_state"), "matched");
  EXPECT_EQ(step<ApproveAtTarget>(kTarget).code(), "materials_not_checked");
  const Answer completed = approve<ApproveAtTarget>(kTarget);
  EXPECT_EQ(text(completed.body, "state"), "completed");
  EXPECT_EQ(text(completed.body, "step"), "finished");
  EXPECT_EQ(world().balance(person_, kHangzhou), kBalance);

  const auto shown = world().ask(&answer_case, kTarget, {{"case", case_}});
  ASSERT_TRUE(shown.ok());
  EXPECT_EQ(text(*shown->find("money"), "amount"), "12,345.67");
  const auto why = world().ask(&answer_explanation, kTarget, {{"case", case_}});
  ASSERT_TRUE(why.ok());
  EXPECT_GE(why->find("decisions")->list()->size(), 3U);
}

// Story 2; R-027.
TEST_P(Transfers, inside_guangdong_the_money_stays_and_the_months_move) {
  go_to_target_review(test::kShantou);
  EXPECT_EQ(world().balance(person_, kDongguan), kBalance);
  const Answer completed = approve<ApproveAtTarget>(officer(test::kShantou, 3));
  EXPECT_EQ(text(completed.body, "state"), "completed");
  EXPECT_EQ(text(completed.body, "money"), "none");
  EXPECT_EQ(world().balance(person_, kDongguan), kBalance);
}

// Story 3: three obstacles at once, then a case declined for them.
TEST_P(Transfers, declines_with_every_reason_and_opens_nothing_before) {
  at_origin_.state = enrolment::EnrolmentState::active;
  at_origin_.suspended_on.reset();
  world().change_enrolment(at_origin_);
  const auto precheck = world().ask(&answer_precheck, kOrigin, {{"person", world().id_of(person_)}},
                                    {{"origin", "441900"}, {"target", "330100"}});
  ASSERT_TRUE(precheck.ok());
  const Tree::List& reasons = *precheck->find("reasons")->list();
  ASSERT_EQ(reasons.size(), 2U);
  EXPECT_EQ(text(reasons[0], "rule"), "origin_still_active");
  EXPECT_EQ(text(reasons[1], "rule"), "target_not_enrolled");
  const Answer declined = confirm(draft());
  EXPECT_EQ(text(declined.body, "state"), "declined");
  EXPECT_EQ(declined.body.find("reasons")->list()->size(), 3U);  // and the remedies
}

// what is confirmed is what was summed up, once.
TEST_P(Transfers, is_confirmed_by_the_digest_of_its_form) {
  enrol_at_target();
  const Answer drafted = draft();
  case_ = text(drafted.body, "case");
  EXPECT_EQ(step<ConfirmTransfer>(kOrigin, {{"form_digest", "something else"}}).code(),
            "form_not_as_confirmed");
  EXPECT_EQ(confirm(drafted).status, 200);
  EXPECT_EQ(confirm(drafted).code(), "step_not_possible");
  // One running transfer per person.
  EXPECT_EQ(text(confirm(draft()).body, "state"), "declined");
}

// a form that is filled in again takes the place of the one before; another pair of places
// is another transfer, and an employer's draft leaves alone what others have begun.
TEST_P(Transfers, keeps_one_draft_of_a_person_and_pair_of_places) {
  enrol_at_target();
  const Answer first = draft();
  const Answer elsewhere = draft(RegionCode(440500));
  const Answer second = draft();
  ASSERT_EQ(second.status, 200) << second.code();
  ASSERT_NE(second.body.to_json().find("draft_taken_over"), std::string::npos);
  EXPECT_EQ(elsewhere.body.to_json().find("draft_taken_over"), std::string::npos);
  EXPECT_EQ(confirm(first).code(), "step_not_possible");
  EXPECT_EQ(text(confirm(elsewhere).body, "state"), "declined");
  EXPECT_EQ(text(confirm(second).body, "state"), "origin_review");
  const Answer third = draft();
  EXPECT_EQ(third.body.to_json().find("draft_taken_over"), std::string::npos)
      << "nothing to take over";
}

// R-066, C-10: 东莞 clears on the upload; where it is cleared later, story 36.
TEST_P(Transfers, withdraws_until_the_money_has_left) {
  enrol_at_target();
  ASSERT_EQ(confirm(draft()).status, 200);
  ASSERT_EQ(approve<ApproveAtOrigin>(kOrigin).status, 200);
  const Answer withdrawn = step<WithdrawTransfer>(kOrigin);
  EXPECT_EQ(text(withdrawn.body, "state"), "withdrawn");
  EXPECT_EQ(text(withdrawn.body, "money"), "voided");
  EXPECT_EQ(world().balance(person_, kDongguan), kBalance);
  ASSERT_EQ(confirm(draft()).status, 200);
  ASSERT_EQ(approve<ApproveAtOrigin>(kOrigin).status, 200);
  ASSERT_EQ(step<UploadSheet>(kOrigin).status, 200);
  EXPECT_EQ(step<WithdrawTransfer>(kOrigin).code(), "money_has_left");
}

// N-22: the timer finds it, ends the case and sends the money home.
TEST_P(Transfers, ends_by_death_and_by_suspension_at_the_target) {
  go_to_target_review();
  EXPECT_EQ(step<EndTransfer>(kOrigin).code(), "no_reason_to_end");
  world().change_person(person_,
                        [](person::Person& person) { person.died_on = Date::of(2025, 5, 12); });
  auto due = due_on(Date::of(2025, 5, 13));
  ASSERT_EQ(due.size(), 1U);
  const Answer ended = world().run(std::move(due.front()), kSystem);
  EXPECT_EQ(text(ended.body, "relation"), "ended");
  EXPECT_EQ(text(ended.body, "money"), "returning");
  EXPECT_EQ(text(come_back().body, "state"), "money_returned");
  EXPECT_EQ(world().balance(person_, kDongguan), kBalance);
  // What ended it is kept, and looked at.
  const auto set_reason = [&](const char* reason) {
    world().change_transfer(person_, [&](Transfer& transfer) { transfer.end_reason = reason; });
    return world().verify();
  };
  EXPECT_EQ(set_reason("").size(), 1U);
  EXPECT_EQ(set_reason("why not").size(), 1U);
  EXPECT_EQ(set_reason("death").size(), 0U);
}

// N-22: another employer of the same place is no reason to end; having none is.
TEST_P(Transfers, goes_on_under_another_employer_of_the_target) {
  go_to_target_review();
  at_target_.state = enrolment::EnrolmentState::suspended;
  at_target_.suspended_on = Date::of(2025, 5, 13);
  world().change_enrolment(at_target_);
  EXPECT_EQ(approve<ApproveAtTarget>(kTarget).code(), "case_must_end");
  EXPECT_EQ(due_on(Date::of(2025, 5, 13)).size(), 1U);
  world().enrol(person_, 3, kHangzhou, Date::of(2025, 6, 1));
  EXPECT_TRUE(due_on(Date::of(2025, 5, 13)).empty());
  EXPECT_EQ(approve<ApproveAtTarget>(kTarget).status, 200);
}

YB_ON_BOTH_ENGINES(Transfers);

}  // namespace
}  // namespace yibao::transfer
