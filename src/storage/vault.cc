#include "storage/vault.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>

#include "base/check.h"
#include "storage/digest.h"
#include "storage/hmac.h"

namespace yibao::storage {

namespace {

constexpr std::size_t kNonceSize = 12;
constexpr std::size_t kTagSize = 16;

std::string labelled(std::string_view purpose, std::string_view text) {
  return std::string(purpose) + '\0' + std::string(text);
}

// Fetched once: OpenSSL 3 looks the algorithm up by name otherwise.
const EVP_CIPHER* aes_256_gcm() {
  static const EVP_CIPHER* algorithm = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  YB_CHECK(algorithm != nullptr, "OpenSSL has no AES-256-GCM");
  return algorithm;
}

using Cipher = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

Cipher new_cipher() {
  return {EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free};
}

// A thread's context for opening: the key mostly stays, and is not worked out anew.
class Opener {
 public:
  ~Opener() { OPENSSL_cleanse(key_.data(), key_.size()); }
  // Ready for the text that was sealed with this nonce; null where OpenSSL has failed.
  EVP_CIPHER_CTX* begin(const std::string& key, const unsigned char* nonce) {
    const bool again = key == key_;
    const auto* bytes = reinterpret_cast<const unsigned char*>(key.data());
    const int done = again
                         ? EVP_DecryptInit_ex(cipher_.get(), nullptr, nullptr, nullptr, nonce)
                         : EVP_DecryptInit_ex(cipher_.get(), aes_256_gcm(), nullptr, bytes, nonce);
    key_ = done == 1 ? key : "";
    return done == 1 ? cipher_.get() : nullptr;
  }

 private:
  Cipher cipher_ = new_cipher();
  std::string key_;  // of the text before; empty: none stands in the context
};

const unsigned char* raw(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::uint64_t mix(std::uint64_t x) {  // the finaliser of SplitMix64
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

constexpr int kHalfBits = 31;
constexpr std::uint64_t kHalfMask = (std::uint64_t{1} << kHalfBits) - 1;
constexpr std::uint64_t kIdMask = (std::uint64_t{1} << (2 * kHalfBits)) - 1;

}  // namespace

struct Vault::Keys {
  std::string seal;
  std::string nonce;
  std::string lookup;
  std::array<std::uint64_t, 8> rounds{};  // of the permutation of outside ids

  std::uint64_t round(std::size_t index, std::uint64_t half, IdKind kind) const {
    return mix(mix(half ^ rounds[index]) + rounds[7 - index] + static_cast<std::uint64_t>(kind)) &
           kHalfMask;
  }
  std::uint64_t permute(std::uint64_t id, IdKind kind) const {
    std::uint64_t left = id >> kHalfBits;
    std::uint64_t right = id & kHalfMask;
    for (std::size_t i = 0; i < rounds.size(); ++i) {
      const std::uint64_t next = left ^ round(i, right, kind);
      left = right;
      right = next;
    }
    return left << kHalfBits | right;
  }
  std::uint64_t restore(std::uint64_t word, IdKind kind) const {
    std::uint64_t left = word >> kHalfBits;
    std::uint64_t right = word & kHalfMask;
    for (std::size_t i = rounds.size(); i-- > 0;) {
      const std::uint64_t previous = right ^ round(i, left, kind);
      right = left;
      left = previous;
    }
    return left << kHalfBits | right;
  }
  std::uint64_t check(std::uint64_t word, std::uint64_t milliseconds, IdKind kind) const {
    return mix(mix(word ^ rounds[3]) ^ milliseconds ^ (static_cast<std::uint64_t>(kind) << 56)) &
           0xFFF;
  }
};

Vault::Vault(std::string_view master_key) {
  YB_CHECK(master_key.size() == kKeySize, "the master key has 32 bytes");
  auto keys = std::make_unique<Keys>();
  keys->seal = hmac_sha256(master_key, "yibao seal 1");
  keys->nonce = hmac_sha256(master_key, "yibao nonce 1");
  keys->lookup = hmac_sha256(master_key, "yibao lookup 1");
  const std::string rounds =
      hmac_sha256(master_key, "yibao id 1") + hmac_sha256(master_key, "yibao id 2");
  for (std::size_t i = 0; i < rounds.size(); ++i) {
    keys->rounds[i / 8] = keys->rounds[i / 8] << 8 | static_cast<unsigned char>(rounds[i]);
  }
  keys_ = std::move(keys);
}

Vault::~Vault() = default;

Bytes Vault::seal(std::string_view purpose, std::string_view text) const {
  std::string out = hmac_sha256(keys_->nonce, labelled(purpose, text)).substr(0, kNonceSize);
  out.resize(kNonceSize + text.size() + kTagSize);
  auto* bytes = reinterpret_cast<unsigned char*>(out.data());
  const Cipher cipher = new_cipher();
  int length = 0;
  const bool done =
      EVP_EncryptInit_ex(cipher.get(), aes_256_gcm(), nullptr, raw(keys_->seal), bytes) == 1 &&
      EVP_EncryptUpdate(cipher.get(), nullptr, &length, raw(purpose),
                        static_cast<int>(purpose.size())) == 1 &&
      EVP_EncryptUpdate(cipher.get(), bytes + kNonceSize, &length, raw(text),
                        static_cast<int>(text.size())) == 1 &&
      EVP_EncryptFinal_ex(cipher.get(), bytes + kNonceSize + length, &length) == 1 &&
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, kTagSize,
                          bytes + kNonceSize + text.size()) == 1;
  YB_CHECK(done, "sealing failed");
  return {out};
}

std::string Vault::open(std::string_view purpose, const Bytes& sealed) const {
  if (sealed.data.size() < kNonceSize + kTagSize) throw Fault("a sealed value is cut short");
  const std::size_t size = sealed.data.size() - kNonceSize - kTagSize;
  std::string text(size, '\0');
  std::string tag = sealed.data.substr(kNonceSize + size);
  static thread_local Opener opener;
  EVP_CIPHER_CTX* cipher = opener.begin(keys_->seal, raw(sealed.data));
  int length = 0;
  const bool done =
      cipher != nullptr &&
      EVP_DecryptUpdate(cipher, nullptr, &length, raw(purpose), static_cast<int>(purpose.size())) ==
          1 &&
      EVP_DecryptUpdate(cipher, reinterpret_cast<unsigned char*>(text.data()), &length,
                        raw(sealed.data) + kNonceSize, static_cast<int>(size)) == 1 &&
      EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_GCM_SET_TAG, kTagSize, tag.data()) == 1 &&
      EVP_DecryptFinal_ex(cipher, reinterpret_cast<unsigned char*>(text.data()) + length,
                          &length) == 1;
  if (!done) throw Fault("a sealed value was changed: " + std::string(purpose));
  return text;
}

Bytes Vault::keyed_hash(std::string_view purpose, std::string_view text) const {
  return {hmac_sha256(keys_->lookup, labelled(purpose, text)).substr(0, kShortDigestSize)};
}

std::string Vault::outside_id(IdKind kind, std::int64_t id, Instant recorded_at) const {
  YB_CHECK(id > 0 && static_cast<std::uint64_t>(id) <= kIdMask, "an id out of range");
  const auto time = static_cast<std::uint64_t>(recorded_at.milliseconds()) & 0xFFFFFFFFFFFFULL;
  const std::uint64_t word = keys_->permute(static_cast<std::uint64_t>(id), kind);
  const std::uint64_t high = time << 16 | 0x7000 | keys_->check(word, time, kind);
  const std::uint64_t low = std::uint64_t{2} << 62 | word;
  std::string text;
  text.reserve(36);
  static constexpr char kDigits[] = "0123456789abcdef";
  for (int i = 0; i < 32; ++i) {
    if (i == 8 || i == 12 || i == 16 || i == 20) text += '-';
    text += kDigits[(i < 16 ? high : low) >> (60 - i % 16 * 4) & 15];
  }
  return text;
}

std::optional<OutsideId> Vault::inside_id(IdKind kind, std::string_view text) const {
  if (text.size() != 36) return std::nullopt;
  std::array<std::uint64_t, 2> words{};
  int digits = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == 8 || i == 13 || i == 18 || i == 23) {
      if (text[i] != '-') return std::nullopt;
      continue;
    }
    const char c = text[i];
    const bool lower = c >= 'a' && c <= 'f';
    if (!lower && !(c >= '0' && c <= '9')) return std::nullopt;
    words[digits / 16] =
        words[digits / 16] << 4 | static_cast<std::uint64_t>(lower ? c - 'a' + 10 : c - '0');
    ++digits;
  }
  const std::uint64_t time = words[0] >> 16;
  const std::uint64_t word = words[1] & kIdMask;
  if ((words[0] >> 12 & 15) != 7 || words[1] >> 62 != 2 ||
      (words[0] & 0xFFF) != keys_->check(word, time, kind)) {
    return std::nullopt;
  }
  return OutsideId{static_cast<std::int64_t>(keys_->restore(word, kind)),
                   Instant::from_milliseconds(static_cast<std::int64_t>(time))};
}

std::string random_bytes(std::size_t count) {
  std::string bytes(count, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)) != 1) {
    throw Fault("the system has no random numbers");
  }
  return bytes;
}

}  // namespace yibao::storage
