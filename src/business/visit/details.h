// 对明细账 (3202): the lines of an uploaded file against ours, one by one; what came of each goes
// into a file of its own, to be fetched by 9102.
#pragma once

#include "business/visit/doors.h"

namespace yibao::visit {

business::CommandOrRefusal compare_details(const Asked& asked);

}  // namespace yibao::visit
