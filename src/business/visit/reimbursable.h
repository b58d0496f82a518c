// 可手工报销 (N-20): settlements that the pooled fund would pay more of, by what is known now:
// months that were covered retroactively, a recognition or a registration that came later. Nothing
// is paid here: the list is what a person brings to the counter.
#pragma once

#include "business/use_case.h"

namespace yibao::visit {

Decision<Tree> answer_reimbursable(const business::Request& request,
                                   const business::Context& context, storage::Session& session);

// On what terms the fund would pay at an institution, or at a place: before one goes there, and
// before care there is on record.
Decision<Tree> answer_terms(const business::Request& request, const business::Context& context,
                            storage::Session& session);

}  // namespace yibao::visit
