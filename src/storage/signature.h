// Signatures (Ed25519, libsodium): what was signed cannot be rewritten by whoever has the database
// but not the key. The key is a seed in a file of its own; the public key goes to whoever checks.
#pragma once

#include <string>
#include <string_view>

namespace yibao::storage {

inline constexpr std::size_t kSigningSeedSize = 32;

class SigningKey {
 public:
  explicit SigningKey(std::string_view seed);  // checked: kSigningSeedSize bytes
  ~SigningKey();
  SigningKey(const SigningKey&) = delete;
  SigningKey& operator=(const SigningKey&) = delete;

  const std::string& public_key() const { return public_key_; }  // 32 bytes
  std::string sign(std::string_view text) const;                 // 64 bytes

 private:
  std::string public_key_;
  std::string secret_key_;
};

bool is_signed_by(std::string_view public_key, std::string_view text, std::string_view signature);

}  // namespace yibao::storage
