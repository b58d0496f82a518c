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
// Credits the account, which stays the caller's to save; takes a relative's use off its binding and
// tells them. `fund` is where the contribution had gone.
void give_back_contribution(storage::Plan& plan, account::Account& account,
                            const PaidContribution& paid, PersonId insured, const std::string& fund,
                            const storage::Facts& facts, const business::Context& context);

}  // namespace yibao::aid
