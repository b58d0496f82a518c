#pragma once

#include <vector>

#include "business/use_case.h"

namespace yibao::document {

std::vector<business::Endpoint> endpoints();

}  // namespace yibao::document
