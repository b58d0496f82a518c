// The endpoints of the till.
#pragma once

#include <vector>

#include "business/use_case.h"

namespace yibao::settlement {

std::vector<business::Endpoint> endpoints();

}  // namespace yibao::settlement
