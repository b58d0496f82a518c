// The endpoints of clearing and of reconciliation.
#pragma once

#include <vector>

#include "business/use_case.h"

namespace yibao::clearing {

std::vector<business::Endpoint> endpoints();

}  // namespace yibao::clearing
