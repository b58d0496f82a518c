// What `verify` recomputes of the hotline's calls.
#pragma once

#include <vector>

#include "business/checks.h"

namespace yibao::hotline {

std::vector<business::Check> checks();

}  // namespace yibao::hotline
