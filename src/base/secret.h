// Secret values: identity numbers, phones, bank accounts, tokens. They cannot be printed, logged
// or compared with < by accident; who needs the text says reveal(), which is easy to search for.
#pragma once

#include <string>
#include <utility>

namespace yibao {

template<class Tag>
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string text) : text_(std::move(text)) {}
  const std::string& reveal() const { return text_; }
  bool empty() const { return text_.empty(); }
  bool operator==(const Secret&) const = default;

 private:
  std::string text_;
};

using IdentityNumber = Secret<struct IdentityNumberTag>;
using Phone = Secret<struct PhoneTag>;
using BankAccount = Secret<struct BankAccountTag>;
using Token = Secret<struct TokenTag>;

// 张三丰 → 张**; 4401**********1234; 138****5678; 6222************123
std::string mask_name(const std::string& name);
std::string mask_identity(const IdentityNumber& number);
std::string mask_phone(const Phone& phone);
std::string mask_bank_account(const BankAccount& account);

}  // namespace yibao
