#include "business/payout/types.h"

#include <algorithm>

namespace yibao::payout {

bool is_bank_account(std::string_view number) {
  return number.size() >= 12 && number.size() <= 19 &&
         std::ranges::all_of(number, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace yibao::payout
