// Letters of an agency that is on no system, beside the time line of their case (N-24).
//
// A letter is no older than what it answers and what its sender has written before. It may arrive
// late, and then cross with what the other agency has done since.
#pragma once

#include <optional>

#include "base/date.h"
#include "business/transfer/types.h"
#include "storage/plan.h"

namespace yibao::transfer {

// The day of what a letter of this day answers; none: nothing that is on the time line.
std::optional<Date> answered_on(const Transfer& transfer, Date sent_on, const storage::Rows& days);

}  // namespace yibao::transfer
