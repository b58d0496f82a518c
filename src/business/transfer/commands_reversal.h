// 撤回错误转移 (N-23): a completed transfer that should not have been is undone by one in the other
// direction, approved by both agencies like any other. Nothing of the wrong one is edited: its
// money comes back, its months are no longer recognised, its origin's relation stands again as it
// stood.
#pragma once

#include <string>
#include <vector>

#include "business/transfer/case_command.h"

namespace yibao::transfer {

// Every reason why a transfer cannot be undone; none: it may.
std::vector<Reason> find_reversal_obstacles(const CaseFacts& known,
                                            const std::vector<Transfer>& all, Date today);

class ReverseTransfer : public CaseCommand {
 public:
  void read(business::Reader& reader, const Parsing& from) override;

 protected:
  Side side() const override { return Side::target; }
  Decision<storage::Plan> decide_case(const CaseFacts& known, const storage::Facts& facts,
                                      const business::Context& context) const override;

 private:
  std::string why_;
};

}  // namespace yibao::transfer
