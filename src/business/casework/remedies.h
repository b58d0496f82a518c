// 救济途径 (N-25): what somebody may do who does not accept a decision, and until which day. The
// day of service (送达) starts the clock and does not count; a last day that is no working day
// moves to the next one.
#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "base/decision.h"
#include "calendar/calendar.h"
#include "policy/parameters.h"

namespace yibao::casework {

// After an appeal (申诉) was turned down, review by a higher authority comes next.
enum class Against { decision, appeal };

Reason remedies(Date served_on, const policy::AppealPolicy& policy,
                const calendar::Calendar& calendar, Against against = Against::decision);

// The same as a written decision says it, whose service is still to come: one paragraph each.
std::vector<std::string> remedies_in_words(const policy::AppealPolicy& policy);

// The last day on which an appeal may be made.
Date appeal_until(Date served_on, const policy::AppealPolicy& policy,
                  const calendar::Calendar& calendar);

}  // namespace yibao::casework
