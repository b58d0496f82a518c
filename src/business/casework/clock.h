// The clock of a case (办理时限): it stands still between a return (退回补正) and the day on which
// everything was there. Kept as the list of its stops, so that the days can be computed again.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "business/casework/types.h"
#include "calendar/calendar.h"
#include "storage/value.h"

namespace yibao::casework {

// One stop of the clock.
struct Stop {
  Date returned_on;
  std::optional<Date> completed_on;  // empty: still standing
};

// Since when the clock stands still; none where it runs.
std::optional<Date> standing_since(const std::vector<Stop>& stops);

std::vector<calendar::Pause> pauses_of(const std::vector<Stop>& stops, Date today);

// Working days left on a day; below zero where it is late.
int working_days_left(Date due_on, Date today, const calendar::Calendar& calendar);

// In a column: [["2025-04-28","2025-04-30"],["2025-05-06"]].
std::string stops_json(const std::vector<Stop>& stops);
std::vector<Stop> read_stops(const std::string& json);
// In a column: ["identity_card_front"] or NULL.
storage::Value handed_in_value(const HandedIn& slots);
HandedIn read_handed_in(const storage::Value& value);

}  // namespace yibao::casework
