// Issues an access token, and revokes them: the operator's commands; ./run uses the first for the
// demo, and so do tests.
#pragma once

#include "business/use_case.h"
#include "service/access.h"

namespace yibao::service {

class IssueToken : public business::Command {
 public:
  explicit IssueToken(NewToken token) : token_(std::move(token)) {}
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs&) const override {}
  Verdict authorise(const business::Actor& actor, const storage::Facts&) const override;
  Decision<storage::Plan> decide(const storage::Facts&, const business::Context&) const override;

 private:
  NewToken token_;
};

// The tokens that serve, as rows: this one, or all of somebody in a role. Looked up before the
// command, which revokes them: a token is never altered in any other way.
storage::Rows tokens_like(const std::string& token, storage::Session& reader);
storage::Rows tokens_of(business::Role role, std::int64_t actor, storage::Session& reader);

class RevokeTokens : public business::Command {
 public:
  explicit RevokeTokens(storage::Rows rows) : rows_(std::move(rows)) {}
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs&) const override {}
  Verdict authorise(const business::Actor& actor, const storage::Facts&) const override;
  Decision<storage::Plan> decide(const storage::Facts&, const business::Context&) const override;

 private:
  storage::Rows rows_;
};

}  // namespace yibao::service
