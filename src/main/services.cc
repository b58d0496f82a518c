#include "main/services.h"

#include <vector>

#include "business/aid/service.h"
#include "business/card/order.h"
#include "business/care/service.h"
#include "business/cash_out/service.h"
#include "business/complaint/complaint.h"
#include "business/contribution/correction.h"
#include "business/inheritance/death_correction.h"
#include "business/inheritance/service.h"
#include "business/person_merge/service.h"
#include "business/place_change/service.h"
#include "business/refund/late_leaving.h"
#include "business/refund/service.h"
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
      &cash_out::kCashOut,
      &inheritance::kInheritance,
      &inheritance::kDeathCorrection,
      &aid::kAidApplication,
      &person_merge::kMergeService,
      &contribution::kCorrection,
      &refund::kContributionRefund,
      &refund::kLateLeaving,
      &card::kCardOrder,
      &place_change::kPlaceChangeService,
      &care::kRemoteCare,
      &care::kChronicDisease,
  };
  return services;
}

}  // namespace yibao::main
