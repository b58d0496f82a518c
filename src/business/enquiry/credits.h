// 每月划账: what came to the personal account for each month, and what was taken
// back of it.
#pragma once

#include <optional>
#include <vector>

#include "base/money.h"
#include "business/use_case.h"

namespace yibao::enquiry {

struct Credit {
  Month month;
  RegionCode region;
  Money amount;  // below zero: taken back
  Money balance_after;
  Date happened_on;
  std::int64_t entry_id = 0;
  std::int64_t posting = 0;
};

// By month, and within one in the order of the ledger; of one year of contributions, or of all.
std::vector<Credit> credits_of(PersonId person, std::optional<int> year, storage::Session& session);

// What still stands of each credit: what was taken back of a month comes off its latest credit, of
// the same place where there is one; what is whole gone is left out. In the order given.
std::vector<Credit> standing_of(std::vector<Credit> credits);

}  // namespace yibao::enquiry
