#include "service/policy_hashes.h"

#include <algorithm>

#include "storage/digest.h"

namespace yibao::service {

// Each period's hash covers the one before, as the entries of a journal do.
PolicyHashes::PolicyHashes(const policy::PolicySet& policies) {
  std::string before;
  for (const policy::Chapter& chapter : policies.chapters()) {
    std::string hash = storage::to_hex(storage::sha256(before + "\n" + chapter.text));
    before = hash;
    periods_.push_back({chapter.from, std::move(hash)});
  }
}

std::string_view PolicyHashes::on(Date day) const {
  if (periods_.empty()) return {};
  const auto next = std::ranges::upper_bound(periods_, day, {}, &Period::from);
  return (next == periods_.begin() ? next : std::prev(next))->hash;
}

bool PolicyHashes::has(std::string_view hash) const {
  return std::ranges::find(periods_, hash, &Period::hash) != periods_.end();
}

}  // namespace yibao::service
