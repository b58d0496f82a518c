#pragma once

#include <vector>

#include "business/use_case.h"

namespace yibao::client {

std::vector<business::Endpoint> endpoints();

}  // namespace yibao::client
