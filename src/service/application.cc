#include "service/application.h"

#include "business/access_table.h"
#include "business/enquiry/views.h"
#include "service/docs.h"
#include "service/openapi.h"
#include "service/present.h"
#include "service/trace.h"
#include "storage/digest.h"
#include "storage/vault.h"

namespace yibao::service {

namespace {

constexpr std::size_t kIdempotencyKeyMax = 80;

bool is_plain_key(const std::string& key) {
  if (key.empty() || key.size() > kIdempotencyKeyMax) return false;
  for (const char c : key) {
    if (c < 0x21 || c > 0x7E) return false;
  }
  return true;
}

Answer answer_of(Outcome outcome, const std::string& trace_id) {
  Answer answer;
  answer.status = outcome.status;
  if (outcome.problem) answer.content_type = "application/problem+json";
  answer.body = std::move(outcome.body);
  answer.headers.emplace_back("Trace-Id", trace_id);
  answer.headers.emplace_back("traceparent", traceparent_of(trace_id));
  if (outcome.replayed) answer.headers.emplace_back("Idempotency-Replayed", "true");
  return answer;
}

// Bytes that a browser keeps and never shows, runs or guesses a type for.
Answer download_of(const Tree& told, const std::string& trace_id) {
  Answer answer;
  answer.content_type = "application/octet-stream";
  answer.body = *told.find("content")->text();
  answer.headers = {
      {"Trace-Id", trace_id},
      {"Content-Disposition", "attachment; filename=\"" + *told.find("name")->text() + "\""},
      {"Content-Security-Policy", "default-src 'none'; sandbox"},
  };
  return answer;
}

// What has no row in the table of access is not there.
std::vector<business::Endpoint> with_a_row(std::vector<business::Endpoint> endpoints) {
  std::erase_if(endpoints, [](const business::Endpoint& endpoint) {
    return business::owner_of(endpoint).empty();
  });
  return endpoints;
}

}  // namespace

struct Application::Turn {
  const Call* call;
  std::function<void(Answer)> done;
  std::string path;
  std::string trace_id;
  Instant now;
  business::Request request;
  std::shared_ptr<const business::Actor> actor;
  const business::Endpoint* endpoint = nullptr;
  std::optional<std::string> purpose;  // 查询事由, of an enquiry on a person
};

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
  Tree told = present_problem(refusal, *surroundings_.catalogue, turn.path, turn.trace_id);
  told.set("status", status);
  return answer_of({status, told.to_json(), true, false}, turn.trace_id);
}

Answer Application::incident(const std::string& what, const Turn& turn, bool fault) const {
  Job job;
  job.instance = turn.path;
  job.trace_id = turn.trace_id;
  return answer_of(Batch::incident(surroundings_, job, what, fault), turn.trace_id);
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
  turn.done = [this, start = Metrics::Clock::now(), done = std::move(done)](Answer answer) {
    metrics_.count_answer(answer.status, Metrics::Clock::now() - start);
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

bool Application::answer_open(Turn& turn, storage::Session& reader) {
  if (turn.call->method != "GET") return false;
  Answer answer;
  if (turn.path == "/healthz") {
    answer.body = ports_.work_done ? ports_.work_done().to_json() : "{}";
  } else if (turn.path == "/version") {
    answer.body =
        Tree::object({{"version", ports_.version}, {"policy_hash", surroundings_.policy_hash}})
            .to_json();
  } else if (turn.path == "/metrics") {
    answer.content_type = "text/plain; version=0.0.4; charset=utf-8";
    answer.body = metrics_.text() + (ports_.metrics ? ports_.metrics() : "");
  } else if (turn.path == "/docs") {
    answer.content_type = "text/html; charset=utf-8";
    answer.body = docs_page(endpoints_, surroundings_.catalogue->names());
    answer.headers = {{"Content-Security-Policy",
                       "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri "
                       "'none'"}};
  } else if (turn.path == "/docs.css") {
    answer.content_type = "text/css; charset=utf-8";
    answer.body = docs_style();
  } else if (turn.path == "/openapi.json") {
    answer.body = api_description_;
  } else if (turn.path == "/readyz") {
    const std::string stopped = ports_.writes_stopped ? ports_.writes_stopped() : "";
    reader.begin();  // throws where the database does not answer
    reader.commit();
    answer.status = stopped.empty() ? 200 : 503;
    answer.body =
        Tree::object(
            {{"reads", "ok"}, {"writes", stopped.empty() ? "ok" : "stopped"}, {"why", stopped}})
            .to_json();
  } else if (auto page = page_of(turn)) {
    answer = std::move(*page);
  } else {
    return false;
  }
  turn.done(std::move(answer));
  return true;
}

std::optional<Answer> Application::page_of(const Turn& turn) const {
  if (!page_ || turn.path.starts_with("/v1/")) return std::nullopt;
  return page_(*turn.call, turn.path);
}

void Application::dispatch(Turn& turn, storage::Session& reader) {
  const Call& call = *turn.call;
  if (answer_open(turn, reader)) return;
  Router::Match match = router_.find(call.method, turn.path);
  auto actor = access_.actor_of(call.authorization, turn.now, reader);
  if (!actor) return turn.done(problem(actor.refusal(), turn));
  turn.actor = *actor;
  if (match.endpoint == nullptr) {
    const Refusal refusal =
        refuse(RefusalKind::not_found, match.other_method ? "method_not_offered" : "no_such_page");
    return turn.done(problem(refusal, turn, match.other_method ? 405 : 404));
  }
  turn.endpoint = match.endpoint;
  if ((turn.endpoint->allowed & static_cast<business::Roles>(turn.actor->role)) == 0) {
    return turn.done(problem(refuse(RefusalKind::forbidden, "role_not_allowed",
                                    {{"role", std::string(business::role_code(turn.actor->role))}}),
                             turn));
  }
  turn.request.method = call.method;
  turn.request.path = turn.path;
  turn.request.if_match = call.if_match;
  turn.request.path_values = std::move(match.path_values);
  const std::size_t question = call.target.find('?');
  if (question != std::string::npos) {
    auto parameters = parse_parameters(std::string_view(call.target).substr(question + 1));
    if (!parameters) return turn.done(problem(parameters.refusal(), turn));
    turn.request.parameters = std::move(parameters).value();
  }
  if (!call.body.empty()) {
    Decision<Tree> body = ports_.parse_json(call.body);
    if (!body) return turn.done(problem(body.refusal(), turn));
    turn.request.body = std::move(body).value();
  }
  if (is_operation(*turn.endpoint)) return operate(turn);
  if (turn.endpoint->command != nullptr) return run_command(turn, reader);
  if (call.method == "GET" && enquiry::shows_a_person(*turn.endpoint)) {
    auto purpose = enquiry::take_purpose(turn.request);
    if (!purpose) return turn.done(problem(purpose.refusal(), turn));
    turn.purpose = std::move(purpose).value();
  }
  if (answer_enquiry(turn, reader)) record_view(turn, reader);
}

void Application::operate(Turn& turn) {
  const std::string name = operation_of(turn.path);
  if (operations_ == nullptr) {
    return turn.done(problem(refuse(RefusalKind::not_found, "no_such_page"), turn));
  }
  if (is_local(name) && turn.actor->channel != kLocalChannel) {
    return turn.done(problem(refuse(RefusalKind::forbidden, "only_on_this_machine"), turn));
  }
  Tree told;
  if (turn.call->method == "GET") {
    told = operations_->state(name);
  } else {
    const Decision<Tree> arguments = read_arguments(*turn.endpoint, turn.request, context_of(turn));
    if (!arguments) return turn.done(problem(arguments.refusal(), turn));
    told = operations_->start(name, *arguments);
  }
  turn.done(answer_of({200, told.to_json(), false, false}, turn.trace_id));
}

namespace {

// One snapshot for all selects of an answer.
template<class Select>
auto in_one_snapshot(storage::Session& reader, Select select) {
  reader.begin();
  try {
    auto selected = select();
    reader.commit();
    return selected;
  } catch (...) {
    reader.rollback();
    throw;
  }
}

}  // namespace

bool Application::answer_enquiry(Turn& turn, storage::Session& reader) {
  const business::Context context = context_of(turn);
  if (turn.endpoint->text != nullptr) return answer_in_text(turn, context, reader);
  Decision<Tree> answer =
      in_one_snapshot(reader, [&] { return turn.endpoint->answer(turn.request, context, reader); });
  if (!answer) {
    turn.done(problem(answer.refusal(), turn));
    return false;
  }
  Tree told = std::move(answer).value();
  if (turn.endpoint->download) {
    turn.done(download_of(told, turn.trace_id));
    return true;
  }
  add_words(told, *surroundings_.catalogue);
  Answer told_answer = answer_of({200, told.to_json(), false, false}, turn.trace_id);
  // What changes under people's hands carries its version: the ETag that If-Match gives back.
  if (const Tree* version = told.find("version"); version != nullptr && version->integer()) {
    told_answer.headers.emplace_back("ETag", "\"" + version->to_json() + "\"");
  }
  turn.done(std::move(told_answer));
  return true;
}

bool Application::answer_in_text(Turn& turn, const business::Context& context,
                                 storage::Session& reader) {
  Decision<std::string> answer =
      in_one_snapshot(reader, [&] { return turn.endpoint->text(turn.request, context, reader); });
  if (!answer) {
    turn.done(problem(answer.refusal(), turn));
    return false;
  }
  turn.done(answer_of({200, std::move(answer).value(), false, false}, turn.trace_id));
  return true;
}

// 谁看过我的信息 (N-16): handed to the writer behind the answer, which waits for nothing. The
// answer has been given, so a record that cannot be made is counted and not told of.
void Application::record_view(const Turn& turn, storage::Session& reader) {
  if (!enquiry::shows_a_person(*turn.endpoint)) return;
  try {
    const business::Context context = context_of(turn);
    const auto person = enquiry::looked_at(turn.request, context, reader);
    if (!person) return;
    Job job;
    job.command = enquiry::record_view(*person, *turn.endpoint, turn.purpose);
    job.actor = *turn.actor;
    job.now = turn.now;
    job.instance = turn.path;
    job.trace_id = turn.trace_id;
    job.done = [this](Outcome outcome) {
      outcome.status == 200 ? metrics_.count_view() : metrics_.count_lost_view();
    };
    if (!ports_.submit(std::move(job))) metrics_.count_lost_view();
  } catch (const std::exception&) {
    metrics_.count_lost_view();
  }
}

void Application::run_command(Turn& turn, storage::Session& reader) {
  const Call& call = *turn.call;
  const std::string* dry_run = turn.request.parameter("dry_run");
  turn.request.dry_run = dry_run != nullptr && *dry_run == "true";
  if (!turn.request.dry_run && !is_plain_key(call.idempotency_key)) {
    return turn.done(problem(
        refuse(RefusalKind::malformed,
               call.idempotency_key.empty() ? "idempotency_key_missing" : "idempotency_key_shape"),
        turn));
  }
  const business::Context context = context_of(turn);
  business::CommandOrRefusal command = turn.endpoint->command(turn.request, context, reader);
  if (!command) return turn.done(problem(command.refusal(), turn));

  Job job;
  job.command = std::move(command).value();
  job.actor = *turn.actor;
  job.now = turn.now;
  job.instance = turn.path;
  job.trace_id = turn.trace_id;
  if (turn.request.dry_run) {
    return turn.done(answer_of(Batch::preview(reader, surroundings_, job), turn.trace_id));
  }
  job.key_digest = {
      storage::short_digest(turn.actor->journal_name() + "\n" + call.idempotency_key)};
  // Keyed: a body may hold no more than six secret digits, which a bare digest would give away.
  job.body_digest = surroundings_.vault->keyed_hash(
      "idempotency.body", call.method + "\n" + turn.path + "\n" + call.if_match + "\n" + call.body);
  // The queue takes the job or leaves it; `done` is needed in both cases.
  auto done = std::make_shared<std::function<void(Answer)>>(std::move(turn.done));
  job.done = [done, trace_id = turn.trace_id](Outcome outcome) {
    (*done)(answer_of(std::move(outcome), trace_id));
  };
  if (!ports_.submit(std::move(job))) {
    Answer answer = problem(refuse(RefusalKind::limited, "queue_full"), turn, 503);
    answer.headers.emplace_back("Retry-After", "1");
    (*done)(std::move(answer));
  }
}

}  // namespace yibao::service
