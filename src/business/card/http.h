#pragma once

#include <vector>

#include "business/use_case.h"

namespace yibao::card {

std::vector<business::Endpoint> endpoints();

}  // namespace yibao::card
