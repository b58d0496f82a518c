// A newborn's choice (新生儿参保): the year of birth, the next one, or both, with the days each
// covers and what it costs (N-04).
#pragma once

#include <vector>

#include "base/decision.h"
#include "base/money.h"
#include "policy/policy_set.h"

namespace yibao::entitlement {

struct NewbornOption {
  std::vector<int> years;  // benefit years paid for
  Money cost;
  Date covered_from;
  Date covered_until;  // the first day after
  int covered_days = 0;
  std::vector<Reason> reasons;  // of the first year that covers a day
};

struct NewbornChoice {
  Date window_last_day;  // the last day on which payment covers from birth
  bool within_window = false;
  std::vector<NewbornOption> options;  // the cheapest first; none that would cover no day
};

// What may be paid on a day, for a child born on a day, at a region.
NewbornChoice newborn_choice(Date born_on, Date pay_on, RegionCode region,
                             const policy::PolicySet& policies);

}  // namespace yibao::entitlement
