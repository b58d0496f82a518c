// The banks that issue cards and carry the accounts of agencies, with the numbers under which they
// sign in (行别代码) and their service lines. Which of them issue a region's cards is
// policy, card.banks; so is which of them carry its account, account.banks.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "business/use_case.h"

namespace yibao::business {

struct Bank {
  std::string_view code;
  std::int64_t number;
  std::string_view service_line;
};

inline constexpr std::array<Bank, 6> kBanks{{
    {"industrial_and_commercial_bank", 102, "95588"},
    {"agricultural_bank", 103, "95599"},
    {"bank_of_china", 104, "95566"},
    {"construction_bank", 105, "95533"},
    {"bank_of_communications", 301, "95559"},
    {"postal_savings_bank", 403, "95580"},
}};

constexpr const Bank* find_bank(std::string_view code) {
  for (const Bank& bank : kBanks) {
    if (bank.code == code) return &bank;
  }
  return nullptr;
}
// The code of the bank that signs in under a number; empty where there is none.
constexpr std::string_view bank_of(std::int64_t number) {
  for (const Bank& bank : kBanks) {
    if (bank.number == number) return bank.code;
  }
  return "";
}

// 开户行: a bank that comes by its own link speaks of the money of those agencies alone whose
// account it carries. Not asked are who is no bank, and the files that the agencies' own house
// reads (main/bank.h), where no number stands behind.
Verdict check_carries_account(const Context& context, RegionCode region);

}  // namespace yibao::business
