#pragma once

#include <vector>

#include "business/use_case.h"

namespace yibao::run {

std::vector<business::Endpoint> endpoints();

}  // namespace yibao::run
