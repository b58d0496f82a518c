#pragma once

#include <vector>

#include "business/use_case.h"

namespace yibao::enrolment {

std::vector<business::Endpoint> endpoints();

}  // namespace yibao::enrolment
