// The services that one agency decides (application/service.h), of all features.
#pragma once

#include <span>

#include "business/application/service.h"

namespace yibao::main {

std::span<const application::Service* const> all_services();

}  // namespace yibao::main
