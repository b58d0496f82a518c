// The clock of a case (办理时限): it stands still between a return (退回补正) and the day on which
// everything was there. Kept as the list of its stops, so that the days can be computed again.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "calendar/calendar.h"
#include "storage/value.h"

namespace yibao::casework {

// One stop of the clock.
struct Stop {
  Date returned_on;
  std::optional<Date> completed_on;  // empty: still standing
};

// What the first return named, and what was missing then: a later return may not come back to it.
struct Return {
  std::vector<std::string> named;
  std::vector<std::string> missing;
};

std::vector<calendar::Pause> pauses_of(const std::vector<Stop>& stops, Date today);

// Working days left on a day; below zero where it is late.
int working_days_left(Date due_on, Date today, const calendar::Calendar& calendar);

// In a column: [["2025-04-28","2025-04-30"],["2025-05-06"]]; {"named": …, "missing": …} or NULL.
std::string stops_json(const std::vector<Stop>& stops);
std::vector<Stop> read_stops(const std::string& json);
storage::Value first_return_value(const std::optional<Return>& first);
std::optional<Return> read_first_return(const storage::Value& value);

}  // namespace yibao::casework
