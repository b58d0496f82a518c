// Looking into the register of employers (单位参保登记), and an employer's own people (在册职工).
#pragma once

#include "business/use_case.h"

namespace yibao::enrolment {

// Employers of a region by code, or by words of their name.
Decision<Tree> answer_employers(const business::Request& request, const business::Context& context,
                                storage::Session& session);

// Who is, or was, enrolled through an employer, in which state and since when. An employer sees its
// own people by their whole name, for it has to name whom it reports.
Decision<Tree> answer_people_of_employer(const business::Request& request,
                                         const business::Context& context,
                                         storage::Session& session);

}  // namespace yibao::enrolment
