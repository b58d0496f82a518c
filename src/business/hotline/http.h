#pragma once

#include <vector>

#include "business/use_case.h"

namespace yibao::hotline {

std::vector<business::Endpoint> endpoints();

}  // namespace yibao::hotline
