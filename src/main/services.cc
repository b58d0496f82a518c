#include "main/services.h"

#include <vector>

namespace yibao::main {

std::span<const application::Service* const> all_services() {
  static const std::vector<const application::Service*> services = {};
  return services;
}

}  // namespace yibao::main
