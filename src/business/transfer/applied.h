// 谁经办的,不能自己审核支付: money goes to a bank account by two people at least. What an officer
// has filed at a counter with the account on it, or confirmed there, another officer approves; what
// people have filed themselves (本人、监护人、代办人) one officer looks at.
#pragma once

#include "business/casework/store.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::transfer {

void need_applied(storage::Needs& needs, const casework::CaseKey& key);

// Refused: second_officer_needed.
Verdict check_applied_by_another(const storage::Facts& facts, const business::Context& context);

}  // namespace yibao::transfer
