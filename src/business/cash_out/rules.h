// Whether, and from which day, the money of a personal account may be paid out to its holder.
#pragma once

#include <vector>

#include "business/cash_out/types.h"
#include "policy/parameters.h"

namespace yibao::cash_out {

// The earliest day on which it may be asked for, the relation having ended on a day.
Date earliest_day(Date ended_on, const policy::RegionPolicy& region);

// Every obstacle at once; none: it is accepted.
std::vector<Reason> find_obstacles(const CashOutFacts& facts, const policy::RegionPolicy& region);

const policy::Cited<std::vector<std::string>>& materials_for(Ground ground,
                                                             const policy::CashOutPolicy& policy);

}  // namespace yibao::cash_out
