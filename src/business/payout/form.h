// A bank account in the form of an application: shown masked, kept sealed, and whose it is.
#pragma once

#include <string>

#include "base/tree.h"
#include "business/reader.h"
#include "business/use_case.h"

namespace yibao::payout {

struct Bank {
  std::string sealed;  // under kBankPurpose; empty: none given
  std::string holder;
};

// Whose account it is: a person's or an employer's. Its beginning may be no formula, as it goes to
// the bank's file unchanged (base/csv_text.h).
inline constexpr std::size_t kHolderMax = 60;
std::string read_holder(business::Reader& reader, std::string_view member,
                        std::size_t characters_max = kHolderMax);

// 户名与本人姓名一致: the account is this person's own, however the name was written. What is paid
// to somebody goes to no account of another.
bool is_held_by(std::string_view holder, std::string_view name);

// Reads the members bank_account and bank_holder and sets them in the form.
void read_bank(business::Reader& reader, const business::Context& context, Tree& form);
Bank bank_of(const Tree& form);

// What the stored form says; empty where it does not.
std::string form_text(const Tree& form, std::string_view name);

}  // namespace yibao::payout
