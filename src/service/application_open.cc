// What the application answers without a token, because it says nothing about anybody.
#include "service/application_turn.h"
#include "service/docs.h"
#include "service/lost_page.h"
#include "service/policy_hashes.h"
#include "service/provider_manual.h"

namespace yibao::service {

namespace {

// An address that is neither a page nor of the interface: whoever typed it reads where to go on. A
// program shows a token, and is answered as a program.
bool is_no_address(const Router::Match& match) {
  return match.endpoint == nullptr && !match.other_method;
}

Answer html_answer(PublicPage page, Language language) {
  Answer answer;
  answer.status = page.status;
  answer.content_type = std::move(page.content_type);
  answer.body = std::move(page.body);
  if (answer.content_type.starts_with("text/html")) answer.language = to_text(language);
  answer.headers = {{"Content-Security-Policy",
                     "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
                     "frame-ancestors 'none'"},
                    {"Referrer-Policy", "no-referrer"}};
  return answer;
}

// The manual of the provider interface, as a page and as Markdown.
std::optional<Answer> manual_answer(std::string_view path, Language language) {
  const ProviderManual* manual = offered_manual();
  if (manual != nullptr && path == "/docs/provider") {
    return html_answer({200, "text/html; charset=utf-8", manual->page(language)}, language);
  }
  if (manual == nullptr || path != "/docs/provider.md") return std::nullopt;
  Answer answer;
  answer.content_type = "text/markdown; charset=utf-8";
  answer.body = manual->text(language);
  answer.language = to_text(language);
  return answer;
}

}  // namespace

bool Application::answer_open(Turn& turn, storage::Session& reader) {
  if (turn.call->method != "GET" || turn.path.starts_with("/v1/")) return false;
  Answer answer;
  if (turn.path == "/healthz") {
    answer.body = ports_.work_done ? ports_.work_done().to_json() : "{}";
  } else if (turn.path == "/version") {
    answer.body =
        Tree::object({{"version", ports_.version},
                      {"policy_hash", policy_hash_on(turn.now.date(), surroundings_.policy_hash)}})
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
  } else if (auto manual = manual_answer(turn.path, turn.language)) {
    answer = std::move(*manual);
  } else if (turn.path == "/docs.css") {
    answer.content_type = "text/css; charset=utf-8";
    answer.body = docs_style();
  } else if (turn.path == "/openapi.json") {
    answer.body = api_description_;
    answer.language = to_text(Language::chinese);
  } else if (turn.path == "/readyz") {
    const std::string stopped = ports_.writes_stopped ? ports_.writes_stopped() : "";
    reader.begin();  // throws where the database does not answer
    reader.commit();
    answer.status = stopped.empty() ? 200 : 503;
    answer.body = readiness(stopped).to_json();
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
  } else if (turn.path == "/favicon.ico") {  // what a browser asks for by itself
    answer.status = page_ ? 302 : 204;
    if (page_) answer.headers = {{"Location", "/icon.svg"}};
  } else if (turn.call->authorization.empty() && !turn.path.starts_with("/demo/") &&
             is_no_address(router_.find("GET", turn.path))) {
    answer = html_answer(lost_page(turn.language), turn.language);
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
  state.language = turn.language;
  if (turn.path == "/status") {
    try {
      reader.begin();
      reader.commit();
    } catch (const Fault&) {
      state.reads = false;
    }
  }
  return html_answer(public_pages_.answer(turn.call->target, context_of(turn), state, reader),
                     turn.language);
}

// Pages that are not those of the program still work, mostly: they are no reason to stop.
Tree Application::readiness(const std::string& stopped) const {
  const std::string pages = !page_ ? "none" : pages_behind_.empty() ? "ok" : "behind";
  Tree told = Tree::object({{"reads", "ok"},
                            {"writes", stopped.empty() ? "ok" : "stopped"},
                            {"why", stopped},
                            {"pages", pages}});
  if (!pages_behind_.empty()) told.set("why_pages", pages_behind_);
  return told;
}

std::optional<Answer> Application::page_of(const Turn& turn) const {
  if (!page_) return std::nullopt;
  return page_(*turn.call, turn.path);
}

}  // namespace yibao::service
