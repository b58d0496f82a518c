#include "business/application/queries.h"

#include "business/access.h"
#include "business/application/command.h"
#include "business/application/store.h"
#include "business/casework/shown.h"
#include "business/person/authorisation.h"
#include "business/person/reference.h"
#include "business/reader.h"

namespace yibao::application {

namespace {

// Who else may file it (单位): whether it is theirs follows from what the service looks at.
Decision<Known> known_to_filer(const Service& service, Known known,
                               const business::Context& context, storage::Session& session,
                               storage::Facts& facts) {
  storage::Needs needs;
  service.need(needs, known.application.person, known.application.region, known.form);
  storage::ask(session, needs, facts);
  if (service.may_file(*context.actor, asked_of(known, facts, context))) return known;
  return refuse(RefusalKind::not_found, "not_found", {{"member", "case"}});
}

// Whose application it is, where this actor may see it.
Decision<Known> require_application(const Service& service, const business::Request& request,
                                    const business::Context& context, storage::Session& session,
                                    storage::Facts& facts) {
  auto reader = business::Reader::parameters(request, context);
  const CaseId id(reader.path_id("case", storage::IdKind::application));
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const Refusal not_found = refuse(RefusalKind::not_found, "not_found", {{"member", "case"}});
  const std::optional<PersonId> owner = casework::owner_of(id, session);
  if (!owner) return not_found;
  storage::Needs needs;
  need_applications(needs, *owner);
  storage::ask(session, needs, facts);
  Decision<Known> known = load_application(facts, {*owner, id}, service);
  if (!known) return known;
  if (context.actor->is(business::Role::auditor)) return known;
  if (!context.actor->is(business::Role::participant) && !context.actor->is_officer()) {
    return known_to_filer(service, std::move(known).value(), context, session, facts);
  }
  const Verdict own = may_apply(*context.actor, service, asked_of(*known, facts, context));
  if (!own) return not_found;
  if (const Verdict sees = person::may_see(context, *owner, service.scope(), session); !sees) {
    return not_found;
  }
  return known;
}

Tree form_for(const Service& service, const Tree& form, const business::Context& context,
              storage::Session& session) {
  Tree shown = form;
  if (context.actor->is_officer()) service.show_in_full(shown, context, session);
  return person::form_shown(shown, context);
}

Tree clock_tree(const Application& application, const std::optional<Date>& closed_on,
                const business::Context& context) {
  casework::ShownClock shown;
  shown.due_on = application.due_on;
  const bool given_up = application.state == State::withdrawn || application.state == State::ended;
  (given_up ? shown.ended_on : shown.done_on) = closed_on;
  shown.paused_on = casework::standing_since(application.stops);
  Tree clock = casework::clock_tree(shown, context);
  clock.set("from", application.clock_from->to_string());
  clock.set("working_days", *application.working_days);
  clock.set("provisional", application.provisional);
  clock.set("calendar", application.calendar_version);
  clock.set("stopped", casework::stops_tree(application.stops));
  return clock;
}

}  // namespace

Decision<Tree> answer_application(const Service& service, const business::Request& request,
                                  const business::Context& context, storage::Session& session) {
  storage::Facts facts;
  const Decision<Known> known = require_application(service, request, context, session, facts);
  if (!known) return known.refusal();
  const Application& application = known->application;
  Tree tree = Tree::object(
      {{"case", casework::case_number(application.id, known->file.recorded_at, context)},
       {"service", application.service},
       {"state", std::string(to_text(application.state))},
       {"place", casework::place_tree(application.region, context)},
       {"handling", std::string(to_text(application.handling))},
       {"channel", known->file.channel},
       {"form", form_for(service, known->form, context, session)},
       {"form_digest", known->file.form_digest},
       {"materials", casework::materials_tree(known->materials)},
       {"version", known->file.version}});
  if (application.due_on) {
    tree.set("clock", clock_tree(application, known->file.closed_on, context));
  }
  if (known->file.accepted_on) tree.set("accepted_on", known->file.accepted_on->to_string());
  if (application.decided_on) tree.set("decided_on", application.decided_on->to_string());
  if (known->file.closed_on) tree.set("closed_on", known->file.closed_on->to_string());
  if (!known->file.policy_hash.empty()) tree.set("policy_hash", known->file.policy_hash);
  if (known->task && known->task->open) tree.set("waiting", casework::task_tree(*known->task));
  casework::add_person(tree, application.person, facts, context);
  casework::add_agent(tree, known->file, context, session);
  tree.set("steps", casework::steps_tree(known->file, casework::StepsShown::all, context, session));
  return tree;
}

Decision<Tree> answer_explanation(const Service& service, const business::Request& request,
                                  const business::Context& context, storage::Session& session) {
  storage::Facts facts;
  const Decision<Known> known = require_application(service, request, context, session, facts);
  if (!known) return known.refusal();
  return Tree::object(
      {{"state", known->file.state},
       {"policy_hash", known->file.policy_hash},
       {"decisions",
        casework::steps_tree(known->file, casework::StepsShown::decisions, context, session)}});
}

Decision<Tree> answer_list(const Service& service, const business::Request& request,
                           const business::Context& context, storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict own = person::may_see(context, person, service.scope(), session); !own) {
    return own.refusal();
  }
  storage::Needs needs;
  storage::Facts facts;
  need_applications(needs, person);
  storage::ask(session, needs, facts);
  Tree cases = Tree(Tree::List{});
  const storage::Rows& rows = facts.rows(kApplicationsOf, person);
  for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
    const Application application = read_application(*row);
    if (application.service != service.name()) continue;
    const auto file =
        casework::find_case_file(facts.rows(casework::kCaseFilesOf, person), application.id);
    YB_CHECK(file.has_value(), "an application without its case file");
    Tree each =
        Tree::object({{"case", casework::case_number(application.id, file->recorded_at, context)},
                      {"service", application.service},
                      {"state", std::string(to_text(application.state))},
                      {"place", casework::place_tree(application.region, context)}});
    if (application.due_on && !casework::standing_since(application.stops)) {
      each.set("due_on", application.due_on->to_string());
    }
    if (file->accepted_on) each.set("accepted_on", file->accepted_on->to_string());
    if (file->closed_on) each.set("closed_on", file->closed_on->to_string());
    cases.push(std::move(each));
  }
  return Tree::object({{"cases", std::move(cases)}});
}

}  // namespace yibao::application
