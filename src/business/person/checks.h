// What must hold of people: sealed values open, and every number belongs to one person.
#pragma once

#include <vector>

#include "business/checks.h"

namespace yibao::person {

std::vector<business::Check> checks();

}  // namespace yibao::person
