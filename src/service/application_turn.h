// One call on its way through the application.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "business/enquiry/views.h"
#include "service/application.h"
#include "service/trace.h"

namespace yibao::service {

struct Application::Turn {
  const Call* call;
  std::function<void(Answer)> done;
  std::string path;
  std::string trace_id;
  Instant now;
  Language language = Language::chinese;
  business::Request request;
  std::shared_ptr<const business::Actor> actor;
  const business::Endpoint* endpoint = nullptr;
  std::vector<business::Limit> limits;  // that a success takes off again
  std::optional<enquiry::View> view;    // what is recorded of an enquiry on a person
};

// The session's cookie for a browser to keep, or, of no token, to forget.
std::string session_cookie_of(const std::string& token, bool behind_tls);

inline Answer answer_of(Outcome outcome, const std::string& trace_id) {
  Answer answer;
  answer.status = outcome.status;
  if (outcome.problem) answer.content_type = "application/problem+json";
  answer.body = std::move(outcome.body);
  answer.headers.emplace_back("Trace-Id", trace_id);
  answer.headers.emplace_back("traceparent", traceparent_of(trace_id));
  if (outcome.replayed) answer.headers.emplace_back("Idempotency-Replayed", "true");
  return answer;
}

}  // namespace yibao::service
