// The first page of a participant (个人概览): balance, enrolments, last monthly credits.
//
// It is read more often than everything else together: three selects by the person's key, nothing
// opened from the vault, no rule, and JSON written as the rows come.
#pragma once

#include "business/use_case.h"

namespace yibao::enquiry {

Decision<std::string> answer_summary(const business::Request& request,
                                     const business::Context& context, storage::Session& session);

}  // namespace yibao::enquiry
