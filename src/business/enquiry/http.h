#pragma once

#include <vector>

#include "business/use_case.h"

namespace yibao::enquiry {

std::vector<business::Endpoint> endpoints();

}  // namespace yibao::enquiry
