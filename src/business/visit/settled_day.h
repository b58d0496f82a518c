// What an institution has settled by the interface on a day: its desk looks a settlement up, and
// prints its receipt.
#pragma once

#include "business/use_case.h"

namespace yibao::visit {

// The latest first.
Decision<Tree> answer_settled_day(const business::Request& request,
                                  const business::Context& context, storage::Session& session);

}  // namespace yibao::visit
