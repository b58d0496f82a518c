// The answers of refused commands, counted (被拒绝的办件的应答). A journal tells of what was done;
// of a refusal none does, and its seal says only that nobody wrote it in. So with every signature
// of the heads those that came since the last one are counted in a row of their own, which the
// nation's journal does tell of: one that was taken out later is missed.
#pragma once

#include <cstdint>
#include <string>

#include "base/date.h"
#include "storage/database.h"
#include "storage/digest.h"

namespace yibao::service {

extern const storage::Table kKeptRefusals;

struct KeptRefusals {
  std::int64_t number = 0;      // of the row
  std::int64_t last_entry = 0;  // they lie behind that of the row before, up to this one
  std::int64_t count = 0;
  std::string digest;  // over their entries and seals, in order

  storage::Row row() const;
};
KeptRefusals read_kept_refusals(const storage::Row& row);

// Adds them up, in the order of their entries.
class RefusalSum {
 public:
  void add(std::int64_t entry, std::string_view seal);
  std::int64_t count() const { return count_; }
  std::string finish() { return digest_.finish(); }

 private:
  storage::RunningDigest digest_;
  std::int64_t count_ = 0;
};

// entry_id and seal of refusals behind an entry, in order.
extern const storage::Statement kRefusalsBehind;

// Those that came since the last row and before a moment: batches under way then have ended since,
// so that none comes in between. None: a count of 0.
KeptRefusals refusals_to_count(storage::Session& reader, Instant before);

}  // namespace yibao::service
