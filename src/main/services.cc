#include "main/services.h"

#include <vector>

#include "business/card/order.h"

namespace yibao::main {

std::span<const application::Service* const> all_services() {
  static const std::vector<const application::Service*> services = {&card::kCardOrder};
  return services;
}

}  // namespace yibao::main
