// What must hold of visits and settlements: each adds up, has the postings that it tells of, and is
// taken back at most once, by the same amounts.
#pragma once

#include <vector>

#include "business/checks.h"

namespace yibao::visit {

std::vector<business::Check> checks();

}  // namespace yibao::visit
