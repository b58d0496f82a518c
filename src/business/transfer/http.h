#pragma once

#include <vector>

#include "business/use_case.h"

namespace yibao::transfer {

std::vector<business::Endpoint> endpoints();

}  // namespace yibao::transfer
