// How many messages an institution may send (报文速率): so many in a second, and twice as many at
// once after a rest. One that is out of hand slows nobody else down.
#pragma once

#include <cstdint>
#include <mutex>
#include <unordered_map>

#include "base/date.h"

namespace yibao::adapters::provider {

class Rate {
 public:
  explicit Rate(int per_second) : per_second_(per_second) {}  // 0: as many as come

  int per_second() const { return per_second_; }
  // True where one more may be sent now; it is counted then.
  bool take(std::int64_t institution, Instant now);

 private:
  struct Left {
    std::int64_t thousandths = 0;  // of messages
    Instant at;
  };
  const int per_second_;
  std::mutex mutex_;
  std::unordered_map<std::int64_t, Left> left_;  // of those that are registered: bounded
};

}  // namespace yibao::adapters::provider
