// Which looks at a person are recorded (谁看过我的信息, N-16). A visit asks the same thing again
// and again: the same look of an institution at the same person within some minutes is one look, so
// that a till which reads a card before each of its sales costs the writer one record, not ten.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/date.h"
#include "base/id.h"

namespace yibao::adapters::provider {

class Looks {
 public:
  static constexpr std::int64_t kSameMilliseconds = std::int64_t{10} * 60 * 1'000;

  // True where it is to be recorded; it is remembered then.
  bool is_new(std::int64_t institution, PersonId person, std::string_view transaction, Instant now);

 private:
  // What is forgotten when there are too many is recorded once more: nothing is lost by it.
  static constexpr std::size_t kRememberedMax = 50'000;

  std::mutex mutex_;
  std::unordered_map<std::string, std::int64_t> at_;  // in milliseconds
};

}  // namespace yibao::adapters::provider
