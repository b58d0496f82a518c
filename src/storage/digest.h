// SHA-256 over bytes, and the few encodings of its result.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace yibao::storage {

inline constexpr std::size_t kDigestSize = 32;
inline constexpr std::size_t kShortDigestSize = 16;

std::string sha256(std::string_view data);        // 32 bytes
std::string short_digest(std::string_view data);  // its first 16 bytes
std::string to_hex(std::string_view bytes);

// For more data than fits in memory.
class RunningDigest {
 public:
  RunningDigest();
  ~RunningDigest();
  RunningDigest(RunningDigest&&) noexcept;
  RunningDigest& operator=(RunningDigest&&) noexcept;
  void add(std::string_view data);
  std::string finish();  // 32 bytes; the object is empty afterwards

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

}  // namespace yibao::storage
