// What verify asks of clearing.
#pragma once

#include <vector>

#include "business/checks.h"

namespace yibao::clearing {

std::vector<business::Check> checks();

}  // namespace yibao::clearing
