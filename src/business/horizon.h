// 展望期: the last year with which anything here is counted. The sets of months end soon behind it
// (base/date.h), so that what is asked or filed for a later day is refused where it is read.
#pragma once

#include <optional>
#include <string_view>

#include "base/date.h"

namespace yibao::business {

inline constexpr int kYearLast = 2100;

inline bool is_beyond_horizon(Date day) {
  return day.year() > kYearLast;
}
// A day as it is typed, if there is such a day within the horizon.
inline std::optional<Date> day_within_horizon(std::string_view text) {
  const std::optional<Date> day = Date::parse(text);
  return day && !is_beyond_horizon(*day) ? day : std::nullopt;
}
inline Date last_day_of_all() {
  return Date::of(kYearLast, 12, 31);
}

}  // namespace yibao::business
