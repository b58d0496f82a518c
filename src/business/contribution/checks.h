// What must hold of contributions: a month is paid once at a place, under an enrolment of its own.
#pragma once

#include <vector>

#include "business/checks.h"

namespace yibao::contribution {

std::vector<business::Check> checks();

}  // namespace yibao::contribution
