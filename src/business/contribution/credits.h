// The account's side of receipts: 101 per month on receipt, also of a late month;
// a refund takes its credit back.
#pragma once

#include "business/account/types.h"
#include "business/contribution/receipts.h"
#include "business/use_case.h"

namespace yibao::contribution {

// Posts and moves `account` on; the caller saves it. True where anything was posted. Refuses:
// refund_credit_spent.
Decision<bool> post_credits(storage::Plan& plan, const Receipts& receipts,
                            account::Account& account, const business::Context& context);

}  // namespace yibao::contribution
