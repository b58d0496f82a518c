// Goal: the days of a case, on both databases: deadlines over notices and pauses, acts that lie
// ahead, and what comes too late (R-017, R-036, N-15).
#include "business/transfer/test_transfers.h"

namespace yibao::transfer {
namespace {

using test::Answer;
using test::number;
using test::text;

class TransferDays : public Transfers {
 protected:
  // How many cases the timers have marked or escalated on a day.
  int tick(Date day) {
    world().set_today(day);
    int done = 0;
    for (auto& command : due_on(day)) {
      done += world().run(std::move(command), kSystem).status == 200 ? 1 : 0;
    }
    return done;
  }
  Tree shown() { return world().ask(&answer_case, kTarget, {{"case", case_}}).value(); }
  Tree clock(const char* name) { return *shown().find("clocks")->find(name); }
  Tree waiting() { return *shown().find("waiting"); }
  // Of the step in which the case is.
  Tree step_clock() { return shown().find("clocks")->find("steps")->list()->back(); }
};

bool is(const Tree& tree, const char* name) {
  return *tree.find(name)->boolean();
}

// ruling 10: all at once, and the clock stands still meanwhile.
TEST_P(TransferDays, stops_its_clock_while_materials_are_completed) {
  enrol_at_target();
  ASSERT_EQ(confirm(draft()).status, 200);
  world().set_today(Date::of(2025, 4, 28));
  EXPECT_EQ(
      step<ReturnForCorrection>(kOrigin, {{"items", Tree(Tree::List{"identity_document"})}}).status,
      200);
  EXPECT_EQ(step<CompleteMaterials>(kOrigin).code(), "materials_missing");
  world().set_today(Date::of(2025, 4, 30));
  EXPECT_EQ(step<FillSlot>(kOrigin, {{"slot", "identity_document"}, {"sighted", true}}).status,
            200);
  EXPECT_EQ(step<FillSlot>(kOrigin, {{"slot", "identity_document"}, {"content", "AAAA"}}).code(),
            "material_media");
  EXPECT_EQ(
      step<FillSlot>(kOrigin, {{"slot", "residence_proof"}, {"content", "iVBORw0KGgo="}}).status,
      200);
  EXPECT_EQ(step<FillSlot>(kOrigin, {{"slot", "selfie"}, {"content", "iVBORw0KGgo="}}).code(),
            "material_slot_unknown");
  const Answer completed = step<CompleteMaterials>(kOrigin);
  EXPECT_EQ(text(completed.body, "state"), "origin_review");
  EXPECT_EQ(text(completed.body, "origin_due_on"), "2025-05-15");  // two working days later
  EXPECT_EQ(text(completed.body, "total_due_on"), "2025-05-22");
}

// nobody is late for days on which the clock stood still, nor for those after the end.
TEST_P(TransferDays, a_clock_that_stands_or_is_over_counts_no_more) {
  enrol_at_target();
  ASSERT_EQ(confirm(draft()).status, 200);
  world().set_today(Date::of(2025, 4, 28));
  ASSERT_EQ(
      step<ReturnForCorrection>(kOrigin, {{"items", Tree(Tree::List{"identity_document"})}}).status,
      200);
  world().set_today(Date::of(2025, 7, 1));
  for (const char* leg : {"origin", "total"}) {
    EXPECT_FALSE(is(clock(leg), "overdue")) << leg;
    EXPECT_EQ(text(clock(leg), "paused_on"), "2025-04-28") << leg;
  }
  EXPECT_EQ(number(clock("origin"), "working_days_left"), 8);
  ASSERT_EQ(step<WithdrawTransfer>(kOrigin).status, 200);
  world().set_today(Date::of(2025, 12, 1));
  for (const char* leg : {"origin", "total"}) {
    EXPECT_FALSE(is(clock(leg), "overdue")) << leg;
    EXPECT_EQ(text(clock(leg), "ended_on"), "2025-07-01") << leg;
    EXPECT_EQ(clock(leg).find("working_days_left"), nullptr) << leg;
  }
}

// who was late when the case ended stays late, by as many days.
TEST_P(TransferDays, what_was_late_at_its_end_stays_as_late) {
  enrol_at_target();
  ASSERT_EQ(confirm(draft()).status, 200);
  world().set_today(Date::of(2025, 5, 15));
  ASSERT_EQ(step<RejectAtOrigin>(kOrigin, {{"why", "不符合"}}).status, 200);
  world().set_today(Date::of(2025, 12, 1));
  EXPECT_TRUE(is(clock("origin"), "overdue"));
  EXPECT_EQ(number(clock("origin"), "working_days_to_spare"), -2);
}

// N-09, R-018, R-035: the origin corrects within days of its own, the target's run from the new
// sheet.
TEST_P(TransferDays, a_disputed_sheet_is_corrected_in_days_of_its_own) {
  go_to_target_review();  // uploaded on its last day, 2025-05-13
  world().set_today(Date::of(2025, 5, 16));
  const Answer disputed = step<DisputeSheet>(kTarget, {{"why", "缺少月份"}});
  ASSERT_EQ(disputed.status, 200);
  EXPECT_EQ(text(disputed.body, "step_due_on"), "2025-05-30");
  EXPECT_EQ(text(waiting(), "due_on"), "2025-05-30");
  EXPECT_EQ(text(waiting(), "region"), "441900");
  EXPECT_EQ(tick(Date::of(2025, 5, 30)), 0);
  EXPECT_EQ(text(clock("origin"), "done_on"), "2025-05-13");
  EXPECT_FALSE(is(clock("origin"), "overdue"));
  EXPECT_EQ(text(clock("target"), "paused_on"), "2025-05-16");
  EXPECT_FALSE(is(clock("target"), "overdue"));  // its day was 2025-05-20
  EXPECT_EQ(tick(Date::of(2025, 6, 3)), 1);      // after the Dragon Boat Festival
  EXPECT_TRUE(is(step_clock(), "overdue"));
  const Answer corrected = step<CorrectSheet>(kOrigin, {{"why", "已核对"}});
  ASSERT_EQ(corrected.status, 200);
  EXPECT_EQ(text(corrected.body, "target_due_on"), "2025-06-10");
  EXPECT_EQ(text(step_clock(), "done_on"), "2025-06-03");
  EXPECT_FALSE(is(waiting(), "overdue"));
  EXPECT_EQ(tick(Date::of(2025, 6, 10)), 0);
  EXPECT_EQ(tick(Date::of(2025, 6, 11)), 1);
}

// N-17, N-22: money on its way back, and money with a bank, are somebody's with a day, and are
// urged.
TEST_P(TransferDays, money_on_its_way_back_is_overdue_and_escalated) {
  go_to_target_review(kHangzhou,
                      {{"bank_account", "6222020000000000123"}, {"bank_holder", "张三"}});
  ASSERT_EQ(step<RefuseAtTarget>(kTarget, {{"why", "账户类型不符"}}).status, 200);
  EXPECT_EQ(text(waiting(), "queue"), "money_return");
  EXPECT_EQ(text(waiting(), "due_on"), "2025-05-27");
  EXPECT_EQ(text(clock("target"), "ended_on"), "2025-05-13");
  EXPECT_EQ(tick(Date::of(2025, 5, 27)), 0);
  EXPECT_EQ(tick(Date::of(2025, 5, 28)), 1);
  EXPECT_EQ(tick(Date::of(2025, 5, 30)), 1);
  EXPECT_TRUE(is(waiting(), "overdue"));
  EXPECT_TRUE(is(waiting(), "escalated"));
  EXPECT_FALSE(is(clock("target"), "overdue"));
  EXPECT_EQ(step<UrgeCase>(kOrigin).status, 200);
  ASSERT_EQ(text(come_back().body, "money"), "paying_out");
  EXPECT_EQ(text(waiting(), "queue"), "payout");
  EXPECT_EQ(text(waiting(), "due_on"), "2025-06-16");
  EXPECT_FALSE(is(waiting(), "overdue"));
  EXPECT_EQ(tick(Date::of(2025, 6, 16)), 0);
  EXPECT_EQ(tick(Date::of(2025, 6, 17)), 1);
  ASSERT_EQ(step<RecordPayoutResult>(kBank, {{"result", "paid"}}).status, 200);
  EXPECT_EQ(tick(Date::of(2025, 12, 1)), 0);
  EXPECT_EQ(number(step_clock(), "working_days_to_spare"), -1);
}

// N-15: an amended notice moves the day of a step as well.
TEST_P(TransferDays, the_day_of_a_step_follows_an_amended_notice) {
  go_to_target_review();
  ASSERT_EQ(step<DisputeSheet>(kTarget, {{"why", "缺少月份"}}).status, 200);
  const calendar::Calendar& shipped = test::transfer_data().calendar;
  EXPECT_TRUE(commands_to_recompute(*world().reader(), shipped, 10).empty());
  const calendar::Calendar weekends = shipped.at("2025.0").value();
  world().set_calendar(weekends);
  auto waiting = commands_to_recompute(*world().reader(), weekends, 10);
  ASSERT_EQ(waiting.size(), 1U);
  const Answer computed = world().run(std::move(waiting.front()), kSystem);
  EXPECT_EQ(text(computed.body, "step_due_on"), "2025-05-27");
  EXPECT_TRUE(is(computed.body, "provisional"));
  EXPECT_TRUE(commands_to_recompute(*world().reader(), weekends, 10).empty());
}

// N-15: a year without a notice is computed on weekends and told as provisional; the notice moves
// the day, and what was told stays in the time line.
TEST_P(TransferDays, deadline_in_a_year_without_a_notice_is_computed_again) {
  enrol_at_target();
  world().set_today(Date::of(2025, 12, 22));
  const calendar::Calendar& noticed = test::transfer_data().calendar;
  const calendar::Calendar before = noticed.at("2025.1+2026.0").value();
  world().set_calendar(before);
  const Answer accepted = confirm(draft());
  EXPECT_EQ(text(accepted.body, "origin_due_on"), "2026-01-05");
  EXPECT_EQ(*accepted.body.find("provisional")->boolean(), true);
  EXPECT_TRUE(commands_to_recompute(*world().reader(), before, 10).empty());
  world().set_today(Date::of(2025, 12, 24));
  world().set_calendar(noticed);
  auto waiting = commands_to_recompute(*world().reader(), noticed, 10);
  ASSERT_EQ(waiting.size(), 1U);
  const Answer computed = world().run(std::move(waiting.front()), kSystem);
  EXPECT_EQ(text(computed.body, "origin_due_on"), "2026-01-06");
  EXPECT_EQ(computed.body.find("provisional"), nullptr);
  EXPECT_TRUE(commands_to_recompute(*world().reader(), noticed, 10).empty());
  const auto shown = world().ask(&answer_case, kTarget, {{"case", case_}});
  const auto& line = *shown->find("steps")->list();
  EXPECT_EQ(text(line.back(), "happened_on"), "2025-12-24");  // not the day of acceptance
}

// A calendar for the year, with one more day off than the shipped one in its second version.
calendar::Calendar amended(int year, Date day_off) {
  std::vector<calendar::CalendarFile> plans;
  for (const int version : {1, 2}) {
    Tree days = Tree(Tree::List{});
    if (version == 2) {
      days.push(Tree::object(
          {{"name", "休"}, {"from", day_off.to_string()}, {"to", day_off.to_string()}}));
    }
    plans.push_back({"calendar", Tree::object({{"year", year},
                                               {"version", version},
                                               {"source", "通知"},
                                               {"checked_on", "2025-01-01"},
                                               {"days_off", std::move(days)},
                                               {"make_up_days", Tree(Tree::List{})}})});
  }
  return calendar::Calendar::from(plans).value();
}

// N-15, domain 3.5: an amended notice moves the days of open cases too, though they were final.
TEST_P(TransferDays, deadline_follows_an_amended_notice) {
  const calendar::Calendar two = amended(2025, Date::of(2025, 4, 28));
  const calendar::Calendar first = two.at("2025.1").value();
  enrol_at_target();
  world().set_calendar(first);
  const Answer accepted = confirm(draft());
  ASSERT_EQ(accepted.body.find("provisional"), nullptr);
  EXPECT_EQ(text(accepted.body, "origin_due_on"), "2025-05-09");
  EXPECT_TRUE(commands_to_recompute(*world().reader(), first, 10).empty());
  world().set_calendar(two);
  auto waiting = commands_to_recompute(*world().reader(), two, 10);
  ASSERT_EQ(waiting.size(), 1U);
  const Answer computed = world().run(std::move(waiting.front()), kSystem);
  EXPECT_EQ(text(computed.body, "origin_due_on"), "2025-05-12");
  EXPECT_TRUE(commands_to_recompute(*world().reader(), two, 10).empty());
  const auto shown = world().ask(&answer_case, kTarget, {{"case", case_}});
  const auto& line = *shown->find("steps")->list();
  EXPECT_EQ(text(line.back(), "event"), "deadline_recomputed");
  ASSERT_EQ(step<WithdrawTransfer>(kOrigin).status, 200);
  EXPECT_TRUE(
      commands_to_recompute(*world().reader(), first, 10).empty());  // over: stays as it was
  calendar_ = two;
}

// N-22, day-exact: what is reported in advance ends nothing before its day; R-022.
TEST_P(TransferDays, leaving_that_lies_ahead_ends_nothing_before_its_day) {
  go_to_target_review();
  at_target_.state = enrolment::EnrolmentState::suspended;
  at_target_.suspended_on = Date::of(2025, 5, 15);
  world().change_enrolment(at_target_);
  EXPECT_EQ(step<EndTransfer>(kOrigin).code(), "no_reason_to_end");
  EXPECT_TRUE(due_on(Date::of(2025, 5, 14)).empty());
  ASSERT_EQ(due_on(Date::of(2025, 5, 15)).size(), 1U);
  world().set_today(Date::of(2025, 5, 14));
  EXPECT_EQ(step<EndTransfer>(kOrigin).code(), "no_reason_to_end");
  world().set_today(Date::of(2025, 5, 15));
  auto due = due_on(Date::of(2025, 5, 15));
  const Answer ended = world().run(std::move(due.front()), kSystem);
  EXPECT_EQ(text(ended.body, "relation"), "ended");
}

// The same, approved on the last day.
TEST_P(TransferDays, completes_on_the_last_day_at_the_target) {
  go_to_target_review();
  at_target_.state = enrolment::EnrolmentState::suspended;
  at_target_.suspended_on = Date::of(2025, 5, 14);
  world().change_enrolment(at_target_);
  arrive(kBalance);
  EXPECT_EQ(text(approve<ApproveAtTarget>(kTarget).body, "state"), "completed");
}

// An enrolment at the origin that begins later has not happened yet either.
TEST_P(TransferDays, enrolment_that_begins_later_at_the_origin_ends_nothing_before_its_day) {
  go_to_target_review();
  const Date begins = Date::of(2025, 5, 20);
  at_target_.state = enrolment::EnrolmentState::suspended;
  at_target_.suspended_on = begins;
  world().change_enrolment(at_target_);
  world().enrol(person_, 3, kDongguan, begins);
  EXPECT_EQ(step<EndTransfer>(kOrigin).code(), "no_reason_to_end");
  EXPECT_TRUE(due_on(begins - 1).empty());
  ASSERT_EQ(due_on(begins).size(), 1U);
  world().set_today(begins);
  EXPECT_EQ(text(step<EndTransfer>(kOrigin).body, "relation"), "ended");
}

// R-018, N-17: overdue is told, escalated, and changes nothing.
TEST_P(TransferDays, overdue_is_marked_and_later_escalated) {
  enrol_at_target();
  ASSERT_EQ(confirm(draft()).status, 200);
  EXPECT_EQ(tick(Date::of(2025, 5, 13)), 0);
  EXPECT_EQ(tick(Date::of(2025, 5, 14)), 1);
  EXPECT_EQ(tick(Date::of(2025, 5, 15)), 0);
  EXPECT_EQ(tick(Date::of(2025, 5, 16)), 1);
  const auto shown = world().ask(&answer_case, kOrigin, {{"case", case_}});
  EXPECT_EQ(text(*shown, "state"), "origin_review");
  EXPECT_EQ(*shown->find("waiting")->find("escalated")->boolean(), true);
  EXPECT_EQ(step<UrgeCase>(kOrigin).status, 200);
}

YB_ON_BOTH_ENGINES(TransferDays);

}  // namespace
}  // namespace yibao::transfer
