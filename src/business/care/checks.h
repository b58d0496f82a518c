// What must hold of registrations for care.
#pragma once

#include <vector>

#include "business/checks.h"

namespace yibao::care {

std::vector<business::Check> checks();

}  // namespace yibao::care
