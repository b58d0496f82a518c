// The answer of a transaction that writes, as it is kept under its message: its number, and the
// output as it was written, so that the same message again gets the same.
//
//   {"number":"441900…","answered_at":1764000000000,"output":{…}}
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"

namespace yibao::adapters::provider {

struct KeptOutput {
  std::string number;
  Instant answered_at;
  std::string output;  // JSON
};

// `output` is JSON that goes in as it is.
std::string keep_output(std::string_view number, Instant at, std::string_view output);

// None: a refusal, or a problem. An output that was kept as a text, as it was once, is one too.
std::optional<KeptOutput> find_kept_output(std::string_view body);

}  // namespace yibao::adapters::provider
