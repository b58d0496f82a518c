// What must hold of 补录, whatever was entered.
#pragma once

#include <vector>

#include "business/checks.h"

namespace yibao::late_record {

std::vector<business::Check> checks();

}  // namespace yibao::late_record
