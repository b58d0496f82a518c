#include "business/enrolment/reports.h"

#include <algorithm>

#include "base/region_table.h"
#include "business/access.h"
#include "business/employer_message/store.h"
#include "business/enrolment/holder.h"
#include "business/enrolment/joiner_wait.h"
#include "business/enrolment/present.h"
#include "business/enrolment/store.h"
#include "business/enrolment/waiting.h"
#include "business/person/name.h"
#include "business/person/reference.h"
#include "business/person/store.h"
#include "business/reader.h"
#include "policy/policy_set.h"

namespace yibao::enrolment {

namespace {

storage::Value key_of(EmployerId id) {
  return storage::Value(id.value());
}

// Who has left already is not somebody who was never here.
Refusal not_here(std::span<const Enrolment> enrolments, EmployerId employer) {
  std::optional<Date> left_on;
  for (const Enrolment& each : enrolments) {
    if (each.employer == employer && each.suspended_on) {
      left_on = std::max(left_on.value_or(*each.suspended_on), *each.suspended_on);
    }
  }
  if (!left_on) return refuse("not_enrolled_here");
  return refuse("already_left_here", {{"suspended_on", left_on->to_string()}});
}

}  // namespace

std::vector<storage::Subject> EmployerCommand::subjects() const {
  return {storage::Subject::person(person_)};
}

void EmployerCommand::need(storage::Needs& needs) const {
  needs.add(person::kPersonById, person_);
  needs.add(kEnrolmentsOf, person_);
  needs.add(kReportsOf, person_);
  needs.add(kEmployerById, key_of(employer_));
}

void EmployerCommand::need_more(const storage::Facts& facts, storage::Needs& needs) const {
  need_holder(facts, needs, person_);
  need_waiting_employer(facts, needs, person_);
}

// Of another employer they are told that there is none such.
Verdict may_report(const business::Actor& actor, const storage::Facts& facts, EmployerId employer) {
  const storage::Rows& rows = facts.rows(kEmployerById, key_of(employer));
  const bool own = !actor.is(business::Role::employer_officer) || actor.id == employer.value();
  if (rows.empty() || !own) {
    return refuse(RefusalKind::not_found, "not_found", {{"member", "employer"}});
  }
  if (!actor.is_officer()) return Nothing{};
  return business::may_act_at(actor, read_employer(rows.front()).region);
}

Verdict EmployerCommand::authorise(const business::Actor& actor,
                                   const storage::Facts& facts) const {
  return may_report(actor, facts, employer_);
}

void EmployerCommand::read(business::Reader& reader, const business::Context& context,
                           storage::Session& session) {
  employer_ = EmployerId(reader.path_id("employer", storage::IdKind::employer));
  name_ = person::read_name_if_given(reader);
  person_ = context.actor->is(business::Role::employer_officer)
                ? person::read_employee(reader, name_, context, session)
                : person::read_reference(reader, context, session);
}

Employer EmployerCommand::employer(const storage::Facts& facts) const {
  return read_employer(facts.rows(kEmployerById, key_of(employer_)).front());
}

Decision<person::Person> EmployerCommand::require(const storage::Facts& facts,
                                                  const business::Context& context) const {
  Decision<person::Person> person = person::require_person(facts, person_, context);
  if (!person) return person;
  if (!name_.empty() && !person::is_same_name(person->name, name_)) {
    return refuse("name_does_not_match", {{"member", "name"}});
  }
  return person;
}

business::CommandOrRefusal ReportJoiner::parse(const business::Request& request,
                                               const business::Context& context,
                                               storage::Session& session) {
  auto command = std::make_unique<ReportJoiner>();
  auto reader = business::Reader::body(request, context);
  command->read(reader, context, session);
  command->base_ = reader.fen("base_fen");
  command->from_ = reader.optional_date("from");
  const Verdict verdict = reader.finish();
  if (!verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

// The holding employer is named only in part: it has to be recognised, not looked up.
storage::Plan ReportJoiner::record_conflict(const Enrolment& holding, const person::Person& person,
                                            const storage::Facts& facts,
                                            const EmployerReport& report,
                                            const business::Context& context) const {
  EmployerReport conflict = report;
  conflict.state = ReportState::conflict;
  conflict.blocking_employer = holding.employer;
  const std::vector<Fact> shown{{"blocking_employer", holder_name(facts, person_)},
                                {"blocking_region", holding.region.to_string()},
                                {"blocking_place", context.regions->name(holding.region)}};
  const std::string lapses_on = term_of(conflict, *context.policies).lapses_on.to_string();
  storage::Plan plan;
  plan.event = "joiner_conflict";
  plan.insert(kEmployerReport, report_row(conflict));
  plan.reasons.push_back({"employer_conflict", shown, {}});
  plan.notify(person_, "joiner_waits",
              {{"employer", employer(facts).name},
               {"place", context.regions->name(report.region)},
               {"effective_on", report.effective_on.to_string()},
               {"lapses_on", lapses_on},
               shown[0]});
  employer_message::tell(plan, employer_, person_, "employer_joiner_waits",
                         {{"person_name", person.name}, shown[0], {"lapses_on", lapses_on}},
                         context);
  employer_message::tell(plan, holding.employer, person_, "employer_leaver_awaited",
                         {{"person_name", person.name},
                          {"place", context.regions->name(report.region)},
                          {"effective_on", report.effective_on.to_string()}},
                         context);
  plan.answer = Tree::object({{"report", present_report(conflict, context)},
                              {"lapses_on", lapses_on},
                              {"blocking_employer", shown[0].value},
                              {"blocking_region", shown[1].value}});
  return plan;
}

Decision<storage::Plan> ReportJoiner::decide(const storage::Facts& facts,
                                             const business::Context& context) const {
  const Decision<person::Person> person = require(facts, context);
  if (!person) return person.refusal();
  const Employer by = employer(facts);
  const std::vector<Enrolment> enrolments = read_enrolments(facts.rows(kEnrolmentsOf, person_));
  const std::vector<EmployerReport> reports = read_reports(facts.rows(kReportsOf, person_));
  const Enrolment* active = active_among(enrolments);
  if (active != nullptr && active->employer == employer_) {
    return refuse("already_enrolled_here", {{"started_on", active->started_on.to_string()}});
  }
  if (const EmployerReport* waiting = waiting_joiner(reports)) {
    const bool own = waiting->employer == employer_;
    return refuse(own ? "joiner_already_waiting" : "other_joiner_waiting",
                  {{"effective_on", waiting->effective_on.to_string()},
                   {"place", context.regions->name(waiting->region)}});
  }
  EmployerReport report{person_,
                        next_report(reports),
                        ReportKind::joiner,
                        employer_,
                        by.region,
                        from_.value_or(context.today),
                        base_,
                        ReportState::done,
                        {},
                        0,
                        context.now};
  if (active != nullptr && !active->employer.is_none()) {
    return record_conflict(*active, *person, facts, report, context);
  }
  const Wish wish{
      by.region, EnrolmentKind::employee, employer_, AccountType::pooled_and_account, base_, from_};
  Decision<Beginning> beginning = begin_enrolment(
      wish, *person, enrolments, context.policies->on(by.region, context.today), context.today);
  if (!beginning) return name_holder(beginning.refusal(), facts, person_, context);
  storage::Plan plan;
  plan.event = "joiner_reported";
  report.effective_on = beginning->begun.started_on;
  plan.insert(kEmployerReport, report_row(report));
  plan.answer = Tree::object({{"report", present_report(report, context)},
                              {"enrolment", present_enrolment(beginning->begun, context)}});
  plan.notify(person_, "enrolment_begun",
              {{"place", context.regions->name(by.region)},
               {"started_on", beginning->begun.started_on.to_string()}});
  stage(plan, std::move(beginning).value(), context);
  return plan;
}

business::CommandOrRefusal ReportLeaver::parse(const business::Request& request,
                                               const business::Context& context,
                                               storage::Session& session) {
  auto command = std::make_unique<ReportLeaver>();
  auto reader = business::Reader::body(request, context);
  command->read(reader, context, session);
  command->from_ = reader.optional_date("from");
  const Verdict verdict = reader.finish();
  if (!verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

Decision<storage::Plan> ReportLeaver::decide(const storage::Facts& facts,
                                             const business::Context& context) const {
  const Decision<person::Person> person = require(facts, context);
  if (!person) return person.refusal();
  std::vector<Enrolment> enrolments = read_enrolments(facts.rows(kEnrolmentsOf, person_));
  const std::vector<EmployerReport> reports = read_reports(facts.rows(kReportsOf, person_));
  const Enrolment* active = active_among(enrolments);
  if (active == nullptr || active->employer != employer_) return not_here(enrolments, employer_);
  const Decision<Stop> stop = report_leaver(
      *active, from_, context.policies->on(active->region, context.today), context.today);
  if (!stop) return stop.refusal();
  EmployerReport report;
  report.person = person_;
  report.id = next_report(reports);
  report.kind = ReportKind::leaver;
  report.employer = employer_;
  report.region = active->region;
  report.effective_on = *stop->stopped.suspended_on;
  report.recorded_at = context.now;

  storage::Plan plan;
  plan.event = "leaver_reported";
  plan.reasons = stop->reasons;
  plan.insert(kEmployerReport, report_row(report));
  plan.update(kEnrolment, enrolment_row(stop->stopped));
  plan.answer = Tree::object({{"report", present_report(report, context)},
                              {"enrolment", present_enrolment(stop->stopped, context)}});
  plan.notify(person_, "enrolment_suspended",
              {{"place", context.regions->name(active->region)},
               {"suspended_on", stop->stopped.suspended_on->to_string()}});
  if (stop->late_end) tell_late(plan, *stop, *person, context);
  *std::ranges::find(enrolments, stop->stopped.ordinal, &Enrolment::ordinal) = stop->stopped;
  carry_out_waiting_joiner(plan, facts, *person, enrolments, context);
  return plan;
}

// 迟报的减员: both are told what it counts for, and whose step the earlier day is.
void ReportLeaver::tell_late(storage::Plan& plan, const Stop& stop, const person::Person& person,
                             const business::Context& context) const {
  std::vector<Fact> told = stop.reasons.back().facts;
  told.push_back({"place", context.regions->name(stop.stopped.region)});
  plan.notify(person_, "left_earlier_says_employer", told);
  told.push_back({"person_name", person.name});
  employer_message::tell(plan, employer_, person_, "employer_leaver_late", told, context);
}

business::CommandOrRefusal UrgeLeaver::parse(const business::Request& request,
                                             const business::Context& context,
                                             storage::Session& session) {
  auto command = std::make_unique<UrgeLeaver>();
  auto reader = business::Reader::body(request, context);
  command->read(reader, context, session);
  const Verdict verdict = reader.finish();
  if (!verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

Decision<storage::Plan> UrgeLeaver::decide(const storage::Facts& facts,
                                           const business::Context& context) const {
  const Decision<person::Person> person = require(facts, context);
  if (!person) return person.refusal();
  const std::vector<EmployerReport> reports = read_reports(facts.rows(kReportsOf, person_));
  const EmployerReport* waiting = waiting_joiner(reports);
  if (waiting == nullptr || waiting->employer != employer_) return refuse("no_joiner_waiting");
  EmployerReport urged = *waiting;
  urged.urged += 1;
  storage::Plan plan;
  plan.event = "leaver_urged";
  plan.update(kEmployerReport, report_row(urged));
  plan.notify(person_, "leaver_urged", {{"blocking_employer", holder_name(facts, person_)}});
  employer_message::tell(
      plan, waiting->blocking_employer, person_, "employer_leaver_urged",
      {{"person_name", person->name}, {"place", context.regions->name(waiting->region)}}, context);
  plan.answer = Tree::object({{"report", present_report(urged, context)}});
  return plan;
}

business::CommandOrRefusal WithdrawJoiner::parse(const business::Request& request,
                                                 const business::Context& context,
                                                 storage::Session& session) {
  auto command = std::make_unique<WithdrawJoiner>();
  auto reader = business::Reader::body(request, context);
  command->read(reader, context, session);
  const Verdict verdict = reader.finish();
  if (!verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

Decision<storage::Plan> WithdrawJoiner::decide(const storage::Facts& facts,
                                               const business::Context& context) const {
  const Decision<person::Person> person = require(facts, context);
  if (!person) return person.refusal();
  const std::vector<EmployerReport> reports = read_reports(facts.rows(kReportsOf, person_));
  const EmployerReport* waiting = waiting_joiner(reports);
  if (waiting == nullptr || waiting->employer != employer_) return refuse("no_joiner_waiting");
  EmployerReport withdrawn = *waiting;
  withdrawn.state = ReportState::withdrawn;
  storage::Plan plan;
  plan.event = "joiner_withdrawn";
  plan.update(kEmployerReport, report_row(withdrawn));
  tell_wait_ended(plan, withdrawn, *person, context);
  plan.answer = Tree::object({{"report", present_report(withdrawn, context)}});
  return plan;
}

}  // namespace yibao::enrolment
