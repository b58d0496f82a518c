// Enquiries about contributions: what an employer owes, and the statement (缴费明细).
#pragma once

#include "business/use_case.h"

namespace yibao::contribution {

// Months that employers owe, per region, on a day.
Decision<Tree> answer_arrears(const business::Request& request, const business::Context& context,
                              storage::Session& session);

// Months with their place, newest first, and the totals over all places, each month once.
Decision<Tree> answer_statement(const business::Request& request, const business::Context& context,
                                storage::Session& session);

}  // namespace yibao::contribution
