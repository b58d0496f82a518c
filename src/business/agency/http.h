#pragma once

#include <vector>

#include "business/use_case.h"

namespace yibao::agency {

std::vector<business::Endpoint> endpoints();

}  // namespace yibao::agency
