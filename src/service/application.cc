#include "service/application.h"

#include <algorithm>

#include "business/access_table.h"
#include "business/client/rules.h"
#include "business/client/store.h"
#include "business/enquiry/looking.h"
#include "business/sign_in/acting.h"
#include "business/sign_in/http.h"
#include "service/application_turn.h"
#include "service/docs.h"
#include "service/openapi.h"
#include "service/present.h"
#include "service/trace.h"
#include "storage/digest.h"
#include "storage/vault.h"

namespace yibao::service {

namespace {

constexpr std::size_t kIdempotencyKeyMax = 80;

constexpr std::string_view kExport = "me.export";
constexpr const char* kExportedMax = "200";  // of a list; its pages give the rest

bool is_plain_key(const std::string& key) {
  if (key.empty() || key.size() > kIdempotencyKeyMax) return false;
  for (const char c : key) {
    if (c < 0x21 || c > 0x7E) return false;
  }
  return true;
}

// Bytes that a browser keeps and never shows, runs or guesses a type for.
Answer download_of(const std::string& name, std::string content, const std::string& trace_id) {
  Answer answer;
  answer.content_type = "application/octet-stream";
  answer.body = std::move(content);
  answer.headers = {
      {"Trace-Id", trace_id},
      {"Content-Disposition", "attachment; filename=\"" + name + "\""},
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

Application::Application(std::vector<business::Endpoint> endpoints,
                         const Surroundings& surroundings, Ports ports)
    : endpoints_(with_a_row(std::move(endpoints))),
      router_(endpoints_),
      surroundings_(surroundings),
      ports_(std::move(ports)),
      public_pages_(surroundings.catalogue->names()),
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
  } else if (turn.path == "/document-certificate.pem" && ports_.press != nullptr) {
    answer.content_type = "application/x-pem-file";
    answer.body = ports_.press->certificate();
  } else if (PublicPages::has(turn.path)) {
    answer = public_page(turn, reader);
  } else if (ports_.demo && turn.path.starts_with("/demo/")) {
    const std::size_t question = turn.call->target.find('?');
    const std::optional<Tree> shown = ports_.demo(
        turn.path, question == std::string::npos ? "" : turn.call->target.substr(question + 1),
        reader);
    if (!shown) return false;
    answer.body = shown->to_json();
  } else if (auto page = page_of(turn)) {
    answer = std::move(*page);
  } else {
    return false;
  }
  turn.done(std::move(answer));
  return true;
}

Answer Application::public_page(const Turn& turn, storage::Session& reader) {
  PublicState state;
  state.stopped = ports_.writes_stopped ? ports_.writes_stopped() : "";
  state.version = ports_.version;
  state.source = turn.call->source;
  if (turn.path == "/status") {
    try {
      reader.begin();
      reader.commit();
    } catch (const Fault&) {
      state.reads = false;
    }
  }
  PublicPage page = public_pages_.answer(turn.call->target, context_of(turn), state, reader);
  Answer answer;
  answer.status = page.status;
  answer.content_type = std::move(page.content_type);
  answer.body = std::move(page.body);
  answer.headers = {{"Content-Security-Policy",
                     "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
                     "frame-ancestors 'none'"},
                    {"Referrer-Policy", "no-referrer"}};
  return answer;
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

std::optional<Answer> Application::page_of(const Turn& turn) const {
  if (!page_ || turn.path.starts_with("/v1/")) return std::nullopt;
  return page_(*turn.call, turn.path);
}

void Application::dispatch(Turn& turn, storage::Session& reader) {
  const Call& call = *turn.call;
  if (answer_open(turn, reader)) return;
  Router::Match match = router_.find(call.method, turn.path);
  auto actor = enter(turn, match.endpoint, reader);
  if (!actor) return turn.done(problem(actor.refusal(), turn));
  turn.actor = std::move(actor).value();
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
  // A session stays with the client that it was opened by, whatever a request says: nobody gets out
  // of a narrow one by naming another.
  const std::string& id = turn.actor->client.empty() ? turn.call->client : turn.actor->client;
  if (id.empty()) return Nothing{};
  const std::optional<client::Client> client = clients_.find(id, turn.now, reader);
  if (!client) return refuse(RefusalKind::forbidden, "client_unknown", {{"client", id}});
  const bool changes = turn.endpoint->command != nullptr;
  if (const Verdict use = client::check_use(*client, role, changes); !use) return use;
  auto actor = std::make_shared<business::Actor>(*turn.actor);
  actor->client = client->id;
  actor->channel = client->channel;
  actor->bound_to = client->bound_to;
  turn.actor = std::move(actor);
  return Nothing{};
}

// 本人数据副本 (N-27, 个人信息保护法第四十五条): what every endpoint shows people of themselves, in
// one snapshot. An endpoint that is added later is in it by itself.
void Application::export_own(Turn& turn, storage::Session& reader) {
  constexpr std::string_view kOwn = "/v1/people/{person}";
  const business::Context context = context_of(turn);
  Decision<Tree> me = in_one_snapshot(reader, [&] {
    Decision<Tree> told = turn.endpoint->answer(turn.request, context, reader);
    const Tree* person = told ? told->find("person") : nullptr;
    if (person == nullptr) return told;
    business::Request request;
    request.method = "GET";
    request.path_values.emplace_back("person", *person->text());
    Tree all = Tree::object({{"exported_at", turn.now.to_string()}, {"me", *told}});
    for (const business::Endpoint& each : endpoints_) {
      const bool own = each.method == "GET" && each.path.starts_with(kOwn) &&
                       each.path.find('{', kOwn.size()) == std::string_view::npos &&
                       (each.allowed & static_cast<business::Roles>(business::Role::participant));
      if (!own || each.download) continue;
      request.parameters.clear();
      if (std::ranges::find(each.fields, "limit", &business::Field::name) != each.fields.end()) {
        request.parameters.emplace_back("limit", kExportedMax);
      }
      add_to_export(all, each, request, context, reader);
    }
    return Decision<Tree>(std::move(all));
  });
  if (!me) return turn.done(problem(me.refusal(), turn));
  Tree told = std::move(me).value();
  add_words(told, *surroundings_.catalogue);
  turn.done(answer_of({200, told.to_json(), false, false}, turn.trace_id));
}

void Application::add_to_export(Tree& all, const business::Endpoint& endpoint,
                                const business::Request& request, const business::Context& context,
                                storage::Session& reader) const {
  if (endpoint.text != nullptr) {
    const Decision<std::string> text = endpoint.text(request, context, reader);
    const Decision<Tree> part = text ? ports_.parse_json(*text) : Decision<Tree>(text.refusal());
    if (part) all.set(std::string(endpoint.name), *part);
    return;
  }
  if (endpoint.answer == nullptr) return;
  Decision<Tree> part = endpoint.answer(request, context, reader);
  if (part) all.set(std::string(endpoint.name), std::move(part).value());
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
    Decision<Tree> body = ports_.parse_json(call.body);
    if (!body) return body.refusal();
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

// Only what people ask of themselves: what others look at is recorded, and read each time.
std::optional<KeptAnswers::Question> Application::question_of(const Turn& turn) const {
  const bool plain = turn.call->body.empty() && turn.call->target.size() == turn.path.size();
  // What is narrowed to the place of its client is not everybody's answer.
  if (!turn.actor->bound_to.is_none()) return std::nullopt;
  if (surroundings_.kept == nullptr || !plain || !may_be_kept(*turn.endpoint)) return std::nullopt;
  const std::string* path = turn.request.path_value("person");
  if (path == nullptr || !turn.actor->is(business::Role::participant)) return std::nullopt;
  const auto person = surroundings_.vault->inside_id(storage::IdKind::person, *path);
  if (!person || PersonId(person->id) != turn.actor->person()) return std::nullopt;
  return surroundings_.kept->ask(turn.actor->person(), turn.path, turn.now.date());
}

// True where there was one. Otherwise what is answered now is kept.
bool Application::answer_from_kept(Turn& turn) const {
  auto question = question_of(turn);
  if (!question) return false;
  if (auto body = surroundings_.kept->find(*question)) {
    turn.done(answer_of({200, std::move(*body), false, false}, turn.trace_id));
    return true;
  }
  turn.done = [kept = surroundings_.kept, question = std::move(*question),
               done = std::move(turn.done)](Answer answer) {
    if (answer.status == 200) kept->keep(question, answer.body);
    done(std::move(answer));
  };
  return false;
}

bool Application::answer_enquiry(Turn& turn, storage::Session& reader) {
  if (answer_from_kept(turn)) return true;
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
    send_download(turn, told);
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

void Application::send_download(Turn& turn, const Tree& told) {
  const std::string name = *told.find("name")->text();
  if (const Tree* content = told.find("content"); content != nullptr) {
    return turn.done(download_of(name, *content->text(), turn.trace_id));
  }
  // The press takes the job or leaves it; `done` is needed in both cases.
  auto done = std::make_shared<std::function<void(Answer)>>(std::move(turn.done));
  PrintJob job;
  job.print = *told.find("print");
  job.done = [this, done, name, trace_id = turn.trace_id, path = turn.path](
                 std::optional<std::string> bytes, const std::string& failure) {
    if (bytes) return (*done)(download_of(name, std::move(*bytes), trace_id));
    Turn failed;
    failed.path = path;
    failed.trace_id = trace_id;
    (*done)(incident(failure, failed, false));
  };
  if (ports_.press != nullptr && ports_.press->submit(std::move(job))) return;
  Answer answer = problem(refuse(RefusalKind::limited, "queue_full"), turn, 503);
  answer.headers.emplace_back("Retry-After", "1");
  (*done)(std::move(answer));
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
void Application::record_view(const Turn& turn) {
  if (!turn.view) return;
  try {
    Job job;
    job.command = enquiry::record_view(*turn.view, *turn.endpoint);
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
  // What is taken away twice is away: a DELETE needs no key.
  const bool keyed = call.method != "DELETE";
  if (keyed && !turn.request.dry_run && !is_plain_key(call.idempotency_key)) {
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
  if (!turn.actor->acts_for.is_none()) {
    job.command =
        sign_in::on_behalf(std::move(job.command), *turn.endpoint, turn.actor->acts_for, context);
  }
  job.actor = *turn.actor;
  job.now = turn.now;
  job.instance = turn.path;
  job.trace_id = turn.trace_id;
  if (turn.request.dry_run) {
    return turn.done(answer_of(Batch::preview(reader, surroundings_, job), turn.trace_id));
  }
  if (keyed) {
    job.key_digest = {
        storage::short_digest(turn.actor->journal_name() + "\n" + call.idempotency_key)};
  }
  // Keyed: a body may hold no more than six secret digits, which a bare digest would give away.
  job.body_digest = surroundings_.vault->keyed_hash(
      "idempotency.body", call.method + "\n" + turn.path + "\n" + call.if_match + "\n" + call.body);
  // The queue takes the job or leaves it; `done` is needed in both cases.
  auto done = std::make_shared<std::function<void(Answer)>>(std::move(turn.done));
  const bool ends_access = sign_in::may_end_sessions(*turn.endpoint);
  job.done = [this, done, ends_access, trace_id = turn.trace_id](Outcome outcome) {
    if (ends_access) access_.forget_all();
    (*done)(answer_of(std::move(outcome), trace_id));
  };
  if (!ports_.submit(std::move(job))) {
    Answer answer = problem(refuse(RefusalKind::limited, "queue_full"), turn, 503);
    answer.headers.emplace_back("Retry-After", "1");
    (*done)(std::move(answer));
  }
}

}  // namespace yibao::service
