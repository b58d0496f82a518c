// RegionCode (行政区划代码): six digits of GB/T 2260. 100000 stands for the nation. That a code is
// well formed says nothing about whether the place exists: base/region_table.h knows that.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace yibao {

class RegionCode {
 public:
  constexpr RegionCode() = default;  // 0: none
  explicit constexpr RegionCode(std::int32_t code) : code_(code) {}
  static constexpr RegionCode nation() { return RegionCode(100000); }
  static std::optional<RegionCode> parse(std::string_view text) {
    if (text.size() != 6) return std::nullopt;
    std::int32_t code = 0;
    for (const char c : text) {
      if (c < '0' || c > '9') return std::nullopt;
      code = code * 10 + (c - '0');
    }
    return code < 100000 ? std::nullopt : std::optional(RegionCode(code));
  }

  constexpr std::int32_t value() const { return code_; }
  constexpr bool is_none() const { return code_ == 0; }
  constexpr RegionCode province() const { return RegionCode(code_ / 10000 * 10000); }
  constexpr RegionCode city() const { return RegionCode(code_ / 100 * 100); }
  constexpr bool is_nation() const { return code_ == 100000; }
  constexpr bool is_province() const { return !is_nation() && code_ % 10000 == 0; }
  std::string to_string() const { return std::to_string(code_); }
  constexpr auto operator<=>(const RegionCode&) const = default;

 private:
  std::int32_t code_ = 0;
};

}  // namespace yibao
