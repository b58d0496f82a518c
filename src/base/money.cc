#include "base/money.h"

#include <array>

#include "base/check.h"

namespace yibao {

namespace {

// From the last digit to the first.
std::string print(std::int64_t fen, bool separators) {
  std::array<char, 32> buffer;
  char* const end = buffer.data() + buffer.size();
  char* at = end;
  std::int64_t rest = fen < 0 ? -fen : fen;
  // From the right: two places of fen, the point, at least one place of yuan.
  for (int place = 0; place < 3 || rest > 0; ++place) {
    if (place == 2) *--at = '.';
    if (separators && place > 2 && (place - 2) % 3 == 0) *--at = ',';
    *--at = static_cast<char>('0' + rest % 10);
    rest /= 10;
  }
  if (fen < 0) *--at = '-';
  return {at, end};
}

constexpr std::array<const char*, 10> kCapitalDigits = {"零", "壹", "贰", "叁", "肆",
                                                        "伍", "陆", "柒", "捌", "玖"};

// One group of four digits; a run of zeros inside reads as a single 零.
std::string capitals_of_group(int group) {
  static constexpr std::array<const char*, 4> kUnits = {"仟", "佰", "拾", ""};
  static constexpr std::array<int, 4> kWeights = {1000, 100, 10, 1};
  std::string text;
  bool zero_pending = false;
  for (std::size_t i = 0; i < kWeights.size(); ++i) {
    const int digit = group / kWeights[i] % 10;
    if (digit == 0) {
      zero_pending = !text.empty();
      continue;
    }
    if (zero_pending) text += kCapitalDigits[0];
    zero_pending = false;
    text += std::string(kCapitalDigits[digit]) + kUnits[i];
  }
  return text;
}

std::string capitals_of_yuan(std::int64_t yuan) {
  static constexpr std::array<const char*, 4> kGroupUnits = {"", "万", "亿", "万亿"};
  std::string text;
  bool gap = false;  // a zero group, or a group that lacks its thousands, reads as 零
  for (int index = 3; index >= 0; --index) {
    std::int64_t weight = 1;
    for (int i = 0; i < index; ++i) weight *= 10'000;
    const int group = static_cast<int>(yuan / weight % 10'000);
    if (group == 0) {
      gap = gap || !text.empty();
      continue;
    }
    if (!text.empty() && (gap || group < 1000)) text += kCapitalDigits[0];
    gap = false;
    text += capitals_of_group(group) + kGroupUnits[index];
  }
  return text;
}

}  // namespace

Money Money::fen(std::int64_t fen) {
  YB_CHECK(fen >= -kMaxFen && fen <= kMaxFen, "money out of range");
  return Money(fen);
}

Money Money::yuan(std::int64_t yuan) {
  YB_CHECK(yuan >= -kMaxFen / 100 && yuan <= kMaxFen / 100, "money out of range");
  return fen(yuan * 100);
}

std::optional<Money> Money::parse_yuan(std::string_view text) {
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view part =
      point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
  if (whole.empty() || whole.size() > 14) return std::nullopt;
  if (point != std::string_view::npos && (part.empty() || part.size() > 2)) return std::nullopt;
  std::int64_t fen = 0;
  for (const char c : std::string(whole) + std::string(part) + std::string(2 - part.size(), '0')) {
    if (c < '0' || c > '9') return std::nullopt;
    fen = fen * 10 + (c - '0');
  }
  if (fen > kMaxFen) return std::nullopt;
  return Money(fen);
}

std::string Money::to_yuan() const {
  return print(fen_, false);
}

std::string Money::to_display() const {
  return print(fen_, true);
}

std::string Money::to_chinese_capitals() const {
  const std::int64_t magnitude = fen_ < 0 ? -fen_ : fen_;
  const std::int64_t yuan = magnitude / 100;
  const int jiao = static_cast<int>(magnitude / 10 % 10);
  const int fen = static_cast<int>(magnitude % 10);
  std::string text = fen_ < 0 ? "负" : "";
  if (yuan > 0) text += capitals_of_yuan(yuan) + "元";
  if (jiao > 0) text += std::string(kCapitalDigits[jiao]) + "角";
  if (jiao == 0 && fen > 0 && yuan > 0) text += "零";
  if (fen > 0) return text + kCapitalDigits[fen] + "分";
  return (magnitude == 0 ? "零元" : text) + "整";
}

Money Money::operator+(Money other) const {
  return fen(fen_ + other.fen_);
}

Money Money::operator-(Money other) const {
  return fen(fen_ - other.fen_);
}

Rate Rate::basis_points(std::int64_t basis_points) {
  YB_CHECK(basis_points >= 0 && basis_points <= 1'000'000, "rate out of range");
  Rate rate;
  rate.basis_points_ = basis_points;
  return rate;
}

Money Rate::of(Money amount) const {
  const __int128 product = static_cast<__int128>(amount.fen()) * basis_points_;
  const __int128 half = product < 0 ? -5'000 : 5'000;
  return Money::fen(static_cast<std::int64_t>((product + half) / 10'000));
}

}  // namespace yibao
