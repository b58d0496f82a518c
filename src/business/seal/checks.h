// What must hold of seals: no stored hold is lifted without its ground, none of the grounds without
// the decision that it names.
#pragma once

#include <vector>

#include "business/checks.h"

namespace yibao::seal {

std::vector<business::Check> checks();

}  // namespace yibao::seal
