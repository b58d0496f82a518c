// 每月返钱: for each month what was paid, on what base, when it arrived, what
// came to the account of it, and the balance behind it.
#pragma once

#include "business/use_case.h"

namespace yibao::enquiry {

Decision<Tree> answer_monthly_credits(const business::Request& request,
                                      const business::Context& context, storage::Session& session);

}  // namespace yibao::enquiry
