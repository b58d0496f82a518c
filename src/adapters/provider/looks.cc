#include "adapters/provider/looks.h"

namespace yibao::adapters::provider {

bool Looks::is_new(std::int64_t institution, PersonId person, std::string_view transaction,
                   Instant now) {
  std::string key = std::to_string(institution) + " " + std::to_string(person.value()) + " ";
  key += transaction;
  const std::lock_guard lock(mutex_);
  if (at_.size() >= kRememberedMax) at_.clear();
  const auto [at, first] = at_.try_emplace(std::move(key), now.milliseconds());
  const bool long_ago = now.milliseconds() - at->second >= kSameMilliseconds;
  if (!first && !long_ago) return false;
  at->second = now.milliseconds();
  return true;
}

}  // namespace yibao::adapters::provider
