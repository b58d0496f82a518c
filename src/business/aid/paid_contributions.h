// Contributions that a personal account paid (代缴费, 205), one's own or a relative's, and their
// way back: 原路退回, to the account that paid, never out as cash (14号: 个人账户的钱不提现).
#pragma once

#include <span>
#include <vector>

#include "business/account/types.h"
#include "business/contribution/store.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::aid {

extern const storage::KeyedSelect kContributionsPaidFor;  // by insured: paid by relatives
extern const storage::KeyedSelect kContributionsPaidOwn;  // by payer: of all that they paid

// What one account paid of a year: of several accounts each its own, all of one entry.
struct PaidContribution {
  PersonId payer;
  PostingId posting;
  RegionCode region;  // of the account that paid
  Money amount;
  std::int64_t entry_id = 0;
};
// Which of these receipts of one person an account has paid: the rows of both selects by that
// person. In the order of the postings.
std::vector<PaidContribution> paid_by_accounts(std::span<const contribution::Contribution> receipts,
                                               const storage::Rows& paid_for,
                                               const storage::Rows& paid_own);

void need_contribution_return(storage::Needs& needs, PersonId payer);
// Credits the account, which stays the caller's to save. `fund` is where the contribution had gone.
PostingId give_back_contribution(storage::Plan& plan, account::Account& account,
                                 const PaidContribution& paid, const std::string& fund,
                                 const storage::Facts& facts, const business::Context& context);
// What came back to a relative's accounts, all of it: takes the use off its binding and tells them.
struct GivenBack {
  PersonId payer;
  PostingId paid;  // of the use; of several accounts the first
  PostingId returned;
  Money balance;  // of those accounts
};
void take_off_use(storage::Plan& plan, const GivenBack& back, const storage::Facts& facts,
                  const business::Context& context);

}  // namespace yibao::aid
