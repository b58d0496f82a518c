#include "business/hotline/place.h"

#include "base/region_table.h"
#include "business/hotline/area_codes.h"
#include "policy/policy_set.h"

namespace yibao::hotline {

RegionCode place_of(RegionCode region, const business::Context& context) {
  if (region.is_none() || !context.regions->exists(region)) return {};
  const RegionCode pooling = context.regions->pooling_region(region);
  return context.regions->is_pooling_region(pooling) ? pooling : RegionCode();
}

RegionCode place_of_keys(const std::string& keys, const business::Context& context) {
  if (const auto code = RegionCode::parse(keys)) return place_of(*code, context);
  return place_of(place_of_area_code(keys), context);
}

const policy::RegionPolicy& policy_of(const HotlineCall& call, const business::Context& context) {
  return context.policies->on(call.region.is_none() ? RegionCode::nation() : call.region,
                              context.today);
}

}  // namespace yibao::hotline
