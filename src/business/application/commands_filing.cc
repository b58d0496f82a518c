#include "business/application/commands_filing.h"

#include <algorithm>

#include "business/application/store.h"
#include "business/casework/material_kinds.h"
#include "business/casework/rules.h"
#include "business/casework/shown.h"
#include "business/casework/stored_json.h"
#include "business/person/reference.h"
#include "business/person/store.h"
#include "business/pooling_region.h"
#include "business/second_eyes.h"

namespace yibao::application {

namespace {

using casework::CaseMaterial;
using casework::MaterialState;

// 经办系统已有的材料不再收取 (C-06): ticked by itself.
std::vector<CaseMaterial> held_materials(const Assessment& assessment) {
  std::vector<CaseMaterial> held;
  for (const std::string& slot : assessment.held) held.push_back({slot, MaterialState::held, {}});
  return held;
}

// What is filled already, and what the system holds beside it: today, not when it was drafted. Who
// had left an employer may work again.
std::vector<CaseMaterial> with_held(std::vector<CaseMaterial> filled,
                                    const Assessment& assessment) {
  std::erase_if(filled, [&](const CaseMaterial& each) {
    return each.state == MaterialState::held &&
           std::ranges::find(assessment.held, each.slot) == assessment.held.end();
  });
  for (CaseMaterial& material : held_materials(assessment)) {
    const bool there = std::ranges::any_of(filled, [&](const CaseMaterial& each) {
      return each.slot == material.slot && each.fills();
    });
    if (!there) filled.push_back(std::move(material));
  }
  return filled;
}

// The service's answer, with what every service refuses.
Decision<Assessment> assess(const Service& service, const Asked& asked) {
  Decision<Assessment> answered = assess_for_actor(service, asked);
  if (!answered) return answered.refusal();
  Assessment assessment = std::move(answered).value();
  const auto open = running_about(asked.facts.rows(kApplicationsOf, asked.person), service.name(),
                                  assessment.subject, asked.id);
  if (open) {
    assessment.obstacles.push_back(
        {"application_already_open",
         {{"case", casework::case_number(open->id, open->recorded_at, asked.context)},
          {"state", std::string(to_text(open->state))}},
         {}});
  }
  return assessment;
}

void copy_assessment(Application& application, const Assessment& assessment) {
  application.subject = assessment.subject;
  application.handling = assessment.handling;
  application.senior = assessment.senior;
  application.not_by.clear();
  for (const std::string& actor : assessment.not_by) application.not_by += actor + "\n";
}

// 受理和审核不由同一人办理: what an officer has filed or taken in for somebody, another one
// decides, where one decides alone. An answer in words gives nobody anything.
void keep_filers_out(Application& application, const Service& service,
                     const casework::CaseFile& file, const business::Actor& actor) {
  if (application.handling != Handling::review || service.answers_in_words()) return;
  for (const std::string& filer : {file.filed_by, actor.journal_name()}) {
    if (business::staff_number(filer).empty()) continue;
    if (business::is_one_of_officers(application.not_by, filer)) continue;
    application.not_by += filer + "\n";
  }
}

std::optional<int> days_of(const Assessment& assessment) {
  if (!assessment.working_days) return std::nullopt;
  return assessment.working_days->value;
}

Reason explain_deadline(const Application& application, const Assessment& assessment) {
  return {"application_deadline",
          {{"from", application.clock_from->to_string()},
           {"due_on", application.due_on->to_string()},
           {"calendar", application.calendar_version},
           {"provisional", application.provisional ? "yes" : "no"}},
          {assessment.working_days->citation}};
}

}  // namespace

business::CommandOrRefusal Draft::parse(const Service& service, const business::Request& request,
                                        const business::Context& context,
                                        storage::Session& session) {
  auto command = std::make_unique<Draft>();
  auto reader = business::Reader::body(request, context);
  command->service_ = &service;
  command->person_ = PersonId(reader.path_id("person", storage::IdKind::person));
  command->region_ = business::covering_region(reader, reader.region("region"), context);
  command->form_ = Tree::object({{"region", command->region_.to_string()}});
  service.read_form(reader, context, command->form_);
  service.read_people(reader, request, context, session, command->form_);
  command->sighted_ = casework::read_slots(reader, "sighted");
  if (!command->sighted_.empty() && !context.actor->is_officer()) {
    reader.add({"sighted_by_officers_only", {{"member", "sighted"}}, {}});
  }
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  command->others_ = service.others(command->form_, *context.vault);
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> Draft::subjects() const {
  return {storage::Subject::person(person_)};
}

void Draft::need(storage::Needs& needs) const {
  need_applications(needs, person_);
  service_->need(needs, person_, region_, form_);
  service_->need_others(needs, others_);
}

void Draft::need_more(const storage::Facts& facts, storage::Needs& needs) const {
  service_->need_more(facts, needs, person_, region_, form_);
}

Asked Draft::asked(const storage::Facts& facts, const business::Context& context) const {
  const std::string channel = context.actor != nullptr ? context.actor->channel : "";
  return {person_, region_,       form_,  facts, context, casework::desk_of(channel),
          {},      context.today, nullptr};
}

Verdict Draft::authorise(const business::Actor& actor, const storage::Facts& facts) const {
  const business::Context nothing;
  return may_apply(actor, *service_, asked(facts, nothing));
}

Decision<storage::Plan> Draft::decide(const storage::Facts& facts,
                                      const business::Context& context) const {
  const Decision<person::Person> person = person::require_person(facts, person_, context);
  if (!person) return person.refusal();
  const Asked all = asked(facts, context);
  if (const Verdict agent = check_agent(*service_, all); !agent) return agent.refusal();
  if (const Verdict open = service_->check_channel(all, Service::Step::draft); !open) {
    return open.refusal();
  }
  const Decision<Assessment> answered = assess(*service_, all);
  if (!answered) return answered.refusal();
  const Assessment& assessment = *answered;

  Application application;
  application.region = region_;
  copy_assessment(application, assessment);
  Change change =
      Change::open(application,
                   casework::CaseChange::open(
                       {person_, std::string(service_->name()), form_.to_json()}, context),
                   context);
  std::vector<CaseMaterial> filled;
  for (const std::string& slot : sighted_) filled.push_back({slot, MaterialState::sighted, {}});
  filled = with_held(std::move(filled), assessment);
  for (const CaseMaterial& material : filled) change.file().fill_slot(material, true);

  change.tell("drafted", {}, assessment.reasons);
  change.answer("form", person::form_shown(form_, context));
  change.answer("form_digest", change.file().file().form_digest);
  change.answer("handling", std::string(to_text(assessment.handling)));
  change.answer("obstacles", casework::reasons_tree(assessment.obstacles));
  change.answer("materials", casework::texts_tree(assessment.materials));
  change.answer("materials_missing",
                casework::texts_tree(casework::missing_slots(assessment.materials, filled)));
  if (const std::optional<int> days = days_of(assessment)) {
    change.answer("would_be_due_on",
                  context.calendar->add_working_days(context.today, *days).day.to_string());
  }
  return change.finish("application_drafted");
}

void Confirm::read(business::Reader& reader, const business::Context&) {
  form_digest_ = reader.text("form_digest", 64);
}

Decision<storage::Plan> Confirm::decide_known(const Known& known, const Asked& asked,
                                              const business::Context& context) const {
  if (const Verdict possible = check_possible(known.application, Event::accept); !possible) {
    return possible.refusal();
  }
  if (form_digest_ != known.file.form_digest) return refuse("form_not_as_confirmed");
  if (const Verdict open = service().check_channel(asked, Service::Step::confirmation); !open) {
    return open.refusal();
  }
  const Decision<Assessment> answered = assess(service(), asked);
  if (!answered) return answered.refusal();
  const Assessment& assessment = *answered;
  Change change(known.application, {known.file, known.task, context}, context);
  copy_assessment(change.edit(), assessment);
  if (!assessment.obstacles.empty()) {
    change.apply(Event::decline);
    std::vector<Reason> reasons = assessment.obstacles;
    reasons.push_back(service().remedies(asked));
    change.tell("declined", {}, std::move(reasons));
    change.notify("application_declined");
    return change.finish("application_declined");
  }
  const std::vector<CaseMaterial> filled = with_held(known.materials, assessment);
  const std::vector<std::string> missing = casework::missing_slots(assessment.materials, filled);
  if (!missing.empty()) {
    return refuse("materials_missing", {{"items", casework::join(missing)}},
                  assessment.material_citations);
  }
  for (std::size_t i = 0; i < filled.size(); ++i) {
    const bool was_there = std::ranges::any_of(
        known.materials, [&](const CaseMaterial& each) { return each.slot == filled[i].slot; });
    if (filled[i].state == MaterialState::held) change.file().fill_slot(filled[i], !was_there);
  }
  change.file().accept(context.today);
  const bool won =
      won_appeal_about(asked.facts.rows(kApplicationsOf, asked.person),
                       asked.facts.rows(casework::kCaseFilesOf, asked.person), service().name());
  if (assessment.priority || won) change.file().set_priority();
  if (assessment.handling == Handling::at_once) {
    if (const Verdict done = service().carry_out(asked, change); !done) return done.refusal();
    change.apply(change.stays_underway() ? Event::accept_underway : Event::accept_at_once);
    change.edit().decided_by = context.actor->journal_name();
    change.edit().decided_on = context.today;
    change.tell("approved_at_once", {}, assessment.reasons);
    change.notify(change.stays_underway() ? "application_underway" : "application_completed");
    return change.finish("application_completed_at_once");
  }
  change.apply(Event::accept);
  keep_filers_out(change.edit(), service(), known.file, *context.actor);
  change.start_clock(context.today, days_of(assessment));
  service().set_up(asked, change);
  std::vector<Reason> reasons = assessment.reasons;
  if (assessment.working_days) {
    reasons.push_back(explain_deadline(change.application(), assessment));
  }
  change.tell("accepted", {}, std::move(reasons));
  std::vector<Fact> due;
  if (change.application().due_on) {
    due.push_back({"due_on", change.application().due_on->to_string()});
  }
  change.notify("application_accepted", std::move(due));
  return change.finish("application_accepted");
}

void FillSlot::read(business::Reader& reader, const business::Context& context) {
  upload_ = casework::Upload::read(reader, context);
}

void FillSlot::need(storage::Needs& needs) const {
  ApplicationCommand::need(needs);
  upload_.need(needs);
}

Decision<storage::Plan> FillSlot::decide_known(const Known& known, const Asked& asked,
                                               const business::Context& context) const {
  const State state = known.application.state;
  if (state != State::draft && state != State::returned) return refuse("materials_closed");
  if (const Verdict room = upload_.check_room(known.materials); !room) return room.refusal();
  Change change(known.application, {known.file, known.task, context}, context);
  const CaseMaterial filled =
      upload_.store(change.plan(), change.file(), known.materials, asked.facts, context);
  if (change.edit().handed_in) change.edit().handed_in->push_back(filled.slot);
  change.tell("material_filled",
              {{"slot", filled.slot}, {"how", std::string(casework::to_text(filled.state))}});
  return change.finish("material_filled");
}

Decision<storage::Plan> CompleteMaterials::decide_known(const Known& known, const Asked&,
                                                        const business::Context& context) const {
  if (const Verdict possible = check_possible(known.application, Event::complete_materials);
      !possible) {
    return possible.refusal();
  }
  std::vector<std::string> missing;
  for (const CaseMaterial& each : known.materials) {
    if (!each.fills()) missing.push_back(each.slot);
  }
  if (!missing.empty()) return refuse("materials_missing", {{"items", casework::join(missing)}});
  Change change(known.application, {known.file, known.task, context}, context);
  change.apply(Event::complete_materials);
  change.resume_clock();
  change.tell("materials_completed");
  return change.finish("application_materials_completed");
}

void Withdraw::read(business::Reader& reader, const business::Context&) {
  why_ = reader.text_or("why", 200, "");
}

Decision<storage::Plan> Withdraw::decide_known(const Known& known, const Asked& asked,
                                               const business::Context& context) const {
  if (const Verdict possible = check_possible(known.application, Event::withdraw); !possible) {
    return possible.refusal();
  }
  Change change(known.application, {known.file, known.task, context}, context);
  if (known.application.is_running()) service().clear_away(asked, change);
  change.apply(Event::withdraw);
  change.tell("withdrawn", {{"why", why_}});
  change.notify("application_withdrawn");
  return change.finish("application_withdrawn");
}

Decision<storage::Plan> Urge::decide_known(const Known& known, const Asked&,
                                           const business::Context& context) const {
  if (!known.task || !known.task->open || known.task->region.is_none()) {
    return refuse("nobody_to_urge");
  }
  Change change(known.application, {known.file, known.task, context}, context);
  change.file().urge();
  change.tell("urged",
              {{"queue", known.task->queue}, {"times", std::to_string(known.task->urged + 1)}});
  return change.finish("case_urged");
}

}  // namespace yibao::application
