// What must hold of applications: their days, their officers, and the case that goes with each.
#pragma once

#include <vector>

#include "business/checks.h"

namespace yibao::application {

std::vector<business::Check> checks();

}  // namespace yibao::application
