// 应退回的继承份额 (N-22, R-086): a death was recorded of somebody who lives, and their estate was
// divided. Two officers take the death back at once; what each heir got is owed to the living
// person from then on, and comes back share by share.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "business/inheritance/store.h"
#include "business/payout/types.h"
#include "storage/plan.h"

namespace yibao::inheritance {

// That a share is owed back, and by which correction it became so. Never changed.
struct ShareDebt {
  PersonId person;  // whose account was divided
  CaseId application;
  int line = 0;
  CaseId correction;
  std::int64_t entry_id = 0;
};
extern const storage::Table kInheritanceDebt;
extern const storage::KeyedSelect kDebtsOf;  // by that person: whole rows
storage::Row debt_row(const ShareDebt& debt);
ShareDebt read_debt(const storage::Row& row);

// What has come back of one share. Never changed.
struct Recovery {
  PersonId person;
  std::int64_t id = 0;
  CaseId application;
  int line = 0;
  Money amount;
  std::int64_t credit = 0;
  std::int64_t debit = 0;   // of the heir's account; 0: paid to the agency
  std::string bank_serial;  // then
  Date arrived_on;
  std::string recorded_by;
  std::int64_t entry_id = 0;
};
extern const storage::Table kInheritanceRecovery;
extern const storage::KeyedSelect kRecoveriesOf;        // by person: whole rows
extern const storage::KeyedSelect kRecoveriesBySerial;  // of any person: serial, case
storage::Row recovery_row(const Recovery& recovery);
Recovery read_recovery(const storage::Row& row);

// What the division had taken back of months after the "death" (kSharesOf's entries), not yet given
// back: person, posting, region, amount, fund, month.
extern const storage::KeyedSelect kTakenOffForDeathOf;

// The last order for a share that a bank pays: none where it went to an account.
std::optional<payout::Payout> last_order(const SharePaid& share,
                                         std::span<const payout::Payout> payouts);
// What the heir still has of it. What the bank has sent back, the heir never had.
Money outstanding(const SharePaid& share, std::span<const Recovery> recovered,
                  std::span<const payout::Payout> payouts);

}  // namespace yibao::inheritance
