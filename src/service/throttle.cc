#include "service/throttle.h"

#include <algorithm>

namespace yibao::service {

namespace {

std::int64_t wait_of(const business::Limit& limit, int times) {
  std::int64_t wait = limit.wait_milliseconds;
  for (int i = limit.free; i < times && wait < limit.wait_max_milliseconds; ++i) wait *= 2;
  return std::min(wait, limit.wait_max_milliseconds);
}

}  // namespace

Throttle::Tried& Throttle::tried(const std::string& key) {
  if (recent_.size() >= kKeysMax) {
    before_ = std::move(recent_);
    recent_.clear();
  }
  const auto [found, is_new] = recent_.try_emplace(key);
  if (!is_new) return found->second;
  if (const auto old = before_.find(key); old != before_.end()) found->second = old->second;
  return found->second;
}

std::int64_t Throttle::try_now(const std::vector<business::Limit>& limits, Instant now) {
  const std::lock_guard lock(mutex_);
  std::int64_t wait = 0;
  for (const business::Limit& limit : limits) {
    Tried& each = tried(limit.key);
    const std::int64_t since = now.milliseconds() - each.last.milliseconds();
    if (since >= limit.forgotten_after_milliseconds) each.times = 0;
    if (each.times < limit.free) continue;
    wait = std::max(wait, wait_of(limit, each.times) - since);
  }
  if (wait > 0) return wait;
  for (const business::Limit& limit : limits) {
    Tried& each = tried(limit.key);
    each.times += 1;
    each.last = now;
  }
  return 0;
}

void Throttle::succeeded(const std::vector<business::Limit>& limits) {
  const std::lock_guard lock(mutex_);
  for (const business::Limit& limit : limits) {
    Tried& each = tried(limit.key);
    each.times = limit.on == business::Limit::On::account ? 0 : std::max(0, each.times - 1);
  }
}

}  // namespace yibao::service
