#pragma once

#include <vector>

#include "business/use_case.h"

namespace yibao::payout {

std::vector<business::Endpoint> endpoints();

}  // namespace yibao::payout
