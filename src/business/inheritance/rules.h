// How an estate is divided: exactly, to the last fen, and the same way every time.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "business/inheritance/types.h"

namespace yibao::inheritance {

// "1/3" or "3333" (basis points of the whole); none where it is neither, zero or above one.
std::optional<Share> parse_share(std::string_view text);

// All shares together are the whole. Refuses: shares_not_whole with their sum, shares_too_fine
// where they have no common denominator of sensible size.
Verdict check_shares(std::span<const Share> shares);

// Each heir's amount, in the order of the shares, which are the whole (checked). Every one gets
// the fen that fit; what is left over goes fen by fen to the largest remainders, of equal ones to
// who stands first (最大余额法). The amounts add up to the total.
std::vector<Money> divide(Money total, std::span<const Share> shares);

// The accounts that a credit was on, one after the other: with a transfer and a merge the money
// goes on. `all` in the order of the ledger.
std::vector<Stay> stays_of(const Traced& credit, std::span<const Traced> all);

// What each month was credited, net of what was taken back, and where it is.
std::vector<MonthCredit> month_credits(std::span<const Traced> all);

// Of the months after the month of death: what was credited for them and is to be taken back.
std::vector<MonthCredit> credits_after(Date died_on, std::span<const MonthCredit> credits);

}  // namespace yibao::inheritance
