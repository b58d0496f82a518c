// The OpenAPI 3.1 description, made from the endpoints: what is served is what is described.
#pragma once

#include <vector>

#include "base/tree.h"
#include "business/use_case.h"

namespace yibao::service {

Tree describe_api(const std::vector<business::Endpoint>& endpoints);

}  // namespace yibao::service
