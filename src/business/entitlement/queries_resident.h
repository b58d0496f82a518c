// The enquiry about a newborn's choice of years (N-04).
#pragma once

#include "business/use_case.h"

namespace yibao::entitlement {

Decision<Tree> answer_newborn_choice(const business::Request& request,
                                     const business::Context& context, storage::Session& session);

}  // namespace yibao::entitlement
