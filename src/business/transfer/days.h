// Days of a case that its time line alone has: when its money left, when its relation ended.
#pragma once

#include <optional>

#include "base/date.h"
#include "business/transfer/types.h"
#include "storage/plan.h"

namespace yibao::transfer {

extern const storage::KeyedSelect kDaysOf;  // by person: the steps that have such a day

// The day on which the account was emptied, whatever was decided again afterwards; none where the
// origin's account is on no record here.
std::optional<Date> left_on(const Transfer& transfer, const storage::Rows& days);

// The day on which the relation ended, as on the paper where a letter ended it; none while it is
// under way. Of a case that moves money only, the day on which it was over.
std::optional<Date> ended_on(const Transfer& transfer, const std::optional<Date>& closed_on,
                             const storage::Rows& days);

}  // namespace yibao::transfer
