#include "service/application.h"

#include <algorithm>

#include "business/access_table.h"
#include "business/client/rules.h"
#include "business/client/store.h"
#include "business/enquiry/looking.h"
#include "business/reader.h"
#include "business/sign_in/acting.h"
#include "business/sign_in/http.h"
#include "service/application_turn.h"
#include "service/media.h"
#include "service/openapi.h"
#include "service/present.h"
#include "service/trace.h"

namespace yibao::service {

namespace {

constexpr std::string_view kExport = "me.export";

// Data and problems have sentences in them; pages, files and measurements speak for themselves.
bool is_told(const Answer& answer) {
  return answer.content_type == "application/json" ||
         answer.content_type == "application/problem+json";
}

// What has no row in the table of access is not there.
std::vector<business::Endpoint> with_a_row(std::vector<business::Endpoint> endpoints) {
  std::erase_if(endpoints, [](const business::Endpoint& endpoint) {
    return business::owner_of(endpoint).empty();
  });
  return endpoints;
}

}  // namespace

Application::Application(std::vector<business::Endpoint> endpoints,
                         const Surroundings& surroundings, Ports ports)
    : endpoints_(with_a_row(std::move(endpoints))),
      router_(endpoints_),
      surroundings_(surroundings),
      ports_(std::move(ports)),
      api_description_(describe_api(endpoints_).to_json()) {}

Answer Application::problem(const Refusal& refusal, const Turn& turn) const {
  return problem(refusal, turn, status_of(refusal.kind));
}

Answer Application::problem(const Refusal& refusal, const Turn& turn, int status) const {
  Tree told = present_problem(refusal, words_for(turn), turn.path, turn.trace_id);
  told.set("status", status);
  return answer_of({status, told.to_json(), true, false}, turn.trace_id);
}

Answer Application::incident(const std::string& what, const Turn& turn, bool fault) const {
  Job job;
  job.instance = turn.path;
  job.trace_id = turn.trace_id;
  return answer_of(told_in(turn.language, Batch::incident(surroundings_, job, what, fault)),
                   turn.trace_id);
}

const Catalogue& Application::words_for(const Turn& turn) const {
  return surroundings_.words_in(turn.language);
}

Outcome Application::told_in(Language language, Outcome outcome) const {
  const Catalogue& words = surroundings_.words_in(language);
  if (&words == surroundings_.catalogue) return outcome;
  Decision<Tree> body = ports_.parse_json(outcome.body);
  if (!body) return outcome;  // never of ours; it is done, so it is answered all the same
  Tree told = std::move(body).value();
  retell(told, words);
  outcome.body = told.to_json();
  return outcome;
}

business::Context Application::context_of(const Turn& turn) const {
  business::Context context = context_for(surroundings_, turn.now);
  context.actor = turn.actor.get();
  return context;
}

void Application::handle(const Call& call, storage::Session& reader,
                         std::function<void(Answer)> done) {
  Turn turn;
  turn.call = &call;
  turn.language = call.language;
  turn.done = [this, start = Metrics::Clock::now(), language = to_text(call.language),
               done = std::move(done)](Answer answer) {
    metrics_.count_answer(answer.status, Metrics::Clock::now() - start);
    if (answer.language.empty() && is_told(answer)) answer.language = language;
    done(std::move(answer));
  };
  turn.trace_id = trace_of(call.traceparent);
  turn.now = ports_.clock->now();
  turn.path = call.target.substr(0, call.target.find('?'));
  try {
    dispatch(turn, reader);
  } catch (const Fault& fault) {
    turn.done(incident(fault.what(), turn, true));
  } catch (const std::exception& bug) {
    turn.done(incident(bug.what(), turn, false));
  }
}

void Application::dispatch(Turn& turn, storage::Session& reader) {
  const Call& call = *turn.call;
  if (answer_again(turn, reader) || answer_open(turn, reader)) return;
  Router::Match match = router_.find(call.method, turn.path);
  if (turn.actor == nullptr) {
    auto actor = enter(turn, match.endpoint, reader);
    if (!actor) return turn.done(problem(actor.refusal(), turn));
    turn.actor = std::move(actor).value();
  }
  if (match.endpoint == nullptr) {
    const Refusal refusal =
        refuse(RefusalKind::not_found, match.other_method ? "method_not_offered" : "no_such_page");
    return turn.done(problem(refusal, turn, match.other_method ? 405 : 404));
  }
  turn.endpoint = match.endpoint;
  turn.request.method = call.method;
  turn.request.path = turn.path;
  turn.request.path_values = std::move(match.path_values);
  if (const Verdict may = may_ask(turn, reader); !may) {
    return turn.done(problem(may.refusal(), turn));
  }
  if (turn.actor->must_change_secret && !sign_in::is_open_before_change(*turn.endpoint)) {
    return turn.done(problem(refuse(RefusalKind::forbidden, "secret_must_be_changed"), turn));
  }
  if (const Verdict read = read_request(turn); !read) {
    return turn.done(problem(read.refusal(), turn));
  }
  choose_whom(turn, reader);
  if (is_operation(*turn.endpoint)) return operate(turn);
  if (turn.endpoint->proof != nullptr) return run_proof(turn, reader);
  if (turn.endpoint->command != nullptr) return run_command(turn, reader);
  auto view = enquiry::may_look(*turn.endpoint, turn.request, context_of(turn), reader);
  if (!view) return turn.done(problem(view.refusal(), turn));
  turn.view = std::move(view).value();
  if (turn.endpoint->name == kExport) return export_own(turn, reader);
  if (answer_enquiry(turn, reader)) record_view(turn);
}

// The endpoint is for this role, and the client is for this role and this endpoint. In an emergency
// somebody of the staff may look where their role does not (business/staff).
Verdict Application::may_ask(Turn& turn, storage::Session& reader) {
  const business::Role role = turn.actor->role;
  const bool for_role = (turn.endpoint->allowed & static_cast<business::Roles>(role)) != 0;
  if (!for_role &&
      !enquiry::opened_by_break_glass(*turn.endpoint, turn.request, context_of(turn), reader)) {
    return refuse(RefusalKind::forbidden, "role_not_allowed",
                  {{"role", std::string(business::role_code(role))}});
  }
  // Who came in may leave, by whatever client.
  const bool changes = turn.endpoint->command != nullptr && turn.endpoint->name != "session.end";
  return take_client(turn, changes, reader);
}

// A session stays with the client that it was opened by, whatever a request says: nobody gets out
// of a narrow one by naming another.
Verdict Application::take_client(Turn& turn, bool changes, storage::Session& reader) {
  const std::string& id = turn.actor->client.empty() ? turn.call->client : turn.actor->client;
  if (id.empty()) return Nothing{};
  const std::optional<client::Client> client = clients_.find(id, turn.now, reader);
  if (!client) return refuse(RefusalKind::forbidden, "client_unknown", {{"client", id}});
  const Verdict use = client::check_use(*client, turn.actor->role, changes);
  if (!use) return use;
  auto actor = std::make_shared<business::Actor>(*turn.actor);
  actor->client = client->id;
  actor->channel = client->channel;
  actor->bound_to = client->bound_to;
  turn.actor = std::move(actor);
  return Nothing{};
}

// 为他人办理: the path says for whom.
void Application::choose_whom(Turn& turn, storage::Session& reader) {
  const PersonId person =
      sign_in::acted_for(*turn.endpoint, turn.request, context_of(turn), reader);
  if (person.is_none()) return;
  auto actor = std::make_shared<business::Actor>(*turn.actor);
  actor->acts_for = person;
  turn.actor = std::move(actor);
}

Verdict Application::read_request(Turn& turn) const {
  const Call& call = *turn.call;
  turn.request.if_match = call.if_match;
  turn.request.source = call.source;
  const std::size_t question = call.target.find('?');
  if (question != std::string::npos) {
    auto parameters = parse_parameters(std::string_view(call.target).substr(question + 1));
    if (!parameters) return parameters.refusal();
    turn.request.parameters = std::move(parameters).value();
  }
  if (const Verdict place = client::check_place(*turn.actor, turn.request); !place) return place;
  if (!call.body.empty()) {
    // What this process asks of itself it writes as JSON.
    const bool from_outside = !call.source.empty();
    if (from_outside) {
      const Verdict media = check_media(call.content_type, call.content_encoding);
      if (!media) return media.refusal();
    }
    Decision<Tree> body = ports_.parse_json(call.body);
    if (!body) return body.refusal();
    if (body->is_null()) return refuse(RefusalKind::malformed, "body_not_an_object");
    turn.request.body = std::move(body).value();
  }
  return Nothing{};
}

void Application::operate(Turn& turn) {
  const std::string name = operation_of(turn.path);
  if (operations_ == nullptr) {
    return turn.done(problem(refuse(RefusalKind::not_found, "no_such_page"), turn));
  }
  if (is_local(name) && turn.actor->channel != kLocalChannel) {
    return turn.done(problem(refuse(RefusalKind::forbidden, "only_on_this_machine"), turn));
  }
  const Decision<Tree> told =
      turn.call->method == "GET" ? look_at_operation(name, turn) : start_operation(name, turn);
  if (!told) return turn.done(not_operated(told.refusal(), turn));
  // Asked until it is done: then a token that was revoked serves nobody any more.
  if (name == "token-revoke") access_.forget_all();
  turn.done(answer_of({200, told->to_json(), false, false}, turn.trace_id));
}

Answer Application::not_operated(const Refusal& refusal, const Turn& turn) const {
  if (refusal.kind != RefusalKind::limited) return problem(refusal, turn);
  Answer answer = problem(refusal, turn, 503);
  answer.headers.emplace_back("Retry-After", "1");
  return answer;
}

Decision<Tree> Application::start_operation(const std::string& name, const Turn& turn) {
  const Decision<Tree> arguments = read_arguments(*turn.endpoint, turn.request, context_of(turn));
  if (!arguments) return arguments.refusal();
  return operations_->start(name, *arguments);
}

Decision<Tree> Application::look_at_operation(const std::string& name, const Turn& turn) {
  constexpr std::size_t kRunMax = 100;
  auto reader = business::Reader::parameters(turn.request, context_of(turn));
  const std::string run = reader.text_or("run", kRunMax, "");
  if (const Verdict read = reader.finish(); !read) return read.refusal();
  if (!is_known_operation(name)) return refuse(RefusalKind::not_found, "no_such_page");
  return operations_->state(name, run);
}

}  // namespace yibao::service
