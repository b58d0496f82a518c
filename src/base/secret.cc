#include "base/secret.h"

namespace yibao {

namespace {

// Keeps `head` and `tail` characters of ASCII text; what is too short to keep both is all hidden.
std::string mask(const std::string& text, std::size_t head, std::size_t tail) {
  if (text.size() <= head + tail) return std::string(text.size(), '*');
  return text.substr(0, head) + std::string(text.size() - head - tail, '*') +
         text.substr(text.size() - tail);
}

}  // namespace

std::string mask_name(const std::string& name) {
  std::string masked;
  bool first = true;
  for (const char c : name) {
    const bool starts_character = (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    if (starts_character && !masked.empty()) first = false;
    if (first) masked += c;
    if (!first && starts_character) masked += '*';
  }
  return masked;
}

std::string mask_identity(const IdentityNumber& number) {
  return mask(number.reveal(), 4, 4);
}
std::string mask_phone(const Phone& phone) {
  return mask(phone.reveal(), 3, 4);
}
std::string mask_bank_account(const BankAccount& account) {
  return mask(account.reveal(), 4, 3);
}

}  // namespace yibao
