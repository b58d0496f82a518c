// What must hold of reports of deaths and of what they seal.
#pragma once

#include <vector>

#include "business/checks.h"

namespace yibao::death {

std::vector<business::Check> checks();

}  // namespace yibao::death
