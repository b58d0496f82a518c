#include "business/care/commands.h"

#include "base/region_table.h"
#include "business/access.h"
#include "business/application/change.h"
#include "business/application/command.h"
#include "business/application/store.h"
#include "business/care/filing.h"
#include "business/care/service.h"
#include "business/care/store.h"
#include "business/person/store.h"
#include "business/provider/institution.h"
#include "business/reader.h"
#include "policy/policy_set.h"

namespace yibao::care {

namespace {

Tree result_of(const Registration& registration, const business::Context& context) {
  return Tree::object(
      {{"result", Tree::object({{"trt_dcla_detl_sn",
                                 registration_number(registration.id, registration.recorded_at,
                                                     context)}})}});
}

}  // namespace

std::vector<storage::Subject> FileRegistration::subjects() const {
  return {storage::Subject::person(asked_.wanted.person)};
}

void FileRegistration::need(storage::Needs& needs) const {
  needs.add(provider::kInstitutionOfCode, storage::Value(asked_.sender));
  need_filing(needs, asked_.wanted);
  application::need_applications(needs, asked_.wanted.person);
}

Verdict FileRegistration::authorise(const business::Actor&, const storage::Facts& facts) const {
  const auto sender = provider::require_institution(facts, asked_.sender);
  if (!sender) return sender.refusal();
  return Nothing{};
}

Decision<storage::Plan> FileRegistration::decide(const storage::Facts& facts,
                                                 const business::Context& context) const {
  const PersonId person = asked_.wanted.person;
  if (const auto known = person::require_person(facts, person, context); !known) {
    return known.refusal();
  }
  Registration wanted = asked_.wanted;
  wanted.filed_by = asked_.sender;
  FilingFacts filing = filing_facts(wanted, facts, context);
  filing.hospital_agrees = asked_.hospital_agrees;
  filing.recognised_on = asked_.recognised_on;
  const policy::CarePolicy& policy = context.policies->on(wanted.region, context.today).care;
  const bool reviewed = policy.chronic_at_provider.value == policy::CareDecision::review;
  const bool waits =
      wanted.kind == Kind::chronic_disease && (reviewed || !is_own_recognition(filing));
  // 医疗机构自己的认定即时生效: what somebody else has filed of it need not be decided any more.
  std::optional<Registration> settled;
  if (const Registration* pending = find_pending(filing);
      pending != nullptr && wanted.kind == Kind::chronic_disease && !waits) {
    settled = *pending;
    std::erase_if(filing.on_record, [&](const auto& each) { return each.id == settled->id; });
  }
  std::vector<Reason> obstacles = find_obstacles(filing, policy);
  const bool other_scheme = filing.insured_here && !asked_.insurance.empty() &&
                            asked_.insurance != filing.wanted.insurance;
  if (other_scheme) {
    obstacles.push_back({"insurance_differs", {{"insurance", asked_.insurance}}, {}});
  }
  if (waits && obstacles.empty()) check_no_other_waits(filing, obstacles);
  if (!obstacles.empty()) return Refusal{RefusalKind::refused, std::move(obstacles)};
  if (waits) return file_for_review(filing.wanted, context);
  storage::Plan plan;
  if (settled) {
    Decision<storage::Plan> ended = end_pending(*settled, facts, context);
    if (!ended) return ended.refusal();
    plan = std::move(ended).value();
  }
  plan.event = "care_registered";
  const Registration made = record(plan, filing.wanted, context);
  plan.notify(person, "care_registered", facts_of(made, *context.regions));
  plan.reasons = {{"care_would_hold", facts_of(made, *context.regions), {}}};
  plan.answer = result_of(made, context);
  return plan;
}

// 转报的认定不即时生效: a pharmacy, or another hospital, may hand a recognition on, and its word
// alone opens no fund; nor does the name of an institution that is not on this system.
bool FileRegistration::is_own_recognition(const FilingFacts& filing) const {
  return asked_.wanted.institution == asked_.sender && filing.institution &&
         filing.institution->is_hospital;
}

// 已由医疗机构认定的,不再审核: the application has lost its object.
Decision<storage::Plan> FileRegistration::end_pending(const Registration& pending,
                                                      const storage::Facts& facts,
                                                      const business::Context& context) const {
  const auto known = application::load_application(
      facts, {asked_.wanted.person, pending.application}, kChronicDisease);
  if (!known) return known.refusal();
  const auto ended =
      end_registration(pending, Event::decline, "recognised_by_hospital", context.today);
  YB_CHECK(ended.ok(), "a pending registration that cannot end");
  application::Change change(known->application, {known->file, known->task, context}, context);
  change.plan().update(kCareRegistration, registration_row(*ended));
  change.apply(application::Event::end);
  const std::vector<Fact> told{{"code", asked_.sender}, {"thing", pending.disease_name}};
  change.tell("ended", told, {{"care_recognised_meanwhile", told, {}}});
  change.notify("application_ended");
  return change.finish("application_ended");
}

// 须经办机构审核的认定: the hospital's diagnosis is what there is to show, nothing is asked for.
storage::Plan FileRegistration::file_for_review(Registration wanted,
                                                const business::Context& context) const {
  const Tree form = form_of(wanted);
  application::Application application;
  application.region = wanted.region;
  application.subject =
      wanted.disease + wanted.place_of_care.to_string() + wanted.region.to_string();
  application::Change change = application::Change::open(
      application,
      casework::CaseChange::open(
          {wanted.person, std::string(kChronicDisease.name()), form.to_json()}, context),
      context);
  const policy::CarePolicy& policy = context.policies->on(wanted.region, context.today).care;
  change.file().accept(context.today);
  change.apply(application::Event::accept);
  change.start_clock(context.today, policy.chronic_working_days.value);
  wanted.application = change.application().id;
  wanted.state = State::pending;
  const Registration pending = record(change.plan(), std::move(wanted), context);
  std::vector<Reason> why{{"care_filed_by_hospital",
                           {{"code", asked_.sender}, {"thing", pending.disease_name}},
                           {policy.chronic_at_provider.citation}}};
  if (policy.chronic_at_provider.value != policy::CareDecision::review) {
    why.push_back({"care_recognition_handed_on",
                   {{"code", pending.institution}, {"thing", pending.disease_name}},
                   {}});
  }
  change.tell("accepted", facts_of(pending, *context.regions), std::move(why));
  change.notify("application_accepted", {{"due_on", change.application().due_on->to_string()}});
  storage::Plan plan = change.finish("application_accepted");
  plan.answer = result_of(pending, context);
  return plan;
}

business::CommandOrRefusal EndRegistration::parse(const business::Request& request,
                                                  const business::Context& context,
                                                  storage::Session&) {
  auto command = std::make_unique<EndRegistration>();
  auto reader = business::Reader::body(request, context);
  command->asked_.person = PersonId(reader.path_id("person", storage::IdKind::person));
  command->asked_.registration =
      RegistrationId(reader.path_id("registration", storage::IdKind::care_registration));
  command->asked_.why = reader.text_or("why", 200, "");
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> EndRegistration::subjects() const {
  return {storage::Subject::person(asked_.person)};
}

void EndRegistration::need(storage::Needs& needs) const {
  if (!asked_.sender.empty()) {
    needs.add(provider::kInstitutionOfCode, storage::Value(asked_.sender));
  }
  needs.add(kRegistrationsOf, asked_.person);
  application::need_applications(needs, asked_.person);
}

// Its own of an institution; of a person; of the agency at whose place it stands.
Verdict EndRegistration::authorise(const business::Actor& actor,
                                   const storage::Facts& facts) const {
  const auto all = read_registrations(facts.rows(kRegistrationsOf, asked_.person));
  const Registration* found = find(all, asked_.registration);
  const Refusal unknown = refuse(RefusalKind::not_found, "care_registration_unknown");
  if (!asked_.sender.empty()) {
    const auto sender = provider::require_institution(facts, asked_.sender);
    if (!sender) return sender.refusal();
    if (found == nullptr || (asked_.kind && found->kind != *asked_.kind)) return unknown;
    if (found->filed_by != asked_.sender) {
      return refuse(RefusalKind::forbidden, "care_filed_elsewhere");
    }
    return Nothing{};
  }
  if (const Verdict own = business::may_act_for(actor, asked_.person); !own) return own;
  if (found == nullptr) return unknown;
  return actor.is_officer() ? business::may_act_at(actor, found->region) : Verdict(Nothing{});
}

Decision<storage::Plan> EndRegistration::decide(const storage::Facts& facts,
                                                const business::Context& context) const {
  const auto all = read_registrations(facts.rows(kRegistrationsOf, asked_.person));
  const Registration* found = find(all, asked_.registration);
  YB_CHECK(found != nullptr, "authorised to end what is not there");
  if (found->state == State::pending) return withdraw_application(*found, facts, context);
  const std::string why = asked_.sender.empty() && context.actor->is(business::Role::participant)
                              ? "ended_by_person"
                          : asked_.sender.empty() ? "ended_by_agency"
                                                  : "ended_by_institution";
  const Decision<Registration> ended =
      end_registration(*found, Event::withdraw, why, context.today);
  if (!ended) return ended.refusal();
  storage::Plan plan;
  plan.event = "care_ended";
  plan.update(kCareRegistration, registration_row(*ended));
  std::vector<Fact> told = facts_of(*ended, *context.regions);
  told.push_back({"reason", why});
  plan.reasons = {{"care_ended", told, {}}};
  plan.notify(asked_.person, "care_ended", std::move(told));
  plan.answer = asked_.sender.empty() ? Tree::object({{"state", std::string(to_text(ended->state))},
                                                      {"ended_on", ended->ended_on->to_string()},
                                                      {"reason", why}})
                                      : Tree(Tree::Members{});
  return plan;
}

// 审核之前撤回: the application goes with it.
Decision<storage::Plan> EndRegistration::withdraw_application(
    const Registration& pending, const storage::Facts& facts,
    const business::Context& context) const {
  const auto known = application::load_application(
      facts, {asked_.person, pending.application},
      pending.kind == Kind::remote_care ? static_cast<const application::Service&>(kRemoteCare)
                                        : kChronicDisease);
  if (!known) return known.refusal();
  const Verdict possible =
      application::check_possible(known->application, application::Event::withdraw);
  if (!possible) return possible.refusal();
  const auto ended =
      end_registration(pending, Event::decline, "application_withdrawn", context.today);
  YB_CHECK(ended.ok(), "a pending registration that cannot end");
  application::Change change(known->application, {known->file, known->task, context}, context);
  change.plan().update(kCareRegistration, registration_row(*ended));
  change.apply(application::Event::withdraw);
  change.tell("withdrawn", {{"why", asked_.why}});
  change.notify("application_withdrawn");
  storage::Plan plan = change.finish("application_withdrawn");
  if (!asked_.sender.empty()) plan.answer = Tree(Tree::Members{});
  return plan;
}

}  // namespace yibao::care
