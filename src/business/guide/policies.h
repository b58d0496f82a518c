// The rules as data, to be read by people: what a region says on a day, and what is different
// elsewhere or on another day, each value with its source.
#pragma once

#include "business/use_case.h"

namespace yibao::guide {

Decision<Tree> answer_policy(const business::Request& request, const business::Context& context,
                             storage::Session& session);
Decision<Tree> answer_policy_difference(const business::Request& request,
                                        const business::Context& context,
                                        storage::Session& session);

}  // namespace yibao::guide
