#include "base/decimal_text.h"

namespace yibao {

std::string without_rounding_error(const std::string& text, int scale) {
  constexpr std::size_t kDecimalsOfDoubles = 10;
  constexpr std::size_t kSame = 6;
  const std::size_t point = text.find('.');
  const auto kept = static_cast<std::size_t>(scale);
  if (point == std::string::npos || text.size() - point - 1 < kDecimalsOfDoubles + kept)
    return text;
  const std::string behind = text.substr(point + 1 + kept, kSame);
  std::string near = text.substr(0, point + 1 + kept);
  if (behind == std::string(kSame, '0')) return near + (kept == 0 ? "0" : "");
  if (behind != std::string(kSame, '9')) return text;
  std::size_t at = near.size();
  while (at-- > 0) {
    if (near[at] == '.' || near[at] == '-') continue;
    if (near[at] != '9') {
      ++near[at];
      return near + (kept == 0 ? "0" : "");
    }
    near[at] = '0';
  }
  near.insert(near.starts_with('-') ? 1 : 0, "1");
  return near + (kept == 0 ? "0" : "");
}

}  // namespace yibao
