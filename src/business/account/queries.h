// What people ask of their account: balance on a day, and the postings behind it.
#pragma once

#include "business/use_case.h"

namespace yibao::account {

// The balance of each account: now; at the end of a past day; and as it was known at the end of a
// past day, whatever was recorded later.
Decision<Tree> answer_balance(const business::Request& request, const business::Context& context,
                              storage::Session& reader);

// Postings, the latest first, in pages.
Decision<Tree> answer_postings(const business::Request& request, const business::Context& context,
                               storage::Session& reader);

}  // namespace yibao::account
