#pragma once

#include <vector>

#include "business/use_case.h"

namespace yibao::late_record {

// What waits for the second officer, and what was decided; proposing and deciding belong to the
// features whose rows are entered.
std::vector<business::Endpoint> endpoints();

}  // namespace yibao::late_record
