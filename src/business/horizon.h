// 展望期: the last year with which anything here is counted. The sets of months end soon behind it
// (base/date.h), so that what is asked or filed for a later day is refused where it is read.
#pragma once

#include "base/date.h"

namespace yibao::business {

inline constexpr int kYearLast = 2100;

inline bool is_beyond_horizon(Date day) {
  return day.year() > kYearLast;
}
inline Date last_day_of_all() {
  return Date::of(kYearLast, 12, 31);
}

}  // namespace yibao::business
