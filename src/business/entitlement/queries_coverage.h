// Enquiry: from which day am I covered, and what if I pay today, stop here and start there?
#pragma once

#include "business/use_case.h"

namespace yibao::entitlement {

// Over a span, as things stand, or with ?pay_on= as if all that is open were paid on that day.
Decision<Tree> answer_coverage(const business::Request& request, const business::Context& context,
                               storage::Session& session);

// With payments and enrolments in the body that nobody has made. Writes nothing.
Decision<Tree> answer_what_if(const business::Request& request, const business::Context& context,
                              storage::Session& session);

}  // namespace yibao::entitlement
