// What must hold of registered clients (main/verify).
#pragma once

#include <vector>

#include "business/checks.h"

namespace yibao::client {

std::vector<business::Check> checks();

}  // namespace yibao::client
