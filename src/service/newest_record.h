// What was written last, as far as the ends of the tables tell: the clock and the ids of whoever
// writes next must lie behind it.
#pragma once

#include <cstdint>
#include <string>

#include "base/date.h"
#include "storage/database.h"

namespace yibao::service {

// The newest of the messages and of the nation's journal, where every signature of the heads is
// told: by the order of ids, so that no clock is believed. Nothing was written: both are zero.
struct NewestRecord {
  std::int64_t id = 0;
  Instant recorded_at;
};
NewestRecord newest_record(storage::Session& reader);

// A clock may stand so far behind what was written last: two machines are seldom further apart.
inline constexpr std::int64_t kClockToleranceMilliseconds = 600'000;
bool stands_behind(Instant clock, const NewestRecord& newest);

// For the operator: what stands behind what, and what to do.
std::string tell_clock_behind(Instant shown, const NewestRecord& newest);
// The same of the block of ids, which are never given out twice; empty where all is well.
std::string tell_ids_behind(std::int64_t next, const NewestRecord& newest);

}  // namespace yibao::service
