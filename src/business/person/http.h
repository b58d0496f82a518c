#pragma once

#include <vector>

#include "business/use_case.h"

namespace yibao::person {

std::vector<business::Endpoint> endpoints();

}  // namespace yibao::person
