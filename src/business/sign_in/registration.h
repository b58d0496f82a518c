// POST /v1/registrations: a person on record makes themself known on line (注册、实名, R-043,
// ), or comes back with another telephone when the old number is lost.
//
// A name and a number are known to many. Either the telephone is the one on record, or the identity
// service has seen the face; else a counter. Whatever does not fit is answered alike, so that
// nobody learns who is on record.
#pragma once

#include <memory>

#include "business/use_case.h"

namespace yibao::sign_in {

Decision<std::unique_ptr<business::Proof>> register_account(const business::Request& request,
                                                            const business::Context& context,
                                                            storage::Session& session);

// POST /v1/me/phone: by a code to the new telephone, and a code to the old one, the password, or
// the face where the old number is lost.
Decision<std::unique_ptr<business::Proof>> change_phone(const business::Request& request,
                                                        const business::Context& context,
                                                        storage::Session& session);

}  // namespace yibao::sign_in
