// 到点自动编制 (tick): what the passing of a month asks for. On its region's day the statement of
// each institution is drawn, once a month: one that an officer has drawn, or has sent back, is left
// alone. Two regions follow when the institutions of both are through.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "business/use_case.h"

namespace yibao::clearing {

using Commands = std::vector<std::unique_ptr<business::Command>>;

// How far a sweep over all institutions is.
struct DrawingSweep {
  RegionCode region;
  std::int64_t institution = 0;
  bool ended = false;
};

// At most `limit` at a time; the sweep goes on behind them. What has nothing to clear is refused by
// the command and stays without a statement.
Commands next_drawings(storage::Session& reader, const business::Context& context, int limit,
                       DrawingSweep& sweep);
// Of two regions: where neither has a statement of an institution that still waits for a decision.
Commands pair_drawings(storage::Session& reader, const business::Context& context, int limit);

// 日历更新 (N-15): the days by which open statements are paid, where they were provisional.
Commands provisional_commands(storage::Session& reader, int limit);

}  // namespace yibao::clearing
