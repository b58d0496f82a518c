#pragma once

#include <vector>

#include "business/use_case.h"

namespace yibao::death {

std::vector<business::Endpoint> endpoints();

}  // namespace yibao::death
