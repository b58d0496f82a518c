#pragma once

#include <vector>

#include "business/checks.h"

namespace yibao::entitlement {

std::vector<business::Check> checks();

}  // namespace yibao::entitlement
