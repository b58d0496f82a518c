#include "storage/signature.h"

#include <sodium.h>

#include "base/check.h"

namespace yibao::storage {

namespace {

const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

}  // namespace

SigningKey::SigningKey(std::string_view seed)
    : public_key_(crypto_sign_PUBLICKEYBYTES, '\0'), secret_key_(crypto_sign_SECRETKEYBYTES, '\0') {
  static_assert(kSigningSeedSize == crypto_sign_SEEDBYTES);
  YB_CHECK(sodium_init() >= 0, "libsodium does not start");
  YB_CHECK(seed.size() == kSigningSeedSize, "a seed of another length");
  crypto_sign_seed_keypair(bytes(public_key_), bytes(secret_key_), bytes(seed));
}

SigningKey::~SigningKey() {
  sodium_memzero(secret_key_.data(), secret_key_.size());
}

std::string SigningKey::sign(std::string_view text) const {
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(bytes(signature), nullptr, bytes(text), text.size(), bytes(secret_key_));
  return signature;
}

bool is_signed_by(std::string_view public_key, std::string_view text, std::string_view signature) {
  if (public_key.size() != crypto_sign_PUBLICKEYBYTES || signature.size() != crypto_sign_BYTES) {
    return false;
  }
  return crypto_sign_verify_detached(bytes(signature), bytes(text), text.size(),
                                     bytes(public_key)) == 0;
}

}  // namespace yibao::storage
