#include "business/provider/numbers.h"

#include <array>
#include <cstdint>

#include "base/check.h"

namespace yibao::provider {

namespace {

constexpr std::string_view kDigits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::string_view kHex = "0123456789abcdef";
constexpr std::size_t kShort = 26;
using Bytes = std::array<std::uint8_t, 16>;

bool is_dash(std::size_t place) {
  return place == 8 || place == 13 || place == 18 || place == 23;
}

std::optional<Bytes> bytes_of(std::string_view uuid) {
  if (uuid.size() != 36) return std::nullopt;
  Bytes bytes{};
  std::size_t nibbles = 0;
  for (std::size_t i = 0; i < uuid.size(); ++i) {
    if (is_dash(i)) {
      if (uuid[i] != '-') return std::nullopt;
      continue;
    }
    const std::size_t value = kHex.find(uuid[i]);
    if (value == std::string_view::npos) return std::nullopt;
    bytes[nibbles / 2] = static_cast<std::uint8_t>(bytes[nibbles / 2] << 4 | value);
    ++nibbles;
  }
  return bytes;
}

}  // namespace

// 130 bits hold 128: the first two are zero.
std::string short_id(std::string_view outside_id) {
  const auto bytes = bytes_of(outside_id);
  YB_CHECK(bytes.has_value(), "not an outside id");
  std::string text;
  std::uint32_t waiting = 0;
  int bits = 2;
  for (const std::uint8_t byte : *bytes) {
    waiting = waiting << 8 | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += kDigits[waiting >> bits & 31];
    }
    waiting &= (1U << bits) - 1;
  }
  YB_CHECK(text.size() == kShort, "an outside id of another size");
  return text;
}

std::optional<std::string> outside_id(std::string_view short_id) {
  if (short_id.size() != kShort || kDigits.find(short_id[0]) > 7) return std::nullopt;
  std::string uuid;
  std::uint32_t waiting = 0;
  int bits = -2;
  for (const char c : short_id) {
    const std::size_t digit = kDigits.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    waiting = waiting << 5 | static_cast<std::uint32_t>(digit);
    bits += 5;
    while (bits >= 4) {
      bits -= 4;
      if (is_dash(uuid.size())) uuid += '-';
      uuid += kHex[waiting >> bits & 15];
    }
    waiting &= (1U << bits) - 1;
  }
  return uuid;
}

}  // namespace yibao::provider
