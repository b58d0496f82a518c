// The moment of clearing (清零时点, R-034): each step that may be it asks here whether it is, and
// whether the account may be emptied now. What is done then: Change::clear_account().
#pragma once

#include "business/transfer/facts.h"

namespace yibao::transfer {

// An origin on no system has cleared when its sheet comes.
bool clears_at(policy::ClearOn moment, const Transfer& transfer);

// Refused as spending_held where this moment clears, and a seal that has come since keeps the money
// from leaving.
Verdict check_clearing(policy::ClearOn moment, const CaseFacts& known);

}  // namespace yibao::transfer
