// 退汇后换银行账户: to which other account of the same holder a returned amount is to be paid. The
// person says so by themself. What an officer enters, another officer enters as well before it is
// paid (谁经办的,不能自己审核支付); a wrong digit does not pass either.
#pragma once

#include <string>

#include "business/payout/types.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::payout {

// As an officer has entered it, of one returned order.
struct OtherAccount {
  PersonId person;  // whose account the returned order left
  std::int64_t payout = 0;
  std::string bank_sealed;
  std::string proposed_by;
  std::string confirmed_by;  // empty: waits for another officer
  Instant recorded_at;
};

extern const storage::Table kOtherAccount;
extern const storage::KeyedSelect kOtherAccountsOf;  // by person: whole rows

OtherAccount read_other_account(const storage::Row& row);
storage::Row other_account_row(const OtherAccount& account);

// True: it is paid there now. False: it was written down, and waits for another officer.
// Refused: second_officer_needed.
Decision<bool> agree_on_account(storage::Plan& plan, const storage::Rows& entered,
                                const Payout& returned, const std::string& bank_sealed,
                                const business::Context& context);

// What the time line and the message say of it: the account with its middle hidden.
std::vector<Fact> facts_of_account(Money amount, const std::string& bank_sealed,
                                   const storage::Vault& vault);

}  // namespace yibao::payout
