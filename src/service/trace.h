// W3C Trace Context: the trace that a call belongs to, and the header that passes it on.
#pragma once

#include <string>
#include <string_view>

namespace yibao::service {

// The trace of a traceparent header, or a fresh one where there is none or it is malformed.
std::string trace_of(std::string_view traceparent);
// "00-<trace>-<a span of ours>-01"
std::string traceparent_of(std::string_view trace);

}  // namespace yibao::service
