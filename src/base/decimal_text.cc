#include "base/decimal_text.h"

#include <string_view>

namespace yibao {

namespace {

// "9.99" → "10.00": one more in the last place.
std::string one_more(std::string number) {
  std::size_t at = number.size();
  while (at-- > 0) {
    if (number[at] == '.' || number[at] == '-') continue;
    if (number[at] != '9') {
      ++number[at];
      return number;
    }
    number[at] = '0';
  }
  return number.insert(number.starts_with('-') ? 1 : 0, "1");
}

// Whole numbers of no decimals keep a point with nothing behind it: it needs a nought.
std::string completed(std::string number) {
  return number.ends_with('.') ? number + "0" : number;
}

}  // namespace

std::string without_rounding_error(const std::string& text, int scale) {
  constexpr std::size_t kDecimalsOfDoubles = 10;
  constexpr std::size_t kSame = 6;
  const std::size_t point = text.find('.');
  const auto kept = static_cast<std::size_t>(scale);
  if (point == std::string::npos || text.size() - point - 1 < kDecimalsOfDoubles + kept)
    return text;
  const std::string behind = text.substr(point + 1 + kept, kSame);
  const std::string near = text.substr(0, point + 1 + kept);
  if (behind == std::string(kSame, '0')) return completed(near);
  return behind == std::string(kSame, '9') ? completed(one_more(near)) : text;
}

std::string rounded(const std::string& text, int scale) {
  constexpr std::string_view kDigits = "0123456789";
  const std::size_t point = text.find('.');
  const auto kept = static_cast<std::size_t>(scale);
  if (point == std::string::npos || text.size() - point - 1 <= kept) return text;
  const bool has_whole = point > 0 && kDigits.find(text[point - 1]) != std::string_view::npos;
  if (!has_whole || text.find_first_not_of(kDigits, point + 1) != std::string::npos) return text;
  const std::string near = text.substr(0, point + 1 + kept);
  return completed(text[point + 1 + kept] >= '5' ? one_more(near) : near);
}

}  // namespace yibao
