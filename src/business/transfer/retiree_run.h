// 异地安置退休人员的定期划款 (domain ruling 8): once asked for and paid, the payout recurs by the
// region's rhythm, to the same bank account, as long as everything that allowed it still holds.
//
// Each payout is a case of its own, opened and approved by the run: the time line, the bank file
// and what happens when a bank sends the money back are those of a payout that was asked for.
#pragma once

#include <memory>

#include "business/run/commands.h"
#include "business/run/step.h"

namespace yibao::transfer {

// Refuses: payouts_only_for_this_month.
class StartRetireePayouts : public run::StartRun {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);

 private:
  Verdict check(const business::Context& context) const override;
  Month month_;
};

std::unique_ptr<run::Work> retiree_payouts_work();

}  // namespace yibao::transfer
