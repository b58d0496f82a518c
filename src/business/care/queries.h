// What is on record of a person, and what each means.
#pragma once

#include "business/use_case.h"

namespace yibao::care {

Decision<Tree> answer_registrations(const business::Request& request,
                                    const business::Context& context, storage::Session& session);

}  // namespace yibao::care
