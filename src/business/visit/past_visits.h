// 就诊记录: what a person reads of their own visits, at whatever place: where, what for, and how
// each was settled and taken back.
#pragma once

#include "business/use_case.h"

namespace yibao::visit {

// The latest first.
Decision<Tree> answer_own_visits(const business::Request& request, const business::Context& context,
                                 storage::Session& session);

}  // namespace yibao::visit
