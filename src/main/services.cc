#include "main/services.h"

#include <vector>

#include "business/complaint/complaint.h"
#include "business/seal/appeal.h"
#include "business/seal/correction.h"
#include "business/seal/release.h"

namespace yibao::main {

std::span<const application::Service* const> all_services() {
  static const std::vector<const application::Service*> services = {
      &complaint::kComplaint,
      &seal::kRelease,
      &seal::kAppeal,
      &seal::kCorrection,
  };
  return services;
}

}  // namespace yibao::main
