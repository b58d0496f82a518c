// GET /v1/me: who is signed in, for whom they may act, how well they are known.
#pragma once

#include "business/use_case.h"

namespace yibao::sign_in {

Decision<Tree> answer_me(const business::Request& request, const business::Context& context,
                         storage::Session& session);

// Whom this person may act for today, as a list: guardians and proxies, with scope and end.
Tree acts_for(PersonId agent, const business::Context& context, storage::Session& session);

}  // namespace yibao::sign_in
