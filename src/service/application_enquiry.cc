// Enquiries: what is kept, asked, sent as a file, exported, and recorded as looked at.
#include "business/enquiry/looking.h"
#include "business/enquiry/search.h"
#include "business/sign_in/acting.h"
#include "service/application_turn.h"
#include "service/own_copy.h"
#include "service/present.h"
#include "storage/snapshot.h"
#include "storage/vault.h"

namespace yibao::service {

namespace {

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

// Only what people ask of themselves: what others look at is recorded, and read each time. What is
// narrowed to the place of its client is not everybody's answer.
bool asks_of_oneself(const business::Actor& actor) {
  return actor.is(business::Role::participant) && actor.bound_to.is_none() &&
         !actor.must_change_secret;
}

bool is_plain(const Call& call, const std::string& path) {
  return call.method == "GET" && call.body.empty() && call.target.size() == path.size();
}

// 授权不含此项的: who may act for the person in something else is told so, and not that there is
// nobody.
Refusal or_why_not(const Refusal& refusal, const business::Endpoint& endpoint,
                   const business::Request& request, const business::Context& context,
                   storage::Session& reader) {
  const bool of_nobody = refusal.kind == RefusalKind::not_found;
  if (!of_nobody || !context.actor->acts_for.is_none()) return refusal;
  return sign_in::why_not_acting(endpoint, request, context, reader).value_or(refusal);
}

}  // namespace

// 本人数据副本 (own_copy.h), in one snapshot.
void Application::export_own(Turn& turn, storage::Session& reader) {
  const business::Context context = context_of(turn);
  Decision<Tree> me = storage::in_one_snapshot(reader, [&] {
    Decision<Tree> told = turn.endpoint->answer(turn.request, context, reader);
    const Tree* person = told ? told->find("person") : nullptr;
    if (person == nullptr) return told;
    Tree all = Tree::object({{"exported_at", turn.now.to_string()}, {"me", *told}});
    OwnCopy(endpoints_, *person->text(),
            [&](const business::Endpoint& each, const business::Request& request) {
              return answer_for_export(each, request, context, reader);
            })
        .add_to(all);
    return Decision<Tree>(std::move(all));
  });
  if (!me) return turn.done(problem(me.refusal(), turn));
  Tree told = std::move(me).value();
  add_words(told, words_for(turn));
  add_disclaimer(told, words_for(turn));
  turn.done(answer_of({200, told.to_json(), false, false}, turn.trace_id));
}

Decision<Tree> Application::answer_for_export(const business::Endpoint& endpoint,
                                              const business::Request& request,
                                              const business::Context& context,
                                              storage::Session& reader) const {
  if (endpoint.text != nullptr) {
    const Decision<std::string> text = endpoint.text(request, context, reader);
    return text ? ports_.parse_json(*text) : Decision<Tree>(text.refusal());
  }
  return endpoint.answer(request, context, reader);
}

// A question names its person and its path, and is kept where the path was found to be that
// person's own (keep_answer): who asks it again need not be asked whom it is about.
bool Application::answer_again(Turn& turn, storage::Session& reader) {
  if (surroundings_.kept == nullptr || !is_plain(*turn.call, turn.path)) return false;
  if (!may_be_kept(std::string_view(turn.path))) return false;
  auto actor = enter(turn, nullptr, reader);
  if (!actor) {
    turn.done(problem(actor.refusal(), turn));
    return true;
  }
  turn.actor = std::move(actor).value();
  if (!asks_of_oneself(*turn.actor)) return false;
  const KeptAnswers& kept = *surroundings_.kept;
  auto body = kept.find(kept.ask(turn.actor->person(), turn.path, turn.now.date(), turn.language));
  if (!body || !take_client(turn, false, reader) || !asks_of_oneself(*turn.actor)) return false;
  turn.done(answer_of({200, std::move(*body), false, false}, turn.trace_id));
  return true;
}

void Application::keep_answer(Turn& turn) const {
  if (surroundings_.kept == nullptr || !is_plain(*turn.call, turn.path)) return;
  if (!may_be_kept(*turn.endpoint) || !asks_of_oneself(*turn.actor)) return;
  const auto person =
      surroundings_.vault->inside_id(storage::IdKind::person, *turn.request.path_value("person"));
  if (!person || PersonId(person->id) != turn.actor->person()) return;
  turn.done = [kept = surroundings_.kept,
               question = surroundings_.kept->ask(turn.actor->person(), turn.path, turn.now.date(),
                                                  turn.language),
               done = std::move(turn.done)](Answer answer) {
    if (answer.status == 200) kept->keep(question, answer.body);
    done(std::move(answer));
  };
}

bool Application::answer_enquiry(Turn& turn, storage::Session& reader) {
  keep_answer(turn);
  const business::Context context = context_of(turn);
  if (turn.endpoint->text != nullptr) return answer_in_text(turn, context, reader);
  Decision<Tree> answer = storage::in_one_snapshot(
      reader, [&] { return turn.endpoint->answer(turn.request, context, reader); });
  if (!answer) {
    turn.done(
        problem(or_why_not(answer.refusal(), *turn.endpoint, turn.request, context, reader), turn));
    return false;
  }
  Tree told = std::move(answer).value();
  if (!turn.view) turn.view = enquiry::shown_at_till(turn.request, told, context);
  for (const enquiry::View& each :
       enquiry::found_by_search(*turn.endpoint, turn.request, told, context)) {
    record_view(each, turn);
  }
  record_named(told, turn, context);
  for (const enquiry::View& each : enquiry::shown_in_list(*turn.endpoint, told, context)) {
    record_view(each, turn);
  }
  if (turn.endpoint->download) {
    send_download(turn, told);
    return true;
  }
  add_words(told, words_for(turn));
  add_disclaimer(told, words_for(turn));
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
  job.done = [this, done, name, trace_id = turn.trace_id, path = turn.path,
              language = turn.language](std::optional<std::string> bytes,
                                        const std::string& failure) {
    if (bytes) return (*done)(download_of(name, std::move(*bytes), trace_id));
    Turn failed;
    failed.language = language;
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
  Decision<std::string> answer = storage::in_one_snapshot(
      reader, [&] { return turn.endpoint->text(turn.request, context, reader); });
  if (!answer) {
    turn.done(
        problem(or_why_not(answer.refusal(), *turn.endpoint, turn.request, context, reader), turn));
    return false;
  }
  turn.done(answer_of({200, std::move(answer).value(), false, false}, turn.trace_id));
  return true;
}

// 谁看过我的信息 (N-16): handed to the writer behind the answer, which waits for nothing. The
// answer has been given, so a record that cannot be made is counted and not told of.
void Application::record_view(const Turn& turn) {
  if (turn.view) record_view(*turn.view, turn);
}

// Besides the person whose case it is, who is recorded already.
void Application::record_named(const Tree& told, const Turn& turn,
                               const business::Context& context) {
  if (!turn.view) return;
  for (const PersonId each : enquiry::named_in_full(told, context)) {
    if (each == turn.view->person) continue;
    enquiry::View view;
    view.person = each;
    view.purpose = turn.view->purpose;
    record_view(view, turn);
  }
}

void Application::record_view(const enquiry::View& view, const Turn& turn) {
  try {
    Job job;
    job.command = enquiry::record_view(view, turn.endpoint->name, turn.endpoint->summary);
    job.actor = *turn.actor;
    job.now = turn.now;
    job.instance = turn.path;
    job.trace_id = turn.trace_id;
    job.done = [this](const Outcome& outcome) { metrics_.count_views(1, outcome.status == 200); };
    if (!ports_.submit(std::move(job))) metrics_.count_views(1, false);
  } catch (const std::exception&) {
    metrics_.count_views(1, false);
  }
}

}  // namespace yibao::service
