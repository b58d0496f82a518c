// Whether a request is about a case that this actor may know of. Asked while it is read, before
// anything that is wrong with the rest of it is told: of a case that is not theirs they hear what
// they hear of none, whatever else they send.
#pragma once

#include "business/use_case.h"
#include "storage/database.h"

namespace yibao::casework {

bool is_hidden(const business::Command& command, const business::Context& context,
               storage::Session& session);

}  // namespace yibao::casework
