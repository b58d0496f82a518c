// An order to a bank to pay out money of a personal account (付款指令), as a value: of a transfer,
// a cash-out, an inheritance. How it is written to a file stands in adapters/bank.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/id.h"
#include "base/money.h"
#include "base/region_code.h"
#include "business/account/types.h"

namespace yibao::payout {

enum class PayoutState { ordered, sent, paid, returned };
inline constexpr std::array<std::string_view, 4> kPayoutStateTexts{"ordered", "sent", "paid",
                                                                   "returned"};
constexpr std::string_view to_text(PayoutState state) {
  return kPayoutStateTexts[static_cast<std::size_t>(state)];
}

struct Payout {
  PersonId person;  // whose account the money left
  std::int64_t id = 0;
  RegionCode region;   // of that account
  CaseId application;  // of this person, or of somebody who applied for their money
  Money amount;
  std::string bank_sealed;
  std::string holder;
  PayoutState state = PayoutState::ordered;
  std::string file_name;
  Instant recorded_at;
  account::PostingCode code = account::PostingCode::closed_out;  // under which it left

  std::int64_t replaces = 0;  // the returned one whose amount this one pays again; 0: none

  // The bank has not answered.
  bool is_open() const { return state == PayoutState::ordered || state == PayoutState::sent; }
  // 先成功、后退汇: what the bank had reported as paid comes back a day later all the same.
  bool may_come_back() const { return is_open() || state == PayoutState::paid; }
};

// A bank account's number: 12 to 19 digits.
bool is_bank_account(std::string_view number);

}  // namespace yibao::payout
