// What must hold of every case, whatever its service: one queue, a whole time line, materials that
// are what was uploaded.
#pragma once

#include <vector>

#include "business/checks.h"

namespace yibao::casework {

std::vector<business::Check> checks();

}  // namespace yibao::casework
