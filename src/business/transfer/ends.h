// What ends a case by itself (N-22): death, enrolment again at the origin, no enrolment any more at
// the target, retirement decided by an origin that then keeps the relation (N-26).
#pragma once

#include <optional>
#include <string>

#include "business/transfer/facts.h"

namespace yibao::transfer {

// None where it goes on. EndReason names them all; commands_end.cc finds the cases of each.
std::optional<EndReason> reason_to_end(const CaseFacts& known, const business::Context& context);
// The retirement was decided after acceptance, whatever day it bears: a retiree's is not accepted.
bool retired_meanwhile(const CaseFacts& known, Date today);
// Whether a retirement that the origin itself decides meanwhile keeps the relation there.
bool origin_keeps_retirees(RegionCode origin, Date accepted_on, const policy::PolicySet& policies);

std::string code_of(EndReason reason);

// Refused as case_must_end where the case is to be ended and nothing else.
Verdict check_goes_on(const CaseFacts& known, const business::Context& context);

}  // namespace yibao::transfer
