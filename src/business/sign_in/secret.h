// One's own secret (密码): POST /v1/me/secret, POST /v1/me/codes. A change ends every session and
// opens a new one, so that whoever held the old secret is out.
#pragma once

#include <memory>

#include "business/use_case.h"

namespace yibao::sign_in {

// By the old secret, or by a code to the telephone on record; a secret of one use by a code only
// (C-29). Staff by the old secret and their authenticator.
Decision<std::unique_ptr<business::Proof>> change_secret(const business::Request& request,
                                                         const business::Context& context,
                                                         storage::Session& session);

// A code to one's own telephone (purpose secret), or to one that is to become it (purpose phone).
Decision<std::unique_ptr<business::Proof>> ask_for_own_code(const business::Request& request,
                                                            const business::Context& context,
                                                            storage::Session& session);

}  // namespace yibao::sign_in
