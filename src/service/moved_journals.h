// Which journals this process has written to: their heads are signed at its end, without looking
// through all the others (head_signatures.h).
#pragma once

#include <cstdint>
#include <mutex>
#include <span>
#include <unordered_set>
#include <vector>

namespace yibao::service {

class MovedJournals {
 public:
  static constexpr std::size_t kMax = 10'000;

  // After a commit; a command that was refused may have written nothing.
  void add(std::span<const std::int64_t> subjects) {
    const std::lock_guard lock(mutex_);
    if (subjects_.size() <= kMax) subjects_.insert(subjects.begin(), subjects.end());
  }
  // More than kMax: that many, and others.
  std::vector<std::int64_t> all() const {
    const std::lock_guard lock(mutex_);
    return {subjects_.begin(), subjects_.end()};
  }

 private:
  mutable std::mutex mutex_;
  std::unordered_set<std::int64_t> subjects_;
};

}  // namespace yibao::service
