// What must hold of a divided estate whose owner lives (debts.h).
#pragma once

#include <string>

#include "base/money.h"
#include "business/account/types.h"
#include "business/checks.h"

namespace yibao::inheritance {

// A posting that a row names: of this person, code, amount and other side.
bool is_posted(const business::CheckContext& context, PersonId person, std::int64_t posting,
               account::PostingCode code, Money amount, const std::string& other);

void check_debts(const business::CheckContext& context, business::Findings& findings);

}  // namespace yibao::inheritance
