// 可手工报销 (N-20): settlements that the pooled fund would pay more of, by what is known now:
// months that were covered retroactively, a recognition or a registration that came later. Nothing
// is paid here: the list is what a person brings to the counter.
#pragma once

#include "business/use_case.h"

namespace yibao::visit {

Decision<Tree> answer_reimbursable(const business::Request& request,
                                   const business::Context& context, storage::Session& session);

// On what terms the fund would pay at an institution: before one goes there.
Decision<Tree> answer_terms(const business::Request& request, const business::Context& context,
                            storage::Session& session);

}  // namespace yibao::visit
