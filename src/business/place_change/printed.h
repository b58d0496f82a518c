// 《医疗保险参保地变更申请表》: every member of the form, the materials, and the places for
// the signature of the applicant and the opinion of the agency, as text and as a page to print.
#pragma once

#include "business/use_case.h"

namespace yibao::place_change {

Decision<Tree> answer_printed(const business::Request& request, const business::Context& context,
                              storage::Session& session);

}  // namespace yibao::place_change
