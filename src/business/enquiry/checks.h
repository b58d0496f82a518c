// What must hold of the record of who looked at whom (main/verify).
#pragma once

#include <vector>

#include "business/checks.h"

namespace yibao::enquiry {

std::vector<business::Check> checks();

}  // namespace yibao::enquiry
