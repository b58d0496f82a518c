#include "storage/hmac.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <optional>

#include "base/check.h"

namespace yibao::storage {

namespace {

// One context for each thread and algorithm: OpenSSL 3 looks both up by name otherwise, at five
// times the cost of a short text.
class Hmac {
 public:
  Hmac(const char* digest, std::size_t size) : size_(size) {
    EVP_MAC* algorithm = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
    context_ = EVP_MAC_CTX_new(algorithm);
    EVP_MAC_free(algorithm);  // the context holds it
    std::string name(digest);
    const OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name.data(), 0),
        OSSL_PARAM_construct_end()};
    YB_CHECK(EVP_MAC_CTX_set_params(context_, parameters) == 1, "OpenSSL has no " + name);
  }
  ~Hmac() {
    EVP_MAC_CTX_free(context_);
    if (key_) OPENSSL_cleanse(key_->data(), key_->size());
  }
  Hmac(const Hmac&) = delete;
  Hmac& operator=(const Hmac&) = delete;

  std::string of(std::string_view key, std::string_view text) {
    std::string result(size_, '\0');
    std::size_t length = 0;
    // The same key mostly comes again: OpenSSL takes the one before where none is given.
    const bool again = key_ && *key_ == key;
    if (!again) key_.reset();
    const bool done =
        EVP_MAC_init(context_, again ? nullptr : raw(key), again ? 0 : key.size(), nullptr) == 1 &&
        EVP_MAC_update(context_, raw(text), text.size()) == 1 &&
        EVP_MAC_final(context_, reinterpret_cast<unsigned char*>(result.data()), &length, size_) ==
            1;
    YB_CHECK(done && length == size_, "no HMAC was made");
    if (!again) key_ = key;
    return result;
  }

 private:
  // Not null where it is empty: that would be the key before.
  static const unsigned char* raw(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.empty() ? "" : bytes.data());
  }

  EVP_MAC_CTX* context_ = nullptr;
  std::optional<std::string> key_;  // the one before
  std::size_t size_;
};

}  // namespace

std::string hmac_sha256(std::string_view key, std::string_view text) {
  static thread_local Hmac hmac("SHA256", 32);
  return hmac.of(key, text);
}

std::string hmac_sha1(std::string_view key, std::string_view text) {
  static thread_local Hmac hmac("SHA1", 20);
  return hmac.of(key, text);
}

}  // namespace yibao::storage
