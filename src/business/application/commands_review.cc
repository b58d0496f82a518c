#include "business/application/commands_review.h"

#include <algorithm>

#include "business/casework/material_kinds.h"
#include "business/casework/overdue.h"
#include "business/casework/rules.h"
#include "business/person/store.h"
#include "business/second_eyes.h"

namespace yibao::application {

namespace {

using casework::MaterialState;

// 回避: who set what is applied against does not decide; some things only a senior officer does.
Verdict may_decide(const Application& application, const business::Actor& actor) {
  if (application.senior && !actor.is(business::Role::senior_officer)) {
    return refuse(RefusalKind::forbidden, "senior_officer_needed");
  }
  if (business::is_one_of_officers(application.not_by, actor.journal_name())) {
    return refuse("other_officer_needed");
  }
  return Nothing{};
}

// The two steps that approve stand in the same states, and in no other.
Verdict check_approvable(const Application& application) {
  const bool first =
      application.handling == Handling::second_eyes && application.state == State::review;
  return check_possible(application, first ? Event::approve_first : Event::approve);
}

// What the service asks for today, where that is more than when it was accepted: somebody may have
// refused the same thing since.
Application stricter(Application application, const Assessment& today) {
  if (today.handling == Handling::second_eyes) application.handling = Handling::second_eyes;
  application.senior = application.senior || today.senior;
  for (const std::string& officer : today.not_by) {
    if (business::is_one_of_officers(application.not_by, officer)) continue;
    application.not_by += officer + "\n";
  }
  return application;
}

}  // namespace

void ReturnForCorrection::read(business::Reader& reader, const business::Context&) {
  items_ = casework::read_slots(reader, "items");
  if (items_.empty() && reader.ok_so_far()) {
    reader.add({"member_missing", {{"member", "items"}}, {}});
  }
  note_ = reader.text_or("note", 400, "");
}

Decision<storage::Plan> ReturnForCorrection::decide_known(const Known& known, const Asked&,
                                                          const business::Context& context) const {
  const Application& application = known.application;
  if (const Verdict possible = check_possible(application, Event::return_for_correction);
      !possible) {
    return possible.refusal();
  }
  const Verdict at_once = casework::check_return(application.handed_in, known.materials, items_);
  if (!at_once) return at_once.refusal();
  Change change(application, {known.file, known.task, context}, context);
  change.edit().handed_in.emplace();
  for (const std::string& item : items_) {
    const bool known_slot =
        std::ranges::any_of(known.materials, [&](const auto& each) { return each.slot == item; });
    change.file().fill_slot({item, MaterialState::missing, {}}, !known_slot);
  }
  change.apply(Event::return_for_correction);
  change.pause_clock();
  const std::vector<Fact> facts{{"items", casework::join(items_)}, {"note", note_}};
  change.tell("returned", facts);
  change.notify("application_returned", facts);
  return change.finish("application_returned");
}

void Approve::read(business::Reader& reader, const business::Context&) {
  checked_ = casework::read_slots(reader, "checked");
  note_ = reader.text_or("note", 400, "");
}

// What the time line says of the approval.
std::vector<Fact> Approve::told() const {
  std::vector<Fact> facts = casework::ticked_fact(checked_);
  facts.push_back({"note", note_});
  return facts;
}

Decision<storage::Plan> Approve::decide_known(const Known& known, const Asked& asked,
                                              const business::Context& context) const {
  const Verdict possible = check_approvable(known.application);
  if (!possible) return possible.refusal();
  if (const Verdict may = may_decide(known.application, *context.actor); !may) {
    return may.refusal();
  }
  const Verdict second = business::check_second_officer(known.application.first_approved_by,
                                                        context.actor->journal_name());
  if (!second) return second.refusal();
  if (const Verdict ticked = casework::check_ticks(known.materials, checked_); !ticked) {
    return ticked.refusal();
  }
  if (service().answers_in_words() && note_.empty()) return refuse("reply_missing");
  Decision<Assessment> answered = assess_for_actor(service(), asked);
  if (!answered) return answered.refusal();
  Assessment assessment = std::move(answered).value();
  const Application application = stricter(known.application, assessment);
  if (const Verdict may = may_decide(application, *context.actor); !may) return may.refusal();
  if (!assessment.obstacles.empty()) {
    return Refusal{RefusalKind::refused, std::move(assessment.obstacles)};
  }
  Change change(application, {known.file, known.task, context}, context);
  if (application.handling == Handling::second_eyes && application.state == State::review) {
    change.apply(Event::approve_first);
    change.edit().first_approved_by = context.actor->journal_name();
    change.tell("approved_first", told());
    return change.finish("application_approved_first");
  }
  if (const Verdict done = service().carry_out(asked, change); !done) return done.refusal();
  change.apply(change.stays_underway() ? Event::approve_underway : Event::approve);
  change.edit().decided_by = context.actor->journal_name();
  change.edit().decided_on = context.today;
  change.tell("approved", told(), std::move(assessment.reasons));
  change.notify(change.stays_underway() ? "application_underway" : "application_completed");
  return change.finish("application_approved");
}

void SendBack::read(business::Reader& reader, const business::Context&) {
  why_ = reader.text("why", 400);
}

Decision<storage::Plan> SendBack::decide_known(const Known& known, const Asked&,
                                               const business::Context& context) const {
  if (const Verdict possible = check_possible(known.application, Event::send_back); !possible) {
    return possible.refusal();
  }
  Change change(known.application, {known.file, known.task, context}, context);
  change.apply(Event::send_back);
  change.edit().first_approved_by.clear();
  change.tell("sent_back", {{"why", why_}});
  return change.finish("application_sent_back");
}

void Refuse::read(business::Reader& reader, const business::Context&) {
  why_ = reader.text("why", 400);
}

Decision<storage::Plan> Refuse::decide_known(const Known& known, const Asked& asked,
                                             const business::Context& context) const {
  const Application& application = known.application;
  if (const Verdict possible = check_possible(application, Event::refuse); !possible) {
    return possible.refusal();
  }
  if (const Verdict may = may_decide(application, *context.actor); !may) return may.refusal();
  Change change(application, {known.file, known.task, context}, context);
  service().clear_away(asked, change);
  change.apply(Event::refuse);
  change.edit().decided_by = context.actor->journal_name();
  change.edit().decided_on = context.today;
  change.tell("refused", {{"why", why_}},
              {{"application_refused_because", {{"why", why_}}, {}}, service().remedies(asked)});
  change.notify("application_refused", {{"why", why_}});
  return change.finish("application_refused");
}

Decision<storage::Plan> End::decide_known(const Known& known, const Asked& asked,
                                          const business::Context& context) const {
  if (const Verdict possible = check_possible(known.application, Event::end); !possible) {
    return possible.refusal();
  }
  const std::optional<Reason> reason = service().reason_to_end(asked);
  if (!reason) return refuse("no_reason_to_end");
  Change change(known.application, {known.file, known.task, context}, context);
  if (known.application.is_running()) service().clear_away(asked, change);
  change.apply(Event::end);
  change.tell("ended", reason->facts, {*reason});
  change.notify("application_ended");
  return change.finish("application_ended");
}

Decision<storage::Plan> MarkOverdue::decide_known(const Known& known, const Asked&,
                                                  const business::Context& context) const {
  const Decision<casework::Lateness> late = casework::check_overdue(known.task, context);
  if (!late) return late.refusal();
  Change change(known.application, {known.file, known.task, context}, context);
  if (late->mark) {
    change.file().mark_overdue();
    change.tell("overdue", late->facts);
    change.notify("application_overdue", late->facts);
  }
  if (late->escalate) {
    change.file().escalate();
    change.tell("escalated", late->facts);
  }
  return change.finish("case_overdue");
}

Decision<storage::Plan> RecomputeDeadline::decide_known(const Known& known, const Asked&,
                                                        const business::Context& context) const {
  if (!known.application.is_running() || !known.application.due_on) {
    return refuse("deadlines_are_final");
  }
  Change change(known.application, {known.file, known.task, context}, context);
  change.restart_clock();
  if (change.application().calendar_version == known.application.calendar_version) {
    return refuse("calendar_unchanged", {{"calendar", known.application.calendar_version}});
  }
  change.tell("deadline_recomputed", {{"before", known.application.due_on->to_string()},
                                      {"due_on", change.application().due_on->to_string()}});
  return change.finish("deadlines_recomputed");
}

}  // namespace yibao::application
