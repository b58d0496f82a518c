#include "storage/password.h"

#include <sodium.h>

#include <array>

#include "base/check.h"
#include "storage/vault.h"

namespace yibao::storage {

namespace {

// 19 MiB and two passes, as OWASP asks at least: about 20 ms of one core, and as many sign-ins as
// the pool has threads need no more memory than that each.
constexpr unsigned long long kPasses = 2;
constexpr std::size_t kMemory = std::size_t{19} << 20U;

void prepare_sodium() {
  static const int ready = sodium_init();
  YB_CHECK(ready >= 0, "libsodium does not start");
}

}  // namespace

std::string hash_password(const std::string& password) {
  prepare_sodium();
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  const int done = crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), kPasses,
                                         kMemory, crypto_pwhash_ALG_ARGON2ID13);
  if (done != 0) throw Fault("no memory to hash a password");
  return hash.data();
}

bool is_password(const std::string& hash, const std::string& password) {
  prepare_sodium();
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

const std::string& nobodys_password_hash() {
  static const std::string hash = hash_password(random_bytes(24));
  return hash;
}

}  // namespace yibao::storage
