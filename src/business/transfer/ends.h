// What ends a case by itself (N-22): death, enrolment again at the origin, no enrolment any more at
// the target.
#pragma once

#include <optional>
#include <string>

#include "business/transfer/facts.h"

namespace yibao::transfer {

std::optional<EndReason> reason_to_end(const CaseFacts& known, Date today);

std::string code_of(EndReason reason);

// Refused as case_must_end where the case is to be ended and nothing else.
Verdict check_goes_on(const CaseFacts& known, Date today);

}  // namespace yibao::transfer
