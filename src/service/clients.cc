#include "service/clients.h"

#include <mutex>

#include "business/client/store.h"

namespace yibao::service {

std::optional<client::Client> Clients::find(const std::string& id, Instant now,
                                            storage::Session& reader) {
  if (id.empty() || id.size() > kIdMax) return std::nullopt;
  {
    const std::shared_lock lock(mutex_);
    const auto found = known_.find(id);
    if (found != known_.end() &&
        now.milliseconds() - found->second.loaded_at.milliseconds() < kFreshMilliseconds) {
      return found->second.client;
    }
  }
  const std::optional<client::Client> client = client::find_client(id, reader);
  if (!client) return std::nullopt;
  const std::unique_lock lock(mutex_);
  if (known_.size() >= kKnownMax) known_.clear();
  known_[id] = {*client, now};
  return client;
}

}  // namespace yibao::service
