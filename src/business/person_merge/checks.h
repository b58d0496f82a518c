// What must hold of merged numbers: nothing is left behind, nothing was lost on the way.
#pragma once

#include <vector>

#include "business/checks.h"

namespace yibao::person_merge {

std::vector<business::Check> checks();

}  // namespace yibao::person_merge
