// Limits of guessing (登录限速), in memory: how often something was tried lately, by key. A try is
// counted before it is made, so that a hundred at once are a hundred. Keys are digests of what was
// typed, known or not: who waits learns nothing about who is on record.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "business/use_case.h"

namespace yibao::service {

class Throttle {
 public:
  // 0: it may be tried, and was counted under every limit. Else the milliseconds to wait, and
  // nothing was counted.
  std::int64_t try_now(const std::vector<business::Limit>& limits, Instant now);
  void succeeded(const std::vector<business::Limit>& limits);

 private:
  struct Tried {
    int times = 0;
    Instant last;
  };
  // The oldest half is forgotten when there are too many: a flood of names costs no more memory.
  static constexpr std::size_t kKeysMax = 200'000;
  Tried& tried(const std::string& key);

  std::mutex mutex_;
  std::unordered_map<std::string, Tried> recent_;
  std::unordered_map<std::string, Tried> before_;
};

}  // namespace yibao::service
