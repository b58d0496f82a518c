// How offices write days in files.
#pragma once

#include <optional>
#include <string>

#include "base/date.h"

namespace yibao::main {

// "2025/4/25" → "2025-04-25"; what has no slashes stays.
std::string with_dashes(const std::string& text);
// 2025-04-25, 20250425 or 2025/4/25
std::optional<Date> parse_day(const std::string& text);

}  // namespace yibao::main
