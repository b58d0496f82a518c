#include "main/services.h"

#include <vector>

#include "business/place_change/service.h"

namespace yibao::main {

std::span<const application::Service* const> all_services() {
  static const std::vector<const application::Service*> services = {
      &place_change::kPlaceChangeService};
  return services;
}

}  // namespace yibao::main
