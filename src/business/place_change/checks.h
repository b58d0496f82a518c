// What must hold of places: what is shown was once a relation, and a change has both its relations.
#pragma once

#include <vector>

#include "business/checks.h"

namespace yibao::place_change {

std::vector<business::Check> checks();

}  // namespace yibao::place_change
