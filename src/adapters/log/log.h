// The log: JSON lines on standard error, in English, with ids and never with people's data.
#pragma once

#include <string>

namespace yibao::adapters {

// An incident that was answered with its number: what went wrong, under the same number.
void log_incident(const std::string& trace_id, const std::string& what);

}  // namespace yibao::adapters
