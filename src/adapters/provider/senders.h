// Who signs its messages: an institution by its access key, with its secret opened. Both are kept
// until something is written into a region's journal, where institutions stand: whoever is
// suspended or gets a new key is known by it from its next message on.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "business/provider/institution.h"
#include "service/stamps.h"
#include "storage/database.h"

namespace yibao::adapters::provider {

class Senders {
 public:
  struct Sender {
    yibao::provider::Institution institution;
    std::string secret;
  };

  // Without stamps (others write too) each message asks anew.
  Senders(const service::Stamps* stamps, const storage::Vault& vault)
      : stamps_(stamps), vault_(vault) {}

  // Null: no institution has this key.
  std::shared_ptr<const Sender> find(const std::string& access_key, storage::Session& reader);

 private:
  struct Kept {
    std::uint64_t stamp = 0;
    std::shared_ptr<const Sender> sender;
  };

  const service::Stamps* stamps_;
  const storage::Vault& vault_;
  std::mutex mutex_;
  std::unordered_map<std::string, Kept> kept_;  // by key; of institutions that there are
};

}  // namespace yibao::adapters::provider
