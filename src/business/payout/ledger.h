// Money that leaves an account for a bank, and comes back from it: the two sides of a payout.
#pragma once

#include "business/account/returning.h"
#include "business/account/types.h"
#include "business/payout/types.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::payout {

// "payout:17": the account on the other side of the postings.
std::string transit_account(std::int64_t payout);

struct NewPayout {
  CaseId application;
  Money amount;
  account::PostingCode code;
  std::string bank_sealed;  // under kBankPurpose
  std::string holder;
  std::int64_t replaces = 0;
};

// Debits the account and orders the payout. The account is the caller's to save.
Payout order(storage::Plan& plan, account::Account& account, const NewPayout& wanted,
             const business::Context& context);

// 退汇: the money is back on the account it came from, also where the bank had reported it as paid.
void take_back(storage::Plan& plan, account::Account& account, const Payout& payout,
               const business::Context& context);
// The same where the number of that account may have been merged since: it goes on to the kept one.
void take_back(storage::Plan& plan, account::Returning& accounts, const Payout& payout,
               const business::Context& context);
void mark_paid(storage::Plan& plan, const Payout& payout);

// 银行回盘只对已经发送的指令: what the bank has not seen it cannot have paid; taken all the same,
// the order would never be written to a file. Refused: bank_order_not_sent.
Verdict check_sent(const Payout& payout, const std::string& reference);

}  // namespace yibao::payout
