// What verify asks of the money taken back at tills.
#pragma once

#include <vector>

#include "business/checks.h"

namespace yibao::settlement {

std::vector<business::Check> checks();

}  // namespace yibao::settlement
