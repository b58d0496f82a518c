// What a rule answers: a value or a refusal, with its reasons either way.
//
// A Reason is one rule that was applied: its code, the person's facts, the policy parameters read
// (with region, day and source). Citizen, officer and auditor see the same reasons. The words for
// a code live in messages/zh-CN.toml, never in C++.
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/check.h"

namespace yibao {

struct Fact {
  std::string name;   // a word of the glossary, snake_case; the message text refers to it
  std::string value;  // as it is shown: a date, an amount in yuan, a place
};

// A policy parameter that a rule read.
struct Citation {
  std::string parameter;  // "transfer.origin_working_days"
  std::string value;      // "10"
  std::string region;     // where the value is set: "100000" is the nation
  std::string from;       // the day since which it holds
  std::string source;     // an id of policy/sources.toml
  bool verified = false;  // false: no official text was read for this value
};

struct Reason {
  std::string code;  // stable, snake_case: "origin_still_active"
  std::vector<Fact> facts;
  std::vector<Citation> citations;
};

// How a refusal is answered; the HTTP status follows from it.
enum class RefusalKind {
  malformed,        // 400 the request itself is wrong
  unauthenticated,  // 401
  forbidden,        // 403
  not_found,        // 404 also for what is not the actor's to see
  refused,          // 409 a rule or a state says no
  stale,            // 412 somebody else was faster
  too_large,        // 413
  wrong_media,      // 415
  key_reused,       // 422 the idempotency key was used with another body
  limited,          // 429
};

struct [[nodiscard]] Refusal {
  RefusalKind kind = RefusalKind::refused;
  std::vector<Reason> reasons;  // at least one; the first names the refusal

  const std::string& code() const { return reasons.front().code; }
};

Refusal refuse(std::string code, std::vector<Fact> facts = {},
               std::vector<Citation> citations = {});
Refusal refuse(RefusalKind kind, std::string code, std::vector<Fact> facts = {});

template<class T>
class [[nodiscard]] Decision {
 public:
  Decision(T value) : content_(std::move(value)) {}            // NOLINT: a value is a decision
  Decision(Refusal refusal) : content_(std::move(refusal)) {}  // NOLINT: so is a refusal

  bool ok() const { return content_.index() == 0; }
  explicit operator bool() const { return ok(); }
  const T& value() const& {
    YB_CHECK(ok(), refusal().code());
    return std::get<0>(content_);
  }
  T&& value() && {
    YB_CHECK(ok(), refusal().code());
    return std::get<0>(std::move(content_));
  }
  const T& operator*() const { return value(); }
  const T* operator->() const { return &value(); }
  const Refusal& refusal() const { return std::get<1>(content_); }

 private:
  std::variant<T, Refusal> content_;
};

struct Nothing {};
using Verdict = Decision<Nothing>;  // yes, or a refusal

}  // namespace yibao
