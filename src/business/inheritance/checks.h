// What must hold of inheritances: the shares are the whole, the division follows from them, and no
// fen was lost between the accounts.
#pragma once

#include <vector>

#include "business/checks.h"

namespace yibao::inheritance {

std::vector<business::Check> checks();

}  // namespace yibao::inheritance
