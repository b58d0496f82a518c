#pragma once

#include "business/late_record/types.h"
#include "business/use_case.h"

namespace yibao::late_record {

// Without the person, whom the path names.
Tree present_record(const LateRecord& record, const business::Context& context);

}  // namespace yibao::late_record
