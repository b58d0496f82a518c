// Money (金额): whole fen in a checked range, and Rate: basis points.
//
// One type for every amount, so that a yuan can never be taken for a fen. Sums that would leave
// the range fail a check: no real account comes near it. There is no division and no float; a
// share of an amount is taken by Rate, rounded half up to the fen.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace yibao {

class Money {
 public:
  // 10 万亿元: above any sum that one ledger holds, far below the range of int64.
  static constexpr std::int64_t kMaxFen = 1'000'000'000'000'000;

  constexpr Money() = default;
  static Money fen(std::int64_t fen);  // checked: a value out of range is a bug
  static Money yuan(std::int64_t yuan);

  // "12345.67", "0.5", "12": no sign, no separators, at most two decimals, within range.
  static std::optional<Money> parse_yuan(std::string_view text);

  constexpr std::int64_t fen() const { return fen_; }
  constexpr bool is_zero() const { return fen_ == 0; }
  std::string to_yuan() const;              // "12345.67", "-0.05"
  std::string to_display() const;           // "12,345.67"
  std::string to_chinese_capitals() const;  // 壹万贰仟叁佰肆拾伍元陆角柒分

  Money operator+(Money other) const;
  Money operator-(Money other) const;
  Money& operator+=(Money other) { return *this = *this + other; }
  Money& operator-=(Money other) { return *this = *this - other; }
  constexpr auto operator<=>(const Money&) const = default;

 private:
  explicit constexpr Money(std::int64_t fen) : fen_(fen) {}
  std::int64_t fen_ = 0;
};

// A share in basis points (万分之一): 200 is 2 %.
class Rate {
 public:
  constexpr Rate() = default;
  static Rate basis_points(std::int64_t basis_points);  // 0 to 1 000 000, checked
  constexpr std::int64_t basis_points() const { return basis_points_; }
  Money of(Money amount) const;  // rounded half up, away from zero, to the fen
  constexpr auto operator<=>(const Rate&) const = default;

 private:
  std::int64_t basis_points_ = 0;
};

}  // namespace yibao
