#include "main/services.h"

#include <vector>

#include "business/aid/service.h"
#include "business/cash_out/service.h"
#include "business/contribution/correction.h"
#include "business/inheritance/service.h"
#include "business/person_merge/service.h"
#include "business/refund/service.h"

namespace yibao::main {

std::span<const application::Service* const> all_services() {
  static const std::vector<const application::Service*> services = {
      &cash_out::kCashOut,
      &inheritance::kInheritance,
      &aid::kAidApplication,
      &person_merge::kMergeService,
      &contribution::kCorrection,
      &refund::kContributionRefund,
  };
  return services;
}

}  // namespace yibao::main
