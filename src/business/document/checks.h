#pragma once

#include <vector>

#include "business/checks.h"

namespace yibao::document {

std::vector<business::Check> checks();

}  // namespace yibao::document
