#pragma once

#include <vector>

#include "business/use_case.h"

namespace yibao::place_change {

std::vector<business::Endpoint> endpoints();

}  // namespace yibao::place_change
