#include "main/import/values.h"

namespace yibao::main {

std::string with_dashes(const std::string& text) {
  std::string dashed;
  std::size_t from = 0;
  for (;;) {
    const std::size_t slash = text.find('/', from);
    const std::string part = text.substr(from, slash - from);
    dashed += (part.size() == 1 && from > 0 ? "0" : "") + part;
    if (slash == std::string::npos) return dashed;
    dashed += '-';
    from = slash + 1;
  }
}

std::optional<Date> parse_day(const std::string& text) {
  if (text.size() == 8 && text.find_first_not_of("0123456789") == std::string::npos) {
    return Date::parse(text.substr(0, 4) + "-" + text.substr(4, 2) + "-" + text.substr(6));
  }
  return Date::parse(with_dashes(text));
}

}  // namespace yibao::main
