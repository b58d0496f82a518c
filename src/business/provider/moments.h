// Days and times as providers' systems write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "business/provider/interface.h"

namespace yibao::provider {

// A day, or a day and a time, as the tables have them; the day alone where a time is asked for
// means its begin, or its end where the field is one (R19). None where it is neither.
//
// Taken in besides: slashes and numbers of one digit, as .NET writes them on a Chinese Windows
// (2026/11/28 9:05:03); what serialisers put behind, parts of a second and our zone; and the
// milliseconds since 1970 that a date of Java becomes.
std::optional<std::string> read_moment(std::string_view text, const Field& field);

// The time of a message, in whatever form a system writes it (20250425090000): the gateway looks at
// its own. What names no day is none, nor is the year nought.
bool names_a_day(std::string_view text);

}  // namespace yibao::provider
