#pragma once

#include <vector>

#include "business/use_case.h"

namespace yibao::contribution {

std::vector<business::Endpoint> endpoints();

}  // namespace yibao::contribution
