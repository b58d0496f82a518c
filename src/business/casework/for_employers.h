// 单位提交的办件: an employer's officer is told what others have made of a case that they filed.
#pragma once

#include <string_view>

#include "business/casework/types.h"
#include "business/use_case.h"

namespace yibao::casework {

// Stages the message where the case is theirs and goes from its state to another one. What they do
// themselves they know.
void tell_filing_employer(storage::Plan& plan, const CaseFile& file, std::string_view to,
                          const business::Context& context);

}  // namespace yibao::casework
