#pragma once

#include <vector>

#include "business/use_case.h"

namespace yibao::seal {

std::vector<business::Endpoint> endpoints();

}  // namespace yibao::seal
