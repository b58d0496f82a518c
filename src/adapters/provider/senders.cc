#include "adapters/provider/senders.h"

namespace yibao::adapters::provider {

std::shared_ptr<const Senders::Sender> Senders::find(const std::string& access_key,
                                                     storage::Session& reader) {
  const std::uint64_t stamp = stamps_ != nullptr ? stamps_->of_regions() : 0;  // before reading
  if (stamps_ != nullptr) {
    const std::lock_guard lock(mutex_);
    const auto known = kept_.find(access_key);
    if (known != kept_.end() && known->second.stamp == stamp) return known->second.sender;
  }
  auto institution =
      yibao::provider::find_institution(reader, yibao::provider::kInstitutionOfKey, access_key);
  if (!institution) {
    const std::lock_guard lock(mutex_);
    kept_.erase(access_key);
    return nullptr;
  }
  std::string secret = yibao::provider::open_secret(*institution, vault_);
  auto sender = std::make_shared<const Sender>(Sender{std::move(*institution), std::move(secret)});
  if (stamps_ != nullptr) {
    const std::lock_guard lock(mutex_);
    kept_[access_key] = {stamp, sender};
  }
  return sender;
}

}  // namespace yibao::adapters::provider
