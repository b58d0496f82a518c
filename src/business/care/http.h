// The endpoints of registrations for care.
#pragma once

#include <vector>

#include "business/use_case.h"

namespace yibao::care {

std::vector<business::Endpoint> endpoints();

}  // namespace yibao::care
