// Registered clients as a server remembers them, for a short while: a client that is blocked here
// is blocked within that time everywhere.
#pragma once

#include <map>
#include <optional>
#include <shared_mutex>
#include <string>

#include "business/client/types.h"
#include "storage/database.h"

namespace yibao::service {

class Clients {
 public:
  // None: no such client. One that is blocked is found, and says so.
  std::optional<client::Client> find(const std::string& id, Instant now, storage::Session& reader);

 private:
  struct Known {
    client::Client client;
    Instant loaded_at;
  };
  static constexpr std::size_t kKnownMax = 1'000;
  static constexpr std::size_t kIdMax = 40;  // as they are registered: nothing longer is looked for
  static constexpr std::int64_t kFreshMilliseconds = 2'000;

  std::shared_mutex mutex_;
  std::map<std::string, Known> known_;
};

}  // namespace yibao::service
