// What contributions cost and bring: recomputed from their base by the policy of their month.
#pragma once

#include "business/checks.h"

namespace yibao::contribution {

// 缴费基数×费率: the shares of each month received, and the credit of each month (101).
void check_amounts(const business::CheckContext& context, business::Findings& findings);
// 退费: what has gone back to a payer (109) is of months that were taken back in the same entry, or
// was paid in excess (多缴) and given back by it.
void check_refunds(const business::CheckContext& context, business::Findings& findings);

}  // namespace yibao::contribution
