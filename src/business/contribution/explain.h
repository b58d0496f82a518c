// By what arrears were assessed, as answers tell it: the parameters with their sources.
#pragma once

#include "base/decision.h"
#include "policy/parameters.h"

namespace yibao::contribution {

// By what a month owed was assessed: `of_month` is the policy of the month, `today` that of the
// late fee. And the answer where nothing is owed at a region.
struct OwedSum {
  Month month;
  Money amount;
  Money late_fee;
};
Reason explain_month_owed(const OwedSum& owed, const policy::RegionPolicy& of_month,
                          const policy::RegionPolicy& today);
Reason explain_nothing_owed(const policy::RegionPolicy& today);

}  // namespace yibao::contribution
