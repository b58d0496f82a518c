#include "business/enrolment/commands.h"

#include "base/region_table.h"
#include "business/access.h"
#include "business/employer_message/store.h"
#include "business/enrolment/holder.h"
#include "business/enrolment/present.h"
#include "business/enrolment/store.h"
#include "business/enrolment/waiting.h"
#include "business/person/rules.h"
#include "business/person/store.h"
#include "business/pooling_region.h"
#include "business/reader.h"
#include "policy/policy_set.h"

namespace yibao::enrolment {

namespace {

constexpr int kOrdinalMax = 10'000;  // enrolments of one person

EnrolmentKind kind_member(business::Reader& reader) {
  const std::string text =
      reader.code("kind", {"employee", "flexible", "unemployed_fund", "retiree", "resident_adult",
                           "resident_elder", "preschool_child", "student", "newborn"});
  return parse_enrolment_kind(text).value_or(EnrolmentKind::employee);
}

std::vector<Enrolment> enrolments_in(const storage::Facts& facts, PersonId person) {
  return read_enrolments(facts.rows(kEnrolmentsOf, person));
}

// The person's own, or an officer of the agency where that enrolment sits.
Verdict may_act_on(const business::Actor& actor, PersonId person, const Enrolment* enrolment) {
  if (Verdict own = business::may_act_for(actor, person); !own) return own;
  if (!actor.is_officer() || enrolment == nullptr) return Nothing{};
  return business::may_act_at(actor, enrolment->region);
}

// What stood active is over: whoever waited for that is let through.
void let_waiting_through(storage::Plan& plan, const storage::Facts& facts,
                         const person::Person& person, std::vector<Enrolment> enrolments,
                         const Enrolment& changed, const business::Context& context) {
  for (Enrolment& each : enrolments) {
    if (each.ordinal == changed.ordinal) each = changed;
  }
  if (active_among(enrolments) != nullptr) return;
  carry_out_waiting_joiner(plan, facts, person, enrolments, context);
}

}  // namespace

std::vector<storage::Subject> EnrolmentCommand::subjects() const {
  return {storage::Subject::person(person_)};
}

void EnrolmentCommand::need(storage::Needs& needs) const {
  needs.add(person::kPersonById, person_);
  needs.add(kEnrolmentsOf, person_);
  needs.add(kReportsOf, person_);
}

void EnrolmentCommand::need_more(const storage::Facts& facts, storage::Needs& needs) const {
  need_holder(facts, needs, person_);
  need_waiting_employer(facts, needs, person_);
}

business::CommandOrRefusal Enrol::parse(const business::Request& request,
                                        const business::Context& context, storage::Session&) {
  auto command = std::make_unique<Enrol>();
  auto reader = business::Reader::body(request, context);
  command->person_ = PersonId(reader.path_id("person", storage::IdKind::person));
  Wish& wish = command->wish_;
  wish.region = reader.region("region");
  wish.kind = kind_member(reader);
  wish.employer = EmployerId(reader.optional_id("employer", storage::IdKind::employer).value_or(0));
  wish.account_type = static_cast<AccountType>(reader.integer_or("account_type", 1, 3, 1));
  wish.base = reader.optional_fen("base_fen").value_or(Money());
  wish.from = reader.optional_date("from");
  if (reader.ok_so_far()) business::check_pooling_region(reader, wish.region, context);
  const Verdict verdict = reader.finish();
  if (!verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

void Enrol::need(storage::Needs& needs) const {
  EnrolmentCommand::need(needs);
  if (!wish_.employer.is_none()) needs.add(kEmployerById, storage::Value(wish_.employer.value()));
}

Verdict Enrol::authorise(const business::Actor& actor, const storage::Facts&) const {
  if (Verdict own = business::may_act_for(actor, person_); !own) return own;
  if (actor.is_officer()) return business::may_act_at(actor, wish_.region);
  const bool alone =
      scheme_of(wish_.kind) == Scheme::resident || wish_.kind == EnrolmentKind::flexible;
  if (!actor.is(business::Role::participant) || alone) return Nothing{};
  return refuse(RefusalKind::forbidden, "enrol_through_employer_or_agency");
}

Decision<storage::Plan> Enrol::decide(const storage::Facts& facts,
                                      const business::Context& context) const {
  const Decision<person::Person> person = person::require_person(facts, person_, context);
  if (!person) return person.refusal();
  if (!wish_.employer.is_none()) {
    const storage::Rows& rows = facts.rows(kEmployerById, storage::Value(wish_.employer.value()));
    if (rows.empty() || read_employer(rows.front()).region != wish_.region) {
      return refuse("employer_unknown_at_region", {{"region", wish_.region.to_string()}});
    }
  }
  Decision<Beginning> beginning =
      begin_enrolment(wish_, *person, enrolments_in(facts, person_),
                      context.policies->on(wish_.region, context.today), context.today);
  if (!beginning) return name_holder(beginning.refusal(), facts, person_, context);
  storage::Plan plan;
  plan.event = "enrolment_begun";
  plan.answer = present_enrolment(beginning->begun, context);
  plan.notify(person_, "enrolment_begun",
              {{"place", context.regions->name(wish_.region)},
               {"started_on", beginning->begun.started_on.to_string()}});
  stage(plan, std::move(beginning).value(), context);
  return plan;
}

business::CommandOrRefusal Resume::parse(const business::Request& request,
                                         const business::Context& context, storage::Session&) {
  auto command = std::make_unique<Resume>();
  auto reader = business::Reader::body(request, context);
  command->person_ = PersonId(reader.path_id("person", storage::IdKind::person));
  command->ordinal_ = static_cast<int>(reader.integer("enrolment", 1, kOrdinalMax));
  command->from_ = reader.optional_date("from");
  const Verdict verdict = reader.finish();
  if (!verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

Verdict Resume::authorise(const business::Actor& actor, const storage::Facts& facts) const {
  const std::vector<Enrolment> enrolments = enrolments_in(facts, person_);
  const Enrolment* suspended = with_ordinal(enrolments, ordinal_);
  if (Verdict may = may_act_on(actor, person_, suspended); !may) return may;
  if (actor.is_officer() || suspended == nullptr || suspended->employer.is_none()) return Nothing{};
  return refuse(RefusalKind::forbidden, "enrol_through_employer_or_agency");
}

Decision<storage::Plan> Resume::decide(const storage::Facts& facts,
                                       const business::Context& context) const {
  const Decision<person::Person> person = person::require_person(facts, person_, context);
  if (!person) return person.refusal();
  const std::vector<Enrolment> enrolments = enrolments_in(facts, person_);
  const Enrolment* suspended = with_ordinal(enrolments, ordinal_);
  if (suspended == nullptr) {
    return refuse(RefusalKind::not_found, "not_found", {{"member", "enrolment"}});
  }
  if (suspended->state != EnrolmentState::suspended) {
    return refuse("not_suspended", {{"state", std::string(to_text(suspended->state))}});
  }
  const Wish wish{suspended->region,       suspended->kind, suspended->employer,
                  suspended->account_type, suspended->base, from_};
  Decision<Beginning> beginning = begin_enrolment(
      wish, *person, enrolments, context.policies->on(wish.region, context.today), context.today);
  if (!beginning) return name_holder(beginning.refusal(), facts, person_, context);
  storage::Plan plan;
  plan.event = "enrolment_resumed";
  plan.answer = present_enrolment(beginning->begun, context);
  plan.notify(person_, "enrolment_resumed",
              {{"place", context.regions->name(wish.region)},
               {"started_on", beginning->begun.started_on.to_string()}});
  stage(plan, std::move(beginning).value(), context);
  return plan;
}

business::CommandOrRefusal Suspend::parse(const business::Request& request,
                                          const business::Context& context, storage::Session&) {
  auto command = std::make_unique<Suspend>();
  auto reader = business::Reader::body(request, context);
  command->person_ = PersonId(reader.path_id("person", storage::IdKind::person));
  command->from_ = reader.optional_date("from");
  command->proof_ = reader.text_or("proof", 60, "");
  const Verdict verdict = reader.finish();
  if (!verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

Verdict Suspend::authorise(const business::Actor& actor, const storage::Facts& facts) const {
  const std::vector<Enrolment> enrolments = enrolments_in(facts, person_);
  return may_act_on(actor, person_, active_among(enrolments));
}

Decision<storage::Plan> Suspend::decide(const storage::Facts& facts,
                                        const business::Context& context) const {
  const Decision<person::Person> person = person::require_person(facts, person_, context);
  if (!person) return person.refusal();
  const std::vector<Enrolment> enrolments = enrolments_in(facts, person_);
  const Enrolment* active = active_among(enrolments);
  if (active == nullptr) return refuse("no_active_enrolment");
  if (const Verdict alive = person::check_alive(*person, context.today); !alive) {
    return alive.refusal();
  }
  const Claimant by =
      context.actor->is(business::Role::participant) ? Claimant::person : Claimant::officer;
  Decision<Stop> stop =
      suspend_enrolment(*active, {by, from_, proof_},
                        context.policies->on(active->region, context.today), context.today);
  if (!stop) return name_holder(stop.refusal(), facts, person_, context);
  storage::Plan plan;
  plan.event = "enrolment_suspended";
  plan.update(kEnrolment, enrolment_row(stop->stopped));
  plan.reasons = stop->reasons;
  plan.answer = present_enrolment(stop->stopped, context);
  plan.notify(person_, "enrolment_suspended",
              {{"place", context.regions->name(active->region)},
               {"suspended_on", stop->stopped.suspended_on->to_string()}});
  let_waiting_through(plan, facts, *person, enrolments, stop->stopped, context);
  return plan;
}

business::CommandOrRefusal RefuseJoiner::parse(const business::Request& request,
                                               const business::Context& context,
                                               storage::Session&) {
  auto command = std::make_unique<RefuseJoiner>();
  auto reader = business::Reader::body(request, context);
  command->person_ = PersonId(reader.path_id("person", storage::IdKind::person));
  const Verdict verdict = reader.finish();
  if (!verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

// The person, or an officer of the employer's place, or of the place where the person is insured.
Verdict RefuseJoiner::authorise(const business::Actor& actor, const storage::Facts& facts) const {
  const std::vector<EmployerReport> reports = read_reports(facts.rows(kReportsOf, person_));
  const EmployerReport* waiting = waiting_joiner(reports);
  if (waiting != nullptr && actor.is_officer() && business::may_act_at(actor, waiting->region)) {
    return Nothing{};
  }
  return may_act_on(actor, person_, active_among(enrolments_in(facts, person_)));
}

// 不是本人用人单位的增员申报,本人可以拒绝;真正的新单位随即可以申报(R-062)。
Decision<storage::Plan> RefuseJoiner::decide(const storage::Facts& facts,
                                             const business::Context& context) const {
  const Decision<person::Person> person = person::require_person(facts, person_, context);
  if (!person) return person.refusal();
  const std::vector<EmployerReport> reports = read_reports(facts.rows(kReportsOf, person_));
  const EmployerReport* waiting = waiting_joiner(reports);
  if (waiting == nullptr) return refuse("no_joiner_waiting");
  EmployerReport refused = *waiting;
  refused.state = ReportState::refused;
  storage::Plan plan;
  plan.event = "joiner_refused";
  plan.update(kEmployerReport, report_row(refused));
  employer_message::tell(
      plan, refused.employer, person_, "employer_joiner_refused",
      {{"person_name", person->name}, {"place", context.regions->name(refused.region)}}, context);
  tell_wait_ended(plan, refused, *person, context);
  plan.answer = Tree::object({{"report", present_report(refused, context)},
                              {"employer", waiting_employer(facts, *waiting)}});
  return plan;
}

business::CommandOrRefusal Terminate::parse(const business::Request& request,
                                            const business::Context& context, storage::Session&) {
  auto command = std::make_unique<Terminate>();
  auto reader = business::Reader::body(request, context);
  command->person_ = PersonId(reader.path_id("person", storage::IdKind::person));
  command->ordinal_ = static_cast<int>(reader.integer("enrolment", 1, kOrdinalMax));
  command->reason_ = reader.code("reason", {"death", "emigrated", "joined_forces", "other"});
  const Verdict verdict = reader.finish();
  if (!verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

Verdict Terminate::authorise(const business::Actor& actor, const storage::Facts& facts) const {
  const std::vector<Enrolment> enrolments = enrolments_in(facts, person_);
  return may_act_on(actor, person_, with_ordinal(enrolments, ordinal_));
}

Decision<storage::Plan> Terminate::decide(const storage::Facts& facts,
                                          const business::Context& context) const {
  const Decision<person::Person> person = person::require_person(facts, person_, context);
  if (!person) return person.refusal();
  const std::vector<Enrolment> enrolments = enrolments_in(facts, person_);
  const Enrolment* enrolment = with_ordinal(enrolments, ordinal_);
  if (enrolment == nullptr) {
    return refuse(RefusalKind::not_found, "not_found", {{"member", "enrolment"}});
  }
  const Decision<Stop> stop = terminate_enrolment(*enrolment, reason_, context.today);
  if (!stop) return stop.refusal();
  storage::Plan plan;
  plan.event = "enrolment_terminated";
  plan.update(kEnrolment, enrolment_row(stop->stopped));
  plan.answer = present_enrolment(stop->stopped, context);
  // Of a death too: who lives learns of it in time to say so.
  plan.notify(person_, "enrolment_terminated",
              {{"place", context.regions->name(enrolment->region)},
               {"suspended_on", stop->stopped.suspended_on->to_string()},
               {"reason", reason_}});
  let_waiting_through(plan, facts, *person, enrolments, stop->stopped, context);
  return plan;
}

}  // namespace yibao::enrolment
