#include "storage/totp.h"

#include <openssl/crypto.h>

#include "storage/hmac.h"

namespace yibao::storage {

namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::size_t kDigits = 6;

}  // namespace

std::int64_t totp_step(Instant now) {
  return now.milliseconds() / kTotpStepMilliseconds;
}

std::string totp_code(std::string_view secret, std::int64_t step) {
  std::string counter(8, '\0');
  for (std::size_t i = 0; i < counter.size(); ++i) {
    counter[7 - i] = static_cast<char>(static_cast<std::uint64_t>(step) >> (8 * i));
  }
  const std::string mac = hmac_sha1(secret, counter);
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(mac[at]); };
  const std::size_t offset = byte(19) & 0x0FU;
  std::uint32_t number = byte(offset) & 0x7FU;
  for (std::size_t i = 1; i < 4; ++i) number = number << 8U | byte(offset + i);
  const std::string digits = std::to_string(number % 1'000'000);
  return std::string(kDigits - digits.size(), '0') + digits;
}

std::optional<std::int64_t> accepted_totp_step(std::string_view secret, std::string_view code,
                                               Instant now, std::int64_t last_step) {
  if (code.size() != kDigits) return std::nullopt;
  for (std::int64_t step = totp_step(now) - 1; step <= totp_step(now) + 1; ++step) {
    const std::string expected = totp_code(secret, step);
    if (step > last_step && CRYPTO_memcmp(expected.data(), code.data(), kDigits) == 0) return step;
  }
  return std::nullopt;
}

std::string to_base32(std::string_view bytes) {
  std::string text;
  std::uint32_t held = 0;
  int bits = 0;
  for (const char byte : bytes) {
    held = held << 8U | static_cast<unsigned char>(byte);
    for (bits += 8; bits >= 5; bits -= 5) text += kAlphabet[held >> (bits - 5) & 31U];
  }
  if (bits > 0) text += kAlphabet[held << (5 - bits) & 31U];
  return text;
}

std::optional<std::string> from_base32(std::string_view text) {
  std::string bytes;
  std::uint32_t held = 0;
  int bits = 0;
  for (const char c : text) {
    const std::size_t digit = kAlphabet.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    held = held << 5U | static_cast<std::uint32_t>(digit);
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>(held >> bits & 0xFFU);
  }
  return bytes;
}

}  // namespace yibao::storage
