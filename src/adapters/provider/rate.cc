#include "adapters/provider/rate.h"

#include <algorithm>

namespace yibao::adapters::provider {

bool Rate::take(std::int64_t institution, Instant now) {
  if (per_second_ == 0) return true;
  constexpr std::int64_t kOne = 1'000;
  const std::int64_t most = 2 * kOne * per_second_;
  const std::lock_guard lock(mutex_);
  const auto [found, is_new] = left_.try_emplace(institution, Left{most, now});
  Left& left = found->second;
  const std::int64_t passed =
      std::clamp<std::int64_t>(now.milliseconds() - left.at.milliseconds(), 0, 2'000);
  left.thousandths = std::min(most, left.thousandths + passed * per_second_);
  left.at = now;
  if (left.thousandths < kOne) return false;
  left.thousandths -= kOne;
  return true;
}

}  // namespace yibao::adapters::provider
