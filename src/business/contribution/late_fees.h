// 滞纳金 that is charged with a receipt (社会保险法 article 86), where the money of an employer's
// month comes person by person or with a bulk run (schema/025_receipts_more.sql). The fee is the
// employer's whichever way the principal comes (N-18); what an employer's own payment charges
// stands on its shares. No account sees it.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "business/contribution/store.h"
#include "business/contribution/types.h"
#include "policy/policy_set.h"

namespace yibao::contribution {

struct LateFee {
  PersonId person;
  Month month;
  int serial = 0;  // of the receipt
  RegionCode region;
  EmployerId employer;
  Money fee;
  std::int64_t entry_id = 0;
};

extern const storage::Table kLateFee;
extern const storage::KeyedSelect kLateFeesOf;  // employer_id, then whole rows

storage::Row late_fee_row(const LateFee& fee);
Money sum_of_late_fees(const storage::Rows& rows);  // of kLateFeesOf

// What a receipt is charged with: nothing where it was in time, or where its month is no
// employer's.
Money fee_of_receipt(const Contribution& receipt, RegionCode region,
                     const policy::PolicySet& policies);
std::optional<LateFee> late_fee_of(const Contribution& receipt, const enrolment::Enrolment& under,
                                   std::span<const RosterMonth> roster,
                                   const policy::PolicySet& policies);

}  // namespace yibao::contribution
