// If-Match: "7" — the version of a case that the caller has in front of them (412 where it has
// moved on).
#pragma once

#include <cstdint>
#include <optional>

#include "base/decision.h"
#include "business/casework/types.h"
#include "business/reader.h"

namespace yibao::casework {

// None: whatever it is now.
std::optional<std::int64_t> read_seen_version(business::Reader& reader,
                                              const business::Request& request);
// Refused as case_changed.
Verdict check_seen_version(std::optional<std::int64_t> seen, const CaseFile& file);

}  // namespace yibao::casework
