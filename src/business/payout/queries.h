// The payouts of one application: to whom, how much, what the bank has said.
#pragma once

#include "business/use_case.h"

namespace yibao::payout {

Decision<Tree> answer_payouts(const business::Request& request, const business::Context& context,
                              storage::Session& session);

}  // namespace yibao::payout
