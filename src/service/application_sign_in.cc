// How a call gets in: by a token of its own, by the cookie of a session, or as a visitor who is
// about to sign in; and how it is proved who signs in.
#include <utility>

#include "business/sign_in/sessions.h"
#include "service/application.h"
#include "service/application_turn.h"
#include "service/present.h"

namespace yibao::service {

namespace {

constexpr std::string_view kCookie = "yibao_session";

// The value of our cookie among those that a browser sends.
std::string session_cookie(std::string_view header) {
  while (!header.empty()) {
    const std::size_t end = std::min(header.find(';'), header.size());
    std::string_view each = header.substr(0, end);
    header.remove_prefix(std::min(end + 1, header.size()));
    while (each.starts_with(' ')) each.remove_prefix(1);
    if (!each.starts_with(kCookie) || each.substr(kCookie.size(), 1) != "=") continue;
    return std::string(each.substr(kCookie.size() + 1));
  }
  return {};
}

bool changes_something(const std::string& method) {
  return method != "GET" && method != "HEAD" && method != "OPTIONS";
}

// A browser says from which site a request was made, and lets no other site set our header. What a
// cookie answers for must come from a page of ours.
Verdict check_page(const Call& call) {
  if (!changes_something(call.method)) return Nothing{};
  if (!call.origin.empty()) {
    const std::size_t scheme = call.origin.find("://");
    if (scheme == std::string::npos || call.origin.substr(scheme + 3) != call.host) {
      return refuse(RefusalKind::forbidden, "foreign_origin");
    }
  }
  if (call.client.empty()) return refuse(RefusalKind::forbidden, "client_missing");
  return Nothing{};
}

}  // namespace

std::string session_cookie_of(const std::string& token, bool behind_tls) {
  return std::string(kCookie) + "=" + token + "; Path=/; HttpOnly; SameSite=Strict" +
         (token.empty() ? "; Max-Age=0" : "") + (behind_tls ? "; Secure" : "");
}

struct Application::Proving {
  Turn turn;
  std::unique_ptr<business::Proof> proof;
  std::vector<business::Limit> limits;
};

Decision<std::shared_ptr<const business::Actor>> Application::enter(
    Turn& turn, const business::Endpoint* endpoint, storage::Session& reader) {
  const Call& call = *turn.call;
  const bool visitors =
      endpoint != nullptr &&
      (endpoint->allowed & static_cast<business::Roles>(business::Role::visitor)) != 0;
  const std::string cookie = session_cookie(call.cookie);
  const auto entered = [&](Entered one) {
    if (one.use) submit_quietly(std::move(one.use), turn);
    return std::move(one.actor);
  };
  if (!call.authorization.empty() || (cookie.empty() && !visitors)) {
    Decision<Entered> by_token = access_.enter(call.authorization, turn.now, reader);
    if (!by_token) return by_token.refusal();
    return entered(std::move(by_token).value());
  }
  if (const Verdict page = check_page(call); !page) return page.refusal();
  if (visitors) {
    turn.request.session_token = cookie;
    auto visitor = std::make_shared<business::Actor>();
    visitor->role = business::Role::visitor;
    return std::shared_ptr<const business::Actor>(std::move(visitor));
  }
  Decision<Entered> by_cookie = access_.enter_session(cookie, turn.now, reader);
  if (!by_cookie) return by_cookie.refusal();
  turn.request.session_token = cookie;
  return entered(std::move(by_cookie).value());
}

void Application::submit_quietly(std::unique_ptr<business::Command> command, const Turn& turn) {
  Job job;
  job.command = std::move(command);
  if (turn.actor != nullptr) {
    job.actor = *turn.actor;
  } else {
    job.actor.role = business::Role::system;
    job.actor.channel = "system";
  }
  job.now = turn.now;
  job.instance = turn.path;
  job.trace_id = turn.trace_id;
  ports_.submit(std::move(job));  // nobody waits for it, and nobody is told
}

bool Application::held_back(const std::vector<business::Limit>& limits, std::string_view code,
                            Turn& turn) {
  const std::int64_t wait = throttle_.try_now(limits, turn.now);
  if (wait <= 0) return false;
  const std::string seconds = std::to_string((wait + 999) / 1'000);
  Answer answer =
      problem(refuse(RefusalKind::limited, std::string(code), {{"seconds", seconds}}), turn);
  answer.headers.emplace_back("Retry-After", seconds);
  turn.done(std::move(answer));
  return true;
}

// 工作人员没有手机验证码和窗口可换: what else they can do is asked of their administrator.
std::string_view Application::code_of_wait(const Turn& turn) {
  const Tree* kind = turn.request.body.find("kind");
  const std::string said = kind == nullptr || kind->text() == nullptr ? "" : *kind->text();
  const bool signs_in_as_staff = said == "staff" || said == "organisation";
  const bool is_staff =
      !turn.actor->is(business::Role::participant) && !turn.actor->is(business::Role::visitor);
  return signs_in_as_staff || (is_staff && said.empty()) ? "try_later_staff" : "try_later";
}

void Application::run_proof(Turn& turn, storage::Session& reader) {
  auto proof = turn.endpoint->proof(turn.request, context_of(turn), reader);
  if (!proof) return turn.done(problem(proof.refusal(), turn));
  auto proving = std::make_shared<Proving>();
  proving->proof = std::move(proof).value();
  proving->limits = proving->proof->limits();
  if (held_back(proving->limits, code_of_wait(turn), turn)) return;
  proving->turn = std::move(turn);
  using Takes = business::Proof::Takes;
  const Takes takes = proving->proof->takes();
  const auto& elsewhere = takes == Takes::network ? ports_.run_outside : ports_.run_slowly;
  if (takes == Takes::no_time || !elsewhere) return prove(proving);
  if (elsewhere([this, proving] { prove(proving); })) return;
  throttle_.succeeded(proving->limits);
  Answer answer = problem(refuse(RefusalKind::limited, "queue_full"), proving->turn, 503);
  answer.headers.emplace_back("Retry-After", "1");
  proving->turn.done(std::move(answer));
}

void Application::prove(const std::shared_ptr<Proving>& proving) {
  Turn& turn = proving->turn;
  try {
    business::CommandOrRefusal command = proving->proof->prove();
    if (proving->proof->answers_first()) {
      turn.done(answer_of({202, R"({"accepted":true})", false, false}, turn.trace_id));
      if (command) submit_quietly(std::move(command).value(), turn);
      return;
    }
    if (!command) {
      turn.done(problem(command.refusal(), turn));
      if (auto failure = proving->proof->failure()) submit_quietly(std::move(failure), turn);
      return;
    }
    Job job;
    job.command = std::move(command).value();
    job.actor = *turn.actor;
    job.now = turn.now;
    job.instance = turn.path;
    job.trace_id = turn.trace_id;
    job.done = [this, proving](Outcome outcome) {
      const bool done = outcome.status == 200;
      const business::Proof::Token token = proving->proof->token();
      outcome = told_in(proving->turn.language, std::move(outcome));
      if (done) {
        throttle_.succeeded(proving->limits);
        access_.forget_all();
        if (token.in_answer) outcome.body.insert(1, "\"token\":\"" + token.text + "\",");
      }
      Answer answer = answer_of(std::move(outcome), proving->turn.trace_id);
      if (done && !token.text.empty() && !token.in_answer) {
        answer.headers.emplace_back("Set-Cookie", session_cookie_of(token.text, ports_.behind_tls));
      }
      proving->turn.done(std::move(answer));
    };
    if (ports_.submit(std::move(job))) return;
    Answer answer = problem(refuse(RefusalKind::limited, "queue_full"), turn, 503);
    answer.headers.emplace_back("Retry-After", "1");
    turn.done(std::move(answer));
  } catch (const Fault& fault) {
    turn.done(incident(fault.what(), turn, true));
  } catch (const std::exception& bug) {
    turn.done(incident(bug.what(), turn, false));
  }
}

}  // namespace yibao::service
