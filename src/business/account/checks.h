// What must hold of the ledger: the postings of each account, and the balance stored beside them.
#pragma once

#include <vector>

#include "business/checks.h"

namespace yibao::account {

std::vector<business::Check> checks();

}  // namespace yibao::account
