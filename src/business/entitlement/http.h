#pragma once

#include <vector>

#include "business/use_case.h"

namespace yibao::entitlement {

std::vector<business::Endpoint> endpoints();

}  // namespace yibao::entitlement
