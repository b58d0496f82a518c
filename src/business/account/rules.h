// What may be spent, where, and from which account.
#pragma once

#include <optional>
#include <span>

#include "base/decision.h"
#include "business/account/types.h"
#include "business/hold/types.h"

namespace yibao::account {

struct PaymentChoice {
  Account account;              // the one that pays
  std::vector<Reason> reasons;  // why this one
};

// Chooses the account that pays at a till: the one kept at the place of care, else one of the same
// province (省内跨市使用), and only money that is neither set aside nor under a hold on spending.
Decision<PaymentChoice> choose_account(std::span<const Account> accounts,
                                       std::span<const hold::Hold> holds, RegionCode place_of_care,
                                       Money amount);

// The first account, in the same order, with money that may be spent there; none: nothing.
std::optional<Account> first_usable(std::span<const Account> accounts,
                                    std::span<const hold::Hold> holds, RegionCode place_of_care);

// The account with the latest posting; null where there is none.
const Account* used_last(std::span<const Account> accounts);

}  // namespace yibao::account
