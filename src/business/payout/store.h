// Payouts in the database (schema/003_account.sql).
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "business/payout/types.h"
#include "storage/plan.h"

namespace yibao::payout {

extern const storage::Table kPayout;
extern const storage::KeyedSelect kPayoutsOf;  // by person: whole rows

// Under which bank accounts are sealed, in a payout and in a form that will become one.
inline constexpr std::string_view kBankPurpose = "payout.bank_account";

storage::Row payout_row(const Payout& payout);
Payout read_payout(const storage::Row& row);
std::vector<Payout> payouts_of(const storage::Rows& payouts, CaseId id);
// The bank has not answered for all of them.
bool any_open(const std::vector<Payout>& of_case);
// 退汇: came back, and no later order pays it again.
std::vector<Payout> came_back(const std::vector<Payout>& of_case);
// The latest one of a case; none where there is none.
std::optional<Payout> find_payout(const storage::Rows& payouts, CaseId id);

// Whose payout it is, and of which case. Neither ever changes, so it may be asked before the
// command runs.
struct PayoutKey {
  PersonId person;
  CaseId application;
};
std::optional<PayoutKey> find_key(std::int64_t payout, storage::Session& reader);

}  // namespace yibao::payout
