// Bindings of a person, as payer and as beneficiary, with what is left of the year.
#pragma once

#include "business/use_case.h"

namespace yibao::aid {

Decision<Tree> answer_bindings(const business::Request& request, const business::Context& context,
                               storage::Session& session);

}  // namespace yibao::aid
