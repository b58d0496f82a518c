// Where a person participates, as people see it: the displayed place, the legal one, and why.
#pragma once

#include "business/use_case.h"

namespace yibao::place_change {

// Every relation, which of them counts and which is shown, with the reasons (C-17).
Decision<Tree> answer_places(const business::Request& request, const business::Context& context,
                             storage::Session& session);

// How a region offers the change: on line or not, since when, where the counter is, until when it
// is done.
Decision<Tree> answer_channels(const business::Request& request, const business::Context& context,
                               storage::Session& session);

}  // namespace yibao::place_change
