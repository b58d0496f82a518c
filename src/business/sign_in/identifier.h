// Whose number is it (登录账号, R-154): an identity number, a card number, an insurance number or a
// telephone, whichever is typed. They only say who is meant; a secret says who it is.
#pragma once

#include <string>

#include "business/use_case.h"

namespace yibao::sign_in {

// None: nobody's.
PersonId person_of_identifier(const std::string& typed, const business::Context& context,
                              storage::Session& session);
PersonId person_of_insurance_number(const std::string& number, const business::Context& context,
                                    storage::Session& session);

}  // namespace yibao::sign_in
