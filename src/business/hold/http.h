#pragma once

#include <vector>

#include "business/use_case.h"

namespace yibao::hold {

std::vector<business::Endpoint> endpoints();

}  // namespace yibao::hold
