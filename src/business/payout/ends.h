// When an application that a bank pays for ends with the death of who applied (N-22).
#pragma once

#include "business/application/service.h"

namespace yibao::payout {

// What Service::reason_to_end() of such a service answers: none while the bank has an order of the
// case, or what came back belongs to somebody else than the applicant and is to be ordered again.
// Needs kPayoutsOf of whose account the money left.
std::optional<Reason> reason_to_end(const application::Asked& asked, PersonId account_of,
                                    std::optional<Reason> otherwise);

}  // namespace yibao::payout
