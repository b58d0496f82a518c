#pragma once

#include "business/late_record/types.h"
#include "business/use_case.h"

namespace yibao::late_record {

// Without the person, whom the path names.
Tree present_record(const LateRecord& record, const business::Context& context);

// What the person is told of one that was approved: money and years that appear on their record
// are theirs to contest.
Reason entered(const LateRecord& record);

}  // namespace yibao::late_record
