#include "business/application/command.h"

#include <algorithm>
#include <iterator>

#include "business/access.h"
#include "business/application/store.h"
#include "business/casework/hidden.h"
#include "business/casework/remedies.h"
#include "business/casework/stored_json.h"
#include "business/person/authorisation.h"
#include "business/person/reference.h"
#include "business/person/store.h"
#include "policy/policy_set.h"

namespace yibao::application {

namespace {

Refusal not_found() {
  return refuse(RefusalKind::not_found, "not_found", {{"member", "case"}});
}

RegionCode region_of(const Tree& form) {
  const Tree* member = form.find("region");
  YB_CHECK(member != nullptr && member->text() != nullptr, "a form without a region");
  return *RegionCode::parse(*member->text());
}

}  // namespace

const policy::RegionPolicy& Asked::policy() const {
  return context.policies->on(region, judged_on);
}

Verdict Service::may_file(const business::Actor&, const Asked&) const {
  return refuse(RefusalKind::forbidden, "not_yours_to_file");
}

Reason Service::remedies(const Asked& asked) const {
  const policy::RegionPolicy& policy =
      asked.context.policies->on(asked.region, asked.context.today);
  return casework::remedies(asked.context.today, policy.appeal, *asked.context.calendar);
}

std::optional<Reason> Service::reason_to_end(const Asked& asked) const {
  const Decision<person::Person> person =
      person::require_person(asked.facts, asked.person, asked.context);
  if (!person || !person->died_on) return std::nullopt;
  return Reason{"applicant_died", {{"died_on", person->died_on->to_string()}}, {}};
}

void need_applications(storage::Needs& needs, PersonId person) {
  needs.add(person::kPersonById, person);
  needs.add(person::kAuthorisationsOf, person);
  needs.add(casework::kCaseFilesOf, person);
  needs.add(casework::kTasksOf, person);
  needs.add(casework::kCaseMaterialsOf, person);
  needs.add(kApplicationsOf, person);
}

Decision<Known> load_application(const storage::Facts& facts, const casework::CaseKey& key,
                                 const Service& service) {
  const auto file =
      casework::find_case_file(facts.rows(casework::kCaseFilesOf, key.person), key.id);
  const auto application = find_application(facts.rows(kApplicationsOf, key.person), key.id);
  if (!file || !application || application->service != service.name()) return not_found();
  Known known;
  known.file = *file;
  known.task = casework::find_task(facts.rows(casework::kTasksOf, key.person), key.id);
  known.application = *application;
  known.materials =
      casework::read_materials(facts.rows(casework::kCaseMaterialsOf, key.person), key.id);
  known.form = casework::read_stored(file->form);
  return known;
}

Asked asked_of(const Known& known, const storage::Facts& facts, const business::Context& context) {
  return {known.application.person,
          known.application.region,
          known.form,
          facts,
          context,
          casework::desk_of(known.file.channel),
          known.application.id,
          known.file.accepted_on.value_or(context.today),
          &known.materials};
}

Verdict may_apply(const business::Actor& actor, const Service& service, const Asked& asked) {
  if (actor.is(business::Role::participant)) {
    return person::may_act_for(actor, asked.person, asked.facts);
  }
  if (actor.is_officer() || actor.is(business::Role::system)) {
    return business::may_act_at(actor, asked.region);
  }
  return service.may_file(actor, asked);
}

Decision<Assessment> assess_for_actor(const Service& service, const Asked& asked) {
  Assessment assessment = service.assess(asked);
  if (assessment.of_others.empty()) return assessment;
  if (person::names_as_stranger(*asked.context.actor)) return person::not_confirmed();
  std::ranges::move(assessment.of_others, std::back_inserter(assessment.obstacles));
  assessment.of_others.clear();
  return assessment;
}

Verdict check_agent(const Service& service, const Asked& asked) {
  const Decision<person::Person> person =
      person::require_person(asked.facts, asked.person, asked.context);
  if (!person) return person.refusal();
  const auto by = person::acting_for(*asked.context.actor, *person, asked.facts, service.scope(),
                                     asked.policy().activation, asked.context.today);
  if (!by) return by.refusal();
  return Nothing{};
}

void ApplicationCommand::read_form(const std::string& json, const storage::Vault& vault) {
  form_ = casework::read_stored(json);
  region_ = region_of(form_);
  others_ = service_->others(form_, vault);
}

void ApplicationCommand::read_case(business::Reader& reader, const business::Context& context,
                                   storage::Session& session) {
  const CaseId id(reader.path_id("case", storage::IdKind::application));
  if (id.is_none()) return;
  const std::optional<PersonId> owner = casework::owner_of(id, session);
  if (!owner || !for_case(*service_, {*owner, id}, *context.vault, session) ||
      casework::is_hidden(*this, context, session)) {
    reader.add({"not_found", {{"member", "case"}}, {}}, RefusalKind::not_found);
  }
}

bool ApplicationCommand::for_case(const Service& service, const casework::CaseKey& key,
                                  const storage::Vault& vault, storage::Session& session) {
  service_ = &service;
  key_ = key;
  const storage::Value keys[] = {storage::Value(key.person.value())};
  const auto file =
      casework::find_case_file(session.select_keyed(casework::kCaseFilesOf, keys).front(), key.id);
  if (!file || file->service != service.name()) return false;
  read_form(file->form, vault);
  return true;
}

std::vector<storage::Subject> ApplicationCommand::subjects() const {
  std::vector<storage::Subject> all{storage::Subject::person(key_.person)};
  for (const PersonId other : others_) {
    if (other != key_.person) all.push_back(storage::Subject::person(other));
  }
  return all;
}

void ApplicationCommand::need(storage::Needs& needs) const {
  need_applications(needs, key_.person);
  service_->need(needs, key_.person, region_, form_);
  service_->need_others(needs, others_);
}

void ApplicationCommand::need_more(const storage::Facts& facts, storage::Needs& needs) const {
  service_->need_more(facts, needs, key_.person, region_, form_);
}

Verdict ApplicationCommand::authorise(const business::Actor& actor,
                                      const storage::Facts& facts) const {
  const Decision<Known> known = load_application(facts, key_, *service_);
  if (!known) return known.refusal();
  const bool officer = actor.is_officer() || actor.is(business::Role::system);
  const business::Context nothing;  // who may file looks at rows, never at a day
  const Verdict may = side() == Side::agency || officer
                          ? business::may_act_at(actor, known->application.region)
                          : may_apply(actor, *service_, asked_of(*known, facts, nothing));
  // Whoever may not act on it may not see it either, and learns nothing of it: not that it exists.
  // Who files for others (单位) goes on with what they filed themselves.
  const bool own = side() == Side::agency || officer || actor.is(business::Role::participant) ||
                   known->file.filed_by == actor.journal_name();
  return may && own ? may : Verdict(not_found());
}

Decision<storage::Plan> ApplicationCommand::decide(const storage::Facts& facts,
                                                   const business::Context& context) const {
  const Decision<Known> known = load_application(facts, key_, *service_);
  if (!known) return known.refusal();
  if (const Verdict same = casework::check_seen_version(seen_version_, known->file); !same) {
    return same.refusal();
  }
  const Asked asked = asked_of(*known, facts, context);
  if (const Verdict agent = check_agent(*service_, asked); !agent) return agent.refusal();
  return decide_known(*known, asked, context);
}

}  // namespace yibao::application
