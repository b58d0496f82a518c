// The place of which a caller speaks, and its policy.
#pragma once

#include <string>

#include "business/hotline/types.h"
#include "business/use_case.h"
#include "policy/parameters.h"

namespace yibao::hotline {

// A place that has an agency: a city, a municipality, a county right under a province. None for a
// whole province, and for what is on no map.
RegionCode place_of(RegionCode region, const business::Context& context);

// What a caller keys to name one: six digits of the map, or an area code.
RegionCode place_of_keys(const std::string& keys, const business::Context& context);

// Of the place of the call; the nation's while none is known.
const policy::RegionPolicy& policy_of(const HotlineCall& call, const business::Context& context);

}  // namespace yibao::hotline
