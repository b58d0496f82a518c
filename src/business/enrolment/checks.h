// What must hold of enrolments: one that is active, and days that agree with the states.
#pragma once

#include <vector>

#include "business/checks.h"

namespace yibao::enrolment {

std::vector<business::Check> checks();

}  // namespace yibao::enrolment
