// What ends a case by itself (N-22): death, enrolment again at the origin, no enrolment any more at
// the target.
#pragma once

#include <optional>
#include <string>

#include "business/transfer/facts.h"

namespace yibao::transfer {

// None where it goes on: also beyond a retirement that was decided after acceptance, where the
// origin's policy says so (N-26).
std::optional<EndReason> reason_to_end(const CaseFacts& known, const business::Context& context);
// The retirement was decided after the case was accepted.
bool retired_meanwhile(const CaseFacts& known, Date today);

std::string code_of(EndReason reason);

// Refused as spending_held where money is set aside on the account here, and a seal keeps it from
// leaving today.
Verdict check_clearing(const CaseFacts& known);

// Refused as case_must_end where the case is to be ended and nothing else.
Verdict check_goes_on(const CaseFacts& known, const business::Context& context);

}  // namespace yibao::transfer
