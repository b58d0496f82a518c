#include "business/transfer/change.h"

#include <algorithm>
#include <utility>

#include "business/account/ledger.h"
#include "business/account/store.h"
#include "business/care/follow.h"
#include "business/casework/for_employers.h"
#include "business/casework/shown.h"
#include "business/contribution/rules.h"
#include "business/enrolment/rules.h"
#include "business/enrolment/store.h"
#include "business/hold/store.h"
#include "business/transfer/deadlines.h"
#include "business/transfer/sheet_writing.h"
#include "business/transfer/shown.h"

namespace yibao::transfer {

namespace {

Refusal not_possible(const Transfer& transfer, std::string_view event) {
  return refuse("step_not_possible",
                {{"event", std::string(event)},
                 {"state", std::string(shown_state(transfer.relation, transfer.money))}});
}

}  // namespace

Verdict check_possible(const Transfer& transfer, RelationEvent event) {
  if (find(transfer.relation, event) != nullptr) return Nothing{};
  return not_possible(transfer, to_text(event));
}

Verdict check_possible(const Transfer& transfer, MoneyEvent event) {
  if (find(transfer.money, event) != nullptr) return Nothing{};
  return not_possible(transfer, to_text(event));
}

Change::Change(CaseFacts facts, const business::Context& context)
    : facts_(std::move(facts)),
      file_(facts_.file, facts_.task, context),
      happened_on_(context.today),
      known_on_(context.today),
      context_(context) {}

Change::Change(PersonFacts person, Transfer transfer, casework::CaseChange opened,
               const business::Context& context)
    : file_(std::move(opened)),
      is_new_(true),
      happened_on_(context.today),
      known_on_(context.today),
      context_(context) {
  facts_.person = std::move(person);
  facts_.transfer = std::move(transfer);
  facts_.transfer.person = file_.file().person;
  facts_.transfer.id = file_.file().id;
  facts_.transfer.recorded_at = context.now;
}

void Change::dated(Date happened_on, Date known_on) {
  happened_on_ = happened_on;
  known_on_ = known_on;
}

void Change::apply(RelationEvent event, Date happened_on) {
  const RelationTransition* transition = find(facts_.transfer.relation, event);
  YB_CHECK(transition != nullptr, "an event that has no place in this state");
  facts_.transfer.relation = transition->to;
  perform(transition->effects, happened_on);
}

void Change::apply(MoneyEvent event) {
  const MoneyTransition* transition = find(facts_.transfer.money, event);
  YB_CHECK(transition != nullptr, "an event that has no place in this state");
  facts_.transfer.money = transition->to;
  perform(transition->effects, context_.today);
}

void Change::perform(Effects effects, Date happened_on) {
  if (effects & kSetHold) set_hold();
  if (effects & kStartOriginClock) start_origin_clock(happened_on, happened_on);
  if (effects & kPauseClock) facts_.transfer.stops.push_back({happened_on, std::nullopt});
  if (effects & kResumeClock) resume_clock(happened_on);
  if (effects & kStartTargetClock) start_target_clock(happened_on, happened_on);
  if (effects & kRecogniseMonths) recognise_months();
  if (effects & kCloseOrigin) {
    close_origin_relation();
    follow_registrations();
  }
  if (effects & kBouncePayout) end_payout(payout::PayoutState::returned);
  if (effects & kRelease) release(account::ReservationEnd::voided);
  if (effects & kUseReserved) release(account::ReservationEnd::posted);
  if (effects & kReserve) reserve();
  if (effects & kDebitOrigin) debit_origin();
  if (effects & kCreditTarget) credit_target();
  if (effects & kCreditOrigin) credit_origin();
  if (effects & kOrderPayout) order_payout();
  if (effects & kConfirmPayout) end_payout(payout::PayoutState::paid);
}

// What has arrived is credited in the same moment.
void Change::complete_when_settled(Date happened_on) {
  if (facts_.transfer.money == MoneyState::arrived) apply(MoneyEvent::credit);
  if (is_settled(facts_.transfer.money)) {
    apply(RelationEvent::complete, happened_on);
    const bool credited = facts_.transfer.money == MoneyState::credited;
    notify(credited ? "transfer_completed" : "transfer_completed_without_credit",
           {{"amount", facts_.transfer.amount.to_display()}});
  } else if (facts_.transfer.relation == RelationState::target_review) {
    apply(RelationEvent::approve_at_target, happened_on);
  }
}

void Change::post_again(Date happened_on) {
  facts_.transfer.sheet_received_on.reset();
  facts_.transfer.target_due.reset();
  apply(RelationEvent::post_correction, happened_on);
  if (facts_.transfer.provisional) restart_clocks();  // perhaps for the days that are gone
}

void Change::restart_clocks() {
  Transfer& transfer = facts_.transfer;
  const Date today = context_.today;
  transfer.provisional = false;
  const auto tell_again = [&](RegionCode region, const std::optional<Date>& before,
                              const std::optional<Date>& now) {
    if (!before || before == now) return;
    tell("deadline_recomputed", region, today,
         {{"before", before->to_string()}, {"due_on", now->to_string()}});
  };
  if (const std::optional<Date> before = transfer.origin_due) {
    start_origin_clock(*file_.file().accepted_on, today);
    tell_again(transfer.origin, before, transfer.origin_due);
  }
  if (transfer.sheet_received_on) {
    const std::optional<Date> before = transfer.target_due;
    start_target_clock(*transfer.sheet_received_on, today);
    tell_again(transfer.target, before, transfer.target_due);
  }
  restart_step_clock();
}

void Change::tell(std::string event, RegionCode region, Date happened_on, std::vector<Fact> facts,
                  std::vector<Reason> reasons) {
  reasons_.insert(reasons_.end(), reasons.begin(), reasons.end());
  file_.add_step({std::move(event), region, happened_on, std::move(facts), std::move(reasons)});
}

void Change::notify(std::string code, std::vector<Fact> facts) {
  const Transfer& transfer = facts_.transfer;
  facts.push_back({"origin", transfer.origin.to_string()});
  facts.push_back({"target", transfer.target.to_string()});
  facts.push_back(
      {"case", casework::case_number(file_.file().id, file_.file().recorded_at, context_)});
  plan_.notify(transfer.person, std::move(code), std::move(facts));
}

storage::Plan Change::finish(std::string event) {
  Transfer& transfer = facts_.transfer;
  transfer.running = transfer.relation != RelationState::draft && !transfer.is_over();
  YB_CHECK(!transfer.is_over() || !is_on_the_road(transfer.money),
           "a case that is over with money on the road");
  const std::string_view state = shown_state(transfer.relation, transfer.money);
  casework::tell_filing_employer(plan_, file_.file(), state, context_);
  file_.set_state(state);
  follow_step_clock();
  if (!transfer.is_over()) {
    if (file_.file().closed_on) file_.reopen();
    file_.put(place_of(transfer, facts_.clocks));
  } else if (!file_.file().closed_on) {
    lift_hold();  // at every end
    file_.close();
  }
  file_.write(plan_);
  plan_.save(kTransfer, transfer_row(transfer), is_new_);
  for (const account::Account& account : touched_) account::save(plan_, account);
  plan_.event = std::move(event);
  plan_.reasons = std::move(reasons_);
  plan_.answer = answer();
  return std::move(plan_);
}

// 转移期间封存的只是转出地的参保关系(R-065);钱留在原地可用的,账户不停。
void Change::set_hold() {
  if (!facts_.transfer.origin_on_system() || is_money_only(facts_.transfer.relation)) return;
  hold::NewHold hold;
  hold.person = facts_.transfer.person;
  hold.cause = hold::HoldCause::transfer;
  hold.region = facts_.transfer.origin;
  hold.money_leaves =
      facts_.transfer.route == Route::move || facts_.transfer.route == Route::payout;
  hold.application = facts_.transfer.id;
  hold::set_hold(plan_, hold, context_);
}

void Change::lift_hold() {
  for (const storage::Row& row : facts_.person.hold_rows) {
    const bool ours = row[2].text() == hold::to_text(hold::HoldCause::transfer) &&
                      row[5].integer_or(0) == facts_.transfer.id.value();
    if (ours) hold::lift_hold(plan_, row, context_);
  }
}

void Change::start_origin_clock(Date from, Date told_on) {
  Transfer& transfer = facts_.transfer;
  const Policies policies = policies_of({transfer.origin, transfer.target}, from, context_);
  OriginDeadlines deadlines = origin_deadlines(transfer, from, context_.today, policies.origin,
                                               policies.target, *context_.calendar);
  transfer.origin_due = deadlines.origin.day;
  transfer.total_due = deadlines.total.day;
  transfer.provisional = deadlines.origin.provisional || deadlines.total.provisional;
  transfer.calendar_version = deadlines.total.version;
  tell("origin_clock", transfer.origin, told_on, {}, std::move(deadlines.reasons));
}

void Change::resume_clock(Date completed_on) {
  YB_CHECK(!facts_.transfer.stops.empty() && !facts_.transfer.stops.back().completed_on,
           "a clock that did not stand still");
  facts_.transfer.stops.back().completed_on = completed_on;
  start_origin_clock(*file_.file().accepted_on, completed_on);
}

void Change::start_target_clock(Date from, Date told_on) {
  Transfer& transfer = facts_.transfer;
  transfer.sheet_received_on = from;
  const Policies policies =
      policies_of({transfer.origin, transfer.target}, *file_.file().accepted_on, context_);
  TargetDeadline deadline = target_deadline(transfer, from, policies.target, *context_.calendar);
  transfer.target_due = deadline.target.day;
  transfer.target_calendar_version = deadline.target.version;
  transfer.provisional = transfer.provisional || deadline.target.provisional;
  tell("target_clock", transfer.target, told_on, {}, std::move(deadline.reasons));
}

void Change::follow_step_clock() {
  const bool over = facts_.transfer.is_over();
  const std::string queue(over ? "" : place_of(facts_.transfer, {}).queue);
  const auto running = std::ranges::find_if(
      facts_.clocks, [](const StepClock& clock) { return !clock.ended_on.has_value(); });
  if (running != facts_.clocks.end()) {
    if (running->queue == queue) return;
    running->ended_on = happened_on_;
    plan_.update(kStepClock, step_clock_row(*running));
  }
  if (has_own_days(queue)) start_step_clock(queue);
}

void Change::start_step_clock(std::string_view queue) {
  const Transfer& transfer = facts_.transfer;
  const Policies policies =
      policies_of({transfer.origin, transfer.target}, *file_.file().accepted_on, context_);
  StepDeadline deadline =
      step_deadline(transfer, queue, known_on_, policies.origin, *context_.calendar);
  StepClock clock;
  clock.person = transfer.person;
  clock.id = transfer.id;
  clock.number = static_cast<int>(facts_.clocks.size()) + 1;
  clock.queue = queue;
  clock.from = known_on_;
  clock.due_on = deadline.step.day;
  clock.provisional = deadline.step.provisional;
  clock.calendar_version = deadline.step.version;
  plan_.insert(kStepClock, step_clock_row(clock));
  facts_.clocks.push_back(std::move(clock));
  tell("step_clock", place_of(transfer, {}).region, known_on_, {}, std::move(deadline.reasons));
}

// By the calendar of now (N-15).
void Change::restart_step_clock() {
  const Transfer& transfer = facts_.transfer;
  for (StepClock& clock : facts_.clocks) {
    if (clock.ended_on) continue;
    const Policies policies =
        policies_of({transfer.origin, transfer.target}, *file_.file().accepted_on, context_);
    const calendar::Deadline again =
        step_deadline(transfer, clock.queue, clock.from, policies.origin, *context_.calendar).step;
    if (again.day != clock.due_on) {
      tell("deadline_recomputed", place_of(transfer, {}).region, context_.today,
           {{"before", clock.due_on.to_string()}, {"due_on", again.day.to_string()}});
    }
    clock.due_on = again.day;
    clock.provisional = again.provisional;
    clock.calendar_version = again.version;
    plan_.update(kStepClock, step_clock_row(clock));
  }
}

// 缴费年限累计计算,重复的月份只计一次(R-120).
void Change::recognise_months() {
  const Transfer& transfer = facts_.transfer;
  if (!transfer.reverses.is_none()) return undo_recognition();
  if (!facts_.sheet || !transfer.target_on_system()) return;
  const std::vector<SheetLine> fresh =
      lines_new_to(facts_.sheet->lines, facts_.person, transfer.target);
  int number = 0;
  int months = 0;
  for (const SheetLine& line : fresh) {
    months += line.last - line.first + 1;
    plan_.insert(kRecognisedMonths,
                 {transfer.person.value(), transfer.id.value(), ++number, transfer.target.value(),
                  line.paid_at.value(), line.first.index(), line.last.index(), line.deemed ? 1 : 0,
                  context_.entry_id, std::string(enrolment::to_text(line.scheme))});
  }
  tell("months_recognised", transfer.target, context_.today,
       {{"months", std::to_string(months)},
        {"months_on_sheet", std::to_string(months_of(facts_.sheet->lines).all().count())}});
}

void Change::recognise_late_months() {
  if (facts_.sheet) recognise_months();
}

// 撤回错误转移(N-23): what the wrong transfer had brought, with its supplements, is no longer
// recognised. A place on no system has recognised nothing here.
void Change::undo_recognition() {
  const Transfer& transfer = facts_.transfer;
  if (!transfer.origin_on_system()) return;
  for (const CaseId each : facts_.undoes) {
    plan_.insert(kRecognitionUndone,
                 {transfer.person.value(), each.value(), transfer.id.value(), context_.entry_id});
  }
  tell("recognition_undone", transfer.origin, context_.today);
}

// The relation stands where it stood before the wrong transfer: suspended, not moved.
void Change::reopen_relation() {
  const enrolment::Enrolment* relation =
      enrolment::with_ordinal(facts_.person.enrolments, facts_.transfer.target_enrolment);
  if (relation == nullptr || relation->end_reason != "transferred") return;
  plan_.update(enrolment::kEnrolment,
               enrolment::enrolment_row(enrolment::reopen_transferred(*relation)));
  tell("relation_reopened", facts_.transfer.target, context_.today);
}

// The relation is no longer at the origin: it has moved (PSN_CHG_TYPE 23, 24).
void Change::close_origin_relation() {
  if (!facts_.transfer.reverses.is_none()) return reopen_relation();
  const enrolment::Enrolment* relation =
      enrolment::with_ordinal(facts_.person.enrolments, facts_.transfer.origin_enrolment);
  if (relation == nullptr || relation->state == enrolment::EnrolmentState::terminated) return;
  enrolment::Enrolment stopped = *relation;
  if (stopped.is_active()) {  // a resident's is, until 31 December (ruling 9)
    stopped.state = enrolment::EnrolmentState::suspended;
    stopped.suspended_on = context_.today;
  }
  plan_.update(enrolment::kEnrolment,
               enrolment::enrolment_row(enrolment::close_transferred(stopped, context_.today)));
}

// 门诊慢特病资格、异地就医备案随关系延续的继续有效,其余须在转入地重新办理(N-20).
void Change::follow_registrations() {
  const Transfer& transfer = facts_.transfer;
  if (!transfer.supplements.is_none()) return;  // money alone: the relation moved before
  if (!transfer.reverses.is_none()) {
    care::undo_carry_over(plan_, transfer.reverses, transfer.id, facts_.person.registrations,
                          context_);
    return;
  }
  std::vector<Reason> reasons =
      care::carry_over(plan_, care_move(transfer, context_.today), transfer.id,
                       facts_.person.registrations, context_);
  if (reasons.empty()) return;
  const auto count = [&](const char* code) {
    return std::to_string(std::ranges::count(reasons, code, &Reason::code));
  };
  const std::string kept = count("care_goes_on");
  const std::string anew = count("care_ask_again");
  tell("care_followed", transfer.target, context_.today, {}, std::move(reasons));
  notify("care_followed", {{"kept", kept}, {"anew", anew}});
}

Tree Change::answer() const {
  const Transfer& transfer = facts_.transfer;
  Tree answer = Tree::object(
      {{"case", context_.vault->outside_id(storage::IdKind::application, transfer.id.value(),
                                           file_.file().recorded_at)},
       {"state", std::string(shown_state(transfer.relation, transfer.money))},
       {"step", std::string(to_text(progress_step(transfer.relation, transfer.money)))},
       {"relation", std::string(to_text(transfer.relation))},
       {"money", std::string(to_text(transfer.money))},
       {"amount_fen", transfer.amount.fen()}});
  if (transfer.origin_due) answer.set("origin_due_on", transfer.origin_due->to_string());
  if (transfer.target_due) answer.set("target_due_on", transfer.target_due->to_string());
  if (transfer.total_due) answer.set("total_due_on", transfer.total_due->to_string());
  const StepClock* step = running_among(facts_.clocks);
  if (step != nullptr) answer.set("step_due_on", step->due_on.to_string());
  if (transfer.provisional || (step != nullptr && step->provisional)) {
    answer.set("provisional", true);
  }
  return answer;
}

}  // namespace yibao::transfer
