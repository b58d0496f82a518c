// 谁看过我的信息 (N-16), of what hospitals and pharmacies are shown through their interface. They
// ask more often than all others together: their looks are written many at a time, told of by one
// event in the journal of the region where the institutions stand, and move no person's chain on.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "business/use_case.h"

namespace yibao::enquiry {

extern const storage::Table kProviderView;

// Who looked is an institution's cashier, by the channel "provider" (views.cc tells it so).
struct ProviderView {
  PersonId person;
  std::int64_t actor = 0;  // business::cashier_number
  std::string actor_name;
  std::string endpoint;  // "provider.1101"
  std::string what;
  bool present = false;  // 本人在场
  Instant viewed_at;
};

using ProviderViews = std::vector<ProviderView>;

// Run as the system: whoever looked has had the answer. Looks are of institutions of this region.
std::unique_ptr<business::Command> record_provider_views(
    RegionCode region, std::shared_ptr<const ProviderViews> views);

}  // namespace yibao::enquiry
