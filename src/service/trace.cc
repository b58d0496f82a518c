#include "service/trace.h"

#include <algorithm>
#include <cstdint>

#include "storage/digest.h"
#include "storage/vault.h"

namespace yibao::service {

namespace {

constexpr std::size_t kTraceBytes = 16;
constexpr std::size_t kSpanBytes = 8;

bool is_hex(std::string_view text) {
  return std::ranges::all_of(
      text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool is_zero(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c == '0'; });
}

// Random once per thread, then counted on: unique, and nothing is asked of the system each time.
std::string fresh(std::size_t bytes) {
  static thread_local std::string seed = storage::random_bytes(kTraceBytes);
  static thread_local std::uint64_t count = 0;
  ++count;
  std::string raw = seed.substr(0, bytes);
  for (std::size_t i = 0; i < 8; ++i) {
    char& each = raw[bytes - 8 + i];
    each = static_cast<char>(static_cast<unsigned char>(each) ^ (count >> (56 - 8 * i) & 0xFF));
  }
  return storage::to_hex(raw);
}

}  // namespace

std::string trace_of(std::string_view traceparent) {
  constexpr std::size_t kLength = 55;  // 00-<32>-<16>-<2>
  const bool shaped = traceparent.size() >= kLength && traceparent[2] == '-' &&
                      traceparent[35] == '-' && traceparent[52] == '-';
  if (shaped) {
    const std::string_view version = traceparent.substr(0, 2);
    const std::string_view trace = traceparent.substr(3, 2 * kTraceBytes);
    const std::string_view span = traceparent.substr(36, 2 * kSpanBytes);
    const bool known_length = version != "00" || traceparent.size() == kLength;
    if (known_length && version != "ff" && is_hex(version) && is_hex(trace) && is_hex(span) &&
        !is_zero(trace) && !is_zero(span)) {
      return std::string(trace);
    }
  }
  return fresh(kTraceBytes);
}

std::string traceparent_of(std::string_view trace) {
  return "00-" + std::string(trace) + "-" + fresh(kSpanBytes) + "-01";
}

}  // namespace yibao::service
