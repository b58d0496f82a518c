// What may be spent, where, and from which account.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "base/decision.h"
#include "business/account/types.h"
#include "business/enrolment/types.h"
#include "business/hold/types.h"
#include "policy/policy_set.h"

namespace yibao::account {

// A payment that several accounts may share: the preferred one first, each with what it pays.
struct PaymentParts {
  std::vector<Share> shares;
  std::vector<Reason> reasons;  // why these
};

// The account kept at the place of care is preferred, then those of the same province
// (省内跨市使用), then money left behind by somebody who is insured at the place of care without an
// account.
bool pays_at(const Account& account, const Till& till);

// The place where the person is insured on the day, if no account goes with it (居民) and what was
// left elsewhere may be used there (account.left_behind_usable); else none.
RegionCode insured_without_account(std::span<const enrolment::Enrolment> enrolments,
                                   const policy::PolicySet& policies, Date today);

// Where the money of somebody with these enrolments is to be spent.
Till till_at(RegionCode place_of_care, std::span<const enrolment::Enrolment> enrolments,
             const policy::PolicySet& policies, Date today);

// Those with money that may be spent at the till, neither set aside nor under a hold on spending;
// the preferred one first.
std::vector<Account> spendable(std::span<const Account> accounts, std::span<const hold::Hold> holds,
                               const Till& till);

// 在此可以使用的余额: one figure for every door that tells it.
Money spendable_sum(std::span<const Account> accounts, std::span<const hold::Hold> holds,
                    const Till& till);

// 个人账户余额, as a person is told it: all that the ledger has of them, whatever stops its use, as
// the summary shows it; of accounts that were posted to meanwhile (`changed`), what they have now.
Money balance_left(std::span<const Account> accounts, std::span<const Share> changed);

// In their order, as far as they go, up to the amount.
std::vector<Share> take_from(std::span<const Account> accounts, Money amount);
Money total_of(std::span<const Share> shares);

// Who pays at a till: the preferred account as far as it goes, the rest from the next ones.
Decision<PaymentParts> choose_accounts(std::span<const Account> accounts,
                                       std::span<const hold::Hold> holds, const Till& till,
                                       Money amount);

// Whether a refusal of choose_accounts says that there is money, and none that is spent there.
bool is_of_another_place(const Refusal& refused, std::span<const Account> accounts);

// The account with the latest posting; null where there is none.
const Account* used_last(std::span<const Account> accounts);

}  // namespace yibao::account
