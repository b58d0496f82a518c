// What people see of their settlements beside the till: terms, and what may be reimbursed.
#pragma once

#include <vector>

#include "business/use_case.h"

namespace yibao::visit {

std::vector<business::Endpoint> endpoints();

}  // namespace yibao::visit
