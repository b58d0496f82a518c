#include "base/months_later.h"

#include <optional>

namespace yibao {

Date months_later(Date day, int months, NoSuchDay otherwise) {
  const Month month = Month::containing(day) + months;
  const std::optional<Date> same_day = Date::from(month.year(), month.month(), day.day());
  if (same_day) return *same_day;
  return otherwise == NoSuchDay::last_of_month ? month.last_day() : (month + 1).first_day();
}

}  // namespace yibao
