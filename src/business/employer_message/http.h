// 单位消息: an employer's officer reads what was told to the employer, and marks it as read; the
// agency of its place may look.
#pragma once

#include <optional>
#include <vector>

#include "business/employer_message/store.h"
#include "business/use_case.h"

namespace yibao::employer_message {

// The newest first, notices of arrears among them: code, facts, when it was told, when it was read.
Decision<Tree> answer_messages(const business::Request& request, const business::Context& context,
                               storage::Session& session);

// 标为已读: everything up to a moment, as a list has shown it.
class MarkRead : public business::Command {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& session);
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  EmployerId employer_;
  RegionCode region_;
  Instant up_to_;
};

std::vector<business::Endpoint> endpoints();

}  // namespace yibao::employer_message
