// The numbers that were merged into one.
#pragma once

#include "business/use_case.h"

namespace yibao::person_merge {

Decision<Tree> answer_merged_numbers(const business::Request& request,
                                     const business::Context& context, storage::Session& session);

}  // namespace yibao::person_merge
