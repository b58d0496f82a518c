// 核对日期: values of the policy that somebody says to have read on a day that has not come yet. A
// start asks nothing of the kind, for its clock may be simulated, or behind.
#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "base/decision.h"

namespace yibao::files {

std::vector<Reason> checked_after(const std::string& folder, Date today);

}  // namespace yibao::files
