#pragma once

#include <vector>

#include "business/use_case.h"

namespace yibao::staff {

std::vector<business::Endpoint> endpoints();

}  // namespace yibao::staff
