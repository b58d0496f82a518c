// A gap in contributions (断缴), in whole contribution months.
//
// The month counts, not the day on which its money arrived (domain ruling 1): a month paid up
// later is a paid month. Exactly the months of grace are within, one more is beyond (C-21).
#pragma once

#include <optional>

#include "base/date.h"
#include "policy/parameters.h"

namespace yibao::entitlement {

struct Gap {
  std::optional<Month> last_paid;  // none: never paid before
  std::optional<Month> first_new;  // none: the gap is still open
  int months = 0;

  bool empty() const { return months == 0; }
  Month first_unpaid() const { return *last_paid + 1; }  // only of a gap that is not empty
  MonthSet unpaid() const;
};

// The unpaid months strictly between the last paid month and the first new one. `paid` is the set
// after the supplementary payments that count; what is paid from `first_new` on is no matter.
Gap find_gap(const MonthSet& paid, Month first_new);

// The gap that runs today: months past their due day since the last paid one. A month not
// yet due is no part of it.
Gap find_open_gap(const MonthSet& paid, const policy::ContributionPolicy& policy, Date today);

}  // namespace yibao::entitlement
