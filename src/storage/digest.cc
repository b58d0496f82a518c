#include "storage/digest.h"

#include <openssl/evp.h>

#include "base/check.h"

namespace yibao::storage {

namespace {

// Fetched once: OpenSSL 3 looks the algorithm up by name otherwise, at four times the cost.
const EVP_MD* sha256_algorithm() {
  static const EVP_MD* algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  YB_CHECK(algorithm != nullptr, "OpenSSL has no SHA-256");
  return algorithm;
}

}  // namespace

struct RunningDigest::Context {
  EVP_MD_CTX* handle = EVP_MD_CTX_new();
  Context() { EVP_DigestInit_ex2(handle, sha256_algorithm(), nullptr); }
  ~Context() { EVP_MD_CTX_free(handle); }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
};

std::string sha256(std::string_view data) {
  static thread_local RunningDigest digest;
  digest.add(data);
  return digest.finish();
}

std::string short_digest(std::string_view data) {
  std::string digest = sha256(data);
  digest.resize(kShortDigestSize);
  return digest;
}

std::string to_hex(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    text += kDigits[static_cast<unsigned char>(c) >> 4];
    text += kDigits[static_cast<unsigned char>(c) & 15];
  }
  return text;
}

RunningDigest::RunningDigest() : context_(std::make_unique<Context>()) {}
RunningDigest::~RunningDigest() = default;
RunningDigest::RunningDigest(RunningDigest&&) noexcept = default;
RunningDigest& RunningDigest::operator=(RunningDigest&&) noexcept = default;

void RunningDigest::add(std::string_view data) {
  EVP_DigestUpdate(context_->handle, data.data(), data.size());
}

std::string RunningDigest::finish() {
  std::string result(kDigestSize, '\0');
  unsigned length = 0;
  EVP_DigestFinal_ex(context_->handle, reinterpret_cast<unsigned char*>(result.data()), &length);
  YB_CHECK(length == kDigestSize, "a digest of another size");
  EVP_DigestInit_ex2(context_->handle, sha256_algorithm(), nullptr);
  return result;
}

}  // namespace yibao::storage
