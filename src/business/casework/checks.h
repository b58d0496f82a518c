// What must hold of every case, whatever its service: one queue, a whole time line, materials that
// are what was uploaded.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "business/checks.h"

namespace yibao::casework {

std::vector<business::Check> checks();

// By which texts of the policy cases were accepted, and how many by each: a case keeps the hash of
// the day of its acceptance (N-14).
struct PolicyText {
  std::string hash;
  std::int64_t cases = 0;
  std::int64_t open = 0;  // of these, not closed yet: they go on by the values of the files now
};
std::vector<PolicyText> policy_texts(storage::Session& session);

}  // namespace yibao::casework
