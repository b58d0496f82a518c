// Whether a deadline stands on a calendar that is no longer in force (N-15): a year had no notice
// then and has one now, or its notice was amended.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "calendar/calendar.h"
#include "storage/value.h"

namespace yibao::casework {

// Of the years that `version` names ("2026.1+2027.0"), one has another version now.
bool is_outdated(std::string_view version, const calendar::Calendar& calendar);

// Those of the versions, one a row, that are; none twice.
std::vector<std::string> outdated_among(const storage::Rows& versions,
                                        const calendar::Calendar& calendar);

}  // namespace yibao::casework
