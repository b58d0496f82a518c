// Calls as others see them (来电记录): officers and auditors by place, a person their own.
#pragma once

#include "business/use_case.h"

namespace yibao::hotline {

// Of one place, the latest first, in pages; of the nation: where no place was named.
Decision<Tree> answer_calls(const business::Request& request, const business::Context& context,
                            storage::Session& session);
// Those in which a person's own number was keyed.
Decision<Tree> answer_calls_of_person(const business::Request& request,
                                      const business::Context& context, storage::Session& session);

}  // namespace yibao::hotline
