// What must hold of family mutual aid: each use has its posting, and no limit was exceeded.
#pragma once

#include <vector>

#include "business/checks.h"

namespace yibao::aid {

std::vector<business::Check> checks();

}  // namespace yibao::aid
