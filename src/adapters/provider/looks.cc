#include "adapters/provider/looks.h"

#include <boost/container_hash/hash.hpp>

#include <algorithm>
#include <iterator>

#include "base/check.h"

namespace yibao::adapters::provider {

std::size_t Looks::Hash::operator()(const Look& look) const {
  std::size_t seed = 0;
  boost::hash_combine(seed, look.institution);
  boost::hash_combine(seed, look.person);
  boost::hash_combine(seed, look.transaction);
  return seed;
}

bool Looks::is_new(std::int64_t institution, PersonId person, std::string_view transaction,
                   Instant now) {
  YB_CHECK(transaction.size() <= sizeof(std::uint64_t),
           "a number of a transaction that is too long");
  std::uint64_t number = 0;
  for (const char each : transaction) number = number << 8 | static_cast<unsigned char>(each);
  const std::lock_guard lock(mutex_);
  if (at_.size() >= kRememberedMax) at_.clear();
  const auto [at, first] =
      at_.try_emplace({institution, person.value(), number}, now.milliseconds());
  const bool long_ago = now.milliseconds() - at->second >= kSameMilliseconds;
  if (!first && !long_ago) return false;
  at->second = now.milliseconds();
  return true;
}

bool Looks::is_full() const {
  const std::lock_guard lock(mutex_);
  return waiting_count_ >= kWaitingMax;
}

void Looks::keep(RegionCode region, enquiry::ProviderView view) {
  const std::lock_guard lock(mutex_);
  waiting_[region].push_back(std::move(view));
  ++waiting_count_;
}

void Looks::give_back(RegionCode region, const enquiry::ProviderViews& views) {
  for (const enquiry::ProviderView& each : views) keep(region, each);
}

Looks::Waiting Looks::take() {
  std::map<RegionCode, enquiry::ProviderViews> all;
  {
    const std::lock_guard lock(mutex_);
    all.swap(waiting_);
    waiting_count_ = 0;
  }
  Waiting parts;
  for (auto& [region, views] : all) {
    for (auto begin = views.begin(); begin != views.end();) {
      const auto size = std::min<std::ptrdiff_t>(kTogetherMax, views.end() - begin);
      parts.emplace_back(region, enquiry::ProviderViews(std::make_move_iterator(begin),
                                                        std::make_move_iterator(begin + size)));
      begin += size;
    }
  }
  return parts;
}

}  // namespace yibao::adapters::provider
