// 展望期: the years with which anything here is counted. Days and sets of months end soon behind
// them (base/date.h), so that what is asked or filed for another day is refused where it is read.
#pragma once

#include <optional>
#include <string_view>

#include "base/date.h"

namespace yibao::business {

inline constexpr int kYearOldest = 1900;  // of whoever is insured nobody was born before
inline constexpr int kYearLast = 2100;

inline bool is_beyond_horizon(Date day) {
  return day.year() < kYearOldest || day.year() > kYearLast;
}
// A day as it is typed, if there is such a day within the horizon.
inline std::optional<Date> day_within_horizon(std::string_view text) {
  const std::optional<Date> day = Date::parse(text);
  return day && !is_beyond_horizon(*day) ? day : std::nullopt;
}
inline Date first_day_of_all() {
  return Date::of(kYearOldest, 1, 1);
}
inline Date last_day_of_all() {
  return Date::of(kYearLast, 12, 31);
}

}  // namespace yibao::business
