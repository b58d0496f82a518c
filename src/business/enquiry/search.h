// 查找参保人: who has this number, this name and birth date, or, at the officer's own place, a name
// that begins so. Whom it finds has been looked at (R-051, R-053, N-16): so it follows the rules of
// looking at a record (looking.h). It says what for, it tells of other places' people only where
// the person is present, and everybody whom it shows can see that it did.
#pragma once

#include <vector>

#include "business/enquiry/views.h"
#include "business/use_case.h"

namespace yibao::enquiry {

business::Endpoint search_endpoint();

// The person of an exact identity number, which stands in the body and never in an address. Or
// {"people": […], "more"}: those of a name and birth date, or those of the officer's own region
// whose name begins so.
Decision<Tree> answer_search(const business::Request& request, const business::Context& context,
                             storage::Session& session);

// What is to be recorded of a search: everybody whom its answer shows. None where it was none.
std::vector<View> found_by_search(const business::Endpoint& endpoint,
                                  const business::Request& request, const Tree& answer,
                                  const business::Context& context);

}  // namespace yibao::enquiry
