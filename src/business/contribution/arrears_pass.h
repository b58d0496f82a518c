// The pass of the arrears run over a region's rosters: pages of people, in their order.
#pragma once

#include <map>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "base/money.h"
#include "base/region_code.h"
#include "policy/policy_set.h"
#include "storage/database.h"

namespace yibao::contribution {

struct EmployerDebt {
  MonthSet months;
  Money amount;
  Money late_fee;
  std::vector<PersonId> people;  // in ascending order
};
using Debts = std::map<EmployerId, EmployerDebt>;

// What the employers owe on `today` for months up to `until`; in one snapshot.
Debts find_debts(storage::Session& reader, RegionCode region, Month until,
                 const policy::PolicySet& policies, Date today);

}  // namespace yibao::contribution
