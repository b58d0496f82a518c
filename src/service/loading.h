// Loading for a batch: the needs of many commands, answered one select at a time for all of them.
#pragma once

#include <span>
#include <vector>

#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::service {

struct Loaded {
  storage::Rows heads;                 // of the journals that were locked
  std::vector<storage::Facts> facts;   // one per command
  std::vector<storage::Rows> answers;  // one per key: what was answered under it before
};

// Locks the journals of the subjects first; a reader, who writes nothing, names none.
Loaded load_all(storage::Session& session, std::span<const business::Command* const> commands,
                std::span<const storage::Value> keys, std::span<const std::int64_t> subjects);

}  // namespace yibao::service
