// What participation and years without claims have raised the ceiling of critical illness cover by
// (N-03). Who has claimed the record says: settlements that a fund paid of.
#pragma once

#include "business/use_case.h"

namespace yibao::enquiry {

Decision<Tree> answer_incentive(const business::Request& request, const business::Context& context,
                                storage::Session& session);

}  // namespace yibao::enquiry
