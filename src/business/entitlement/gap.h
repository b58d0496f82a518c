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
  // Only of a gap that is not empty. An employer's debt may begin a life, or follow a gap of the
  // person's own: nothing was paid right before it.
  Month first_unpaid() const { return first_new ? *first_new - months : *last_paid + 1; }
  MonthSet unpaid() const;
};

// The unpaid months strictly between the last paid month and the first new one. `paid` is the set
// after the supplementary payments that count; what is paid from `first_new` on is no matter.
Gap find_gap(const MonthSet& paid, Month first_new);

// What a supplementary payment (补缴) leaves of a gap. `paid_up`: those of its months that were
// paid and accepted.
//
// Ruling 1 counts the unpaid months "over the set of months after all supplementary payments", so
// a gap paid up in part is what is still unpaid of it: of four months one paid up leaves three,
// which is within the grace. Paid up in its middle it is two gaps, and the longer one decides. Only
// where nothing is left unpaid those words cannot be meant: no gap would ever be "beyond the grace
// and paid up", for which the regions have rules (福建: three months instead of six). A gap that is
// wholly paid up is judged by its length before that payment.
Gap left_of(const Gap& gap, const MonthSet& paid_up);

}  // namespace yibao::entitlement
