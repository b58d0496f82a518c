#pragma once

#include <vector>

#include "business/use_case.h"

namespace yibao::account {

std::vector<business::Endpoint> endpoints();

}  // namespace yibao::account
