#include "business/transfer/clearing.h"

#include "business/transfer/plan_money.h"

namespace yibao::transfer {

bool clears_at(policy::ClearOn moment, const Transfer& transfer) {
  if (!transfer.origin_on_system()) return moment == policy::ClearOn::upload;
  return transfer.clear_on == moment;
}

Verdict check_clearing(policy::ClearOn moment, const CaseFacts& known) {
  const Transfer& transfer = known.transfer;
  const bool leaves = transfer.origin_on_system() && transfer.money == MoneyState::reserved;
  if (!leaves || !clears_at(moment, transfer)) return Nothing{};
  return check_money_may_leave(known.person.holds, transfer.origin);
}

}  // namespace yibao::transfer
