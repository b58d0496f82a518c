// Asking for a run. The features whose work it is make it an endpoint, each with its own members.
#pragma once

#include <string>

#include "business/run/types.h"
#include "business/use_case.h"

namespace yibao::run {

// Refuses a second run of the same kind and period while the first one is under way.
class StartRun : public business::Command {
 public:
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 protected:
  // Whether the run may be made today.
  virtual Verdict check(const business::Context& context) const = 0;

  RegionCode region_;
  RunKind kind_ = RunKind::monthly_credits;
  std::string period_;
  Tree parameters_ = Tree(Tree::Members{});
};

Tree present_run(const Run& run);

}  // namespace yibao::run
