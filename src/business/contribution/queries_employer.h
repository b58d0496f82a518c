// Enquiries of an employer's side: what it must pay for a month (核定), and what it owes (欠费).
#pragma once

#include "business/use_case.h"

namespace yibao::contribution {

// By month, with late fee up to the day; the payments and notices of the employer.
Decision<Tree> answer_employer_arrears(const business::Request& request,
                                       const business::Context& context, storage::Session& session);

// Each person's base and shares of one month, what stands paid, and the sum by its due day.
Decision<Tree> answer_assessment(const business::Request& request, const business::Context& context,
                                 storage::Session& session);

}  // namespace yibao::contribution
