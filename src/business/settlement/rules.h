// Whether a payment may be taken back at the till where it was made (冲正、退费).
#pragma once

#include <optional>
#include <string>

#include "base/date.h"
#include "base/decision.h"
#include "base/money.h"

namespace yibao::settlement {

struct ReversalFacts {
  Money amount;
  std::optional<Date> reversed_on;  // taken back already
};

Verdict check_reversal(const ReversalFacts& facts);

}  // namespace yibao::settlement
