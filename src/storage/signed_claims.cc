#include "storage/signed_claims.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <memory>
#include <vector>

#include "base/tree_text.h"
#include "storage/json.h"

namespace yibao::storage {

namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::size_t kTokenMax = 16'384;
constexpr int kRsaBitsMin = 2'048;
constexpr std::size_t kCoordinate = 32;  // of P-256

template<class T, void (*free)(T*)>
struct Freed {
  void operator()(T* value) const { free(value); }
};
template<class T, void (*free)(T*)>
using Owned = std::unique_ptr<T, Freed<T, free>>;
using Key = Owned<EVP_PKEY, EVP_PKEY_free>;
using KeyContext = Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using Number = Owned<BIGNUM, BN_free>;
using Builder = Owned<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;
using Parameters = Owned<OSSL_PARAM, OSSL_PARAM_free>;
using Digest = Owned<EVP_MD_CTX, EVP_MD_CTX_free>;
using Pair = Owned<ECDSA_SIG, ECDSA_SIG_free>;

const unsigned char* raw(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::optional<std::string> bytes_of(const Tree& tree, std::string_view name) {
  const std::string text = text_of(tree, name);
  if (text.empty()) return std::nullopt;
  return from_base64url(text);
}

Key key_from(const char* type, OSSL_PARAM_BLD* builder) {
  const Parameters parameters(OSSL_PARAM_BLD_to_param(builder));
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* key = nullptr;
  if (parameters == nullptr || context == nullptr || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1) {
    return nullptr;
  }
  return Key(key);
}

Key rsa_key(const Tree& jwk) {
  const auto n = bytes_of(jwk, "n");
  const auto e = bytes_of(jwk, "e");
  if (!n || !e) return nullptr;
  const Number modulus(BN_bin2bn(raw(*n), static_cast<int>(n->size()), nullptr));
  const Number exponent(BN_bin2bn(raw(*e), static_cast<int>(e->size()), nullptr));
  if (modulus == nullptr || exponent == nullptr || BN_num_bits(modulus.get()) < kRsaBitsMin) {
    return nullptr;
  }
  const Builder builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get());
  return key_from("RSA", builder.get());
}

Key elliptic_key(const Tree& jwk) {
  const auto x = bytes_of(jwk, "x");
  const auto y = bytes_of(jwk, "y");
  if (text_of(jwk, "crv") != "P-256" || !x || !y || x->size() != kCoordinate ||
      y->size() != kCoordinate) {
    return nullptr;
  }
  const std::string point = "\x04" + *x + *y;
  const Builder builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0);
  OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                   point.size());
  return key_from("EC", builder.get());
}

// A JWS has the two numbers side by side, OpenSSL reads them as DER.
std::optional<std::string> der_signature(const std::string& signature) {
  if (signature.size() != 2 * kCoordinate) return std::nullopt;
  const Pair pair(ECDSA_SIG_new());
  BIGNUM* r = BN_bin2bn(raw(signature), kCoordinate, nullptr);
  BIGNUM* s = BN_bin2bn(raw(signature) + kCoordinate, kCoordinate, nullptr);
  if (pair == nullptr || ECDSA_SIG_set0(pair.get(), r, s) != 1) return std::nullopt;
  unsigned char* out = nullptr;
  const int size = i2d_ECDSA_SIG(pair.get(), &out);
  if (size <= 0) return std::nullopt;
  std::string der(reinterpret_cast<const char*>(out), static_cast<std::size_t>(size));
  OPENSSL_free(out);
  return der;
}

bool holds(EVP_PKEY* key, std::string_view text, const std::string& signature) {
  const Digest context(EVP_MD_CTX_new());
  return EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key) == 1 &&
         EVP_DigestVerify(context.get(), raw(signature), signature.size(), raw(text),
                          text.size()) == 1;
}

bool is_signed_by(const Tree& jwk, const std::string& algorithm, std::string_view text,
                  const std::string& signature) {
  const std::string type = text_of(jwk, "kty");
  const std::string use = text_of(jwk, "use");
  if (!use.empty() && use != "sig") return false;
  if (type == "RSA" && algorithm == "RS256") {
    const Key key = rsa_key(jwk);
    return key != nullptr && holds(key.get(), text, signature);
  }
  if (type == "EC" && algorithm == "ES256") {
    const Key key = elliptic_key(jwk);
    const auto der = der_signature(signature);
    return key != nullptr && der && holds(key.get(), text, *der);
  }
  return false;
}

std::optional<Tree> json_part(std::string_view part) {
  const auto text = from_base64url(part);
  if (!text) return std::nullopt;
  Decision<Tree> tree = parse_json(*text);
  if (!tree || tree->members() == nullptr) return std::nullopt;
  return std::move(tree).value();
}

}  // namespace

std::string to_base64url(std::string_view bytes) {
  std::string text;
  std::uint32_t held = 0;
  int bits = 0;
  for (const char byte : bytes) {
    held = held << 8U | static_cast<unsigned char>(byte);
    for (bits += 8; bits >= 6; bits -= 6) text += kAlphabet[held >> (bits - 6) & 63U];
  }
  if (bits > 0) text += kAlphabet[held << (6 - bits) & 63U];
  return text;
}

std::optional<std::string> from_base64url(std::string_view text) {
  if (text.size() % 4 == 1) return std::nullopt;
  std::string bytes;
  std::uint32_t held = 0;
  int bits = 0;
  for (const char c : text) {
    const std::size_t digit = kAlphabet.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    held = held << 6U | static_cast<std::uint32_t>(digit);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>(held >> bits & 0xFFU);
  }
  return bytes;
}

std::optional<Tree> signed_claims(std::string_view token, const Tree& keys) {
  if (token.size() > kTokenMax) return std::nullopt;
  const std::size_t first = token.find('.');
  const std::size_t second = first == std::string_view::npos ? first : token.find('.', first + 1);
  if (second == std::string_view::npos || token.find('.', second + 1) != std::string_view::npos) {
    return std::nullopt;
  }
  const auto header = json_part(token.substr(0, first));
  const auto signature = from_base64url(token.substr(second + 1));
  const Tree* list = keys.find("keys");
  // `crit` names what must be understood, and we understand nothing more.
  if (!header || !signature || header->find("crit") != nullptr || list == nullptr ||
      list->list() == nullptr) {
    return std::nullopt;
  }
  const std::string id = text_of(*header, "kid");
  for (const Tree& jwk : *list->list()) {
    if (!id.empty() && text_of(jwk, "kid") != id) continue;
    if (is_signed_by(jwk, text_of(*header, "alg"), token.substr(0, second), *signature)) {
      return json_part(token.substr(first + 1, second - first - 1));
    }
  }
  return std::nullopt;
}

}  // namespace yibao::storage
