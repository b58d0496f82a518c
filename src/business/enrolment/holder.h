// Who stands in the way: the employer that still holds a person, named but masked (R-062, N-01).
#pragma once

#include "business/enrolment/types.h"
#include "business/use_case.h"

namespace yibao::enrolment {

// Asks for the employer of the active enrolment, once the enrolments are known.
void need_holder(const storage::Facts& facts, storage::Needs& needs, PersonId person);

// "—" where no employer holds the person.
std::string holder_name(const storage::Facts& facts, PersonId person);

// The same refusal, with blocking_employer and blocking_place where it is about a double
// enrolment.
Refusal name_holder(Refusal refusal, const storage::Facts& facts, PersonId person,
                    const business::Context& context);

}  // namespace yibao::enrolment
