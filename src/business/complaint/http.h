#pragma once

#include <vector>

#include "business/use_case.h"

namespace yibao::complaint {

std::vector<business::Endpoint> endpoints();

}  // namespace yibao::complaint
