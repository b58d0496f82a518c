#pragma once

#include <vector>

#include "business/use_case.h"

namespace yibao::guide {

std::vector<business::Endpoint> endpoints();

}  // namespace yibao::guide
