// What must hold of every case, whatever its service: one queue, a whole time line, materials that
// are what was uploaded.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "business/checks.h"

namespace yibao::casework {

std::vector<business::Check> checks();

// By which texts of the policy cases were accepted, and how many by each. A case keeps the text of
// the day of its acceptance (N-14); that the files say something else now is no finding: they may
// have been added to.
struct PolicyText {
  std::string hash;
  std::int64_t cases = 0;
};
std::vector<PolicyText> policy_texts(storage::Session& session);

}  // namespace yibao::casework
