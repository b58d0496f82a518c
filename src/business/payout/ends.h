// How an account ends whose whole money is paid out, and when an application that a bank pays for
// ends with the death of who applied (N-22).
#pragma once

#include <vector>

#include "business/account/interest.h"
#include "business/account/types.h"
#include "business/application/service.h"

namespace yibao::payout {

// 结清利息 (N-06, R-033): up to the day before the money leaves, what it has earned is whose the
// money is. The yearly interest would find an empty account, and leave it behind. The account stays
// the caller's to save.
void credit_interest(const application::Asked& asked, account::Account& account,
                     const std::vector<account::Earned>& earned, application::Change& change);

// What Service::reason_to_end() of such a service answers: none while the bank has an order of the
// case, or what came back belongs to somebody else than the applicant and is to be ordered again.
// Needs kPayoutsOf of whose account the money left.
std::optional<Reason> reason_to_end(const application::Asked& asked, PersonId account_of,
                                    std::optional<Reason> otherwise);

}  // namespace yibao::payout
