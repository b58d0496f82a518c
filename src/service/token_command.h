// Issues an access token: the operator's command, used by ./run for the demo and by tests.
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

}  // namespace yibao::service
