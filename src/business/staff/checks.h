// What must hold of the staff and of whom they looked at (main/verify).
#pragma once

#include <vector>

#include "business/checks.h"

namespace yibao::staff {

std::vector<business::Check> checks();

}  // namespace yibao::staff
