// What happens to a case from outside: it ends (N-22), a day passes, a calendar changes.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "business/transfer/case_command.h"

namespace yibao::transfer {

// 终止, for one of EndReason: reason_to_end() asks the rows which. The money goes back to where it
// can be had.
class EndTransfer : public CaseCommand {
 public:
  void read(business::Reader& reader, const Parsing& from) override;

 protected:
  Side side() const override { return Side::either; }
  Decision<storage::Plan> decide_case(const CaseFacts& known, const storage::Facts& facts,
                                      const business::Context& context) const override;

 private:
  std::string why_;  // in the officer's words
};

// 超期提醒: marks a task whose day has passed; after a while puts it before a senior officer. Never
// changes a state.
class MarkOverdue : public CaseCommand {
 protected:
  Side side() const override { return Side::either; }
  Decision<storage::Plan> decide_case(const CaseFacts& known, const storage::Facts& facts,
                                      const business::Context& context) const override;
};

// 日历更新: computes the deadlines of a running case again when a notice has arrived for a year
// without one (N-15). What was told before stays in the time line.
class RecomputeDeadlines : public CaseCommand {
 protected:
  Side side() const override { return Side::either; }
  Decision<storage::Plan> decide_case(const CaseFacts& known, const storage::Facts& facts,
                                      const business::Context& context) const override;
};

// The commands that today asks for, at most `limit`: run each as the system, ask again until none
// are left.
std::vector<std::unique_ptr<business::Command>> due_commands(storage::Session& reader,
                                                             const policy::PolicySet& policies,
                                                             Date today, int limit);
// Those that a changed calendar asks for (N-15): of the running cases whose days stand on a version
// that is no longer in force, provisional or not; at most `limit` of each version.
std::vector<std::unique_ptr<business::Command>> commands_to_recompute(
    storage::Session& reader, const calendar::Calendar& calendar, int limit);

}  // namespace yibao::transfer
