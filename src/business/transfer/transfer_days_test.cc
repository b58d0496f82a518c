// Goal: the days of a case, on both databases: deadlines over notices and pauses, acts that lie
// ahead, and what comes too late (R-017, R-036, N-15).
#include "business/transfer/test_transfers.h"

namespace yibao::transfer {
namespace {

using test::Answer;
using test::text;

class TransferDays : public Transfers {};

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
  const auto tick = [&](Date day) {
    world().set_today(day);
    auto due = due_on(day);
    int done = 0;
    for (auto& command : due) done += world().run(std::move(command), kSystem).status == 200;
    return done;
  };
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
