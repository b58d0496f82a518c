#pragma once

#include "business/use_case.h"

namespace yibao::guide {

// The services that there is a guide to.
Decision<Tree> answer_guides(const business::Request& request, const business::Context& context,
                             storage::Session& session);
// One guide, at a place on a day, with the agency's contacts.
Decision<Tree> answer_guide(const business::Request& request, const business::Context& context,
                            storage::Session& session);

// GET /v1/topics?search=…
Decision<Tree> answer_topics(const business::Request& request, const business::Context& context,
                             storage::Session& session);

}  // namespace yibao::guide
