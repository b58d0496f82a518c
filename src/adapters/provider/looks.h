// Which looks at a person are recorded (谁看过我的信息, N-16), and where they wait until they are.
// A visit asks the same thing again and again: the same look of an institution at the same person
// within some minutes is one look. Looks are written behind the answer, many at a time.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "base/region_code.h"
#include "business/enquiry/provider_views.h"

namespace yibao::adapters::provider {

class Looks {
 public:
  static constexpr std::int64_t kSameMilliseconds = std::int64_t{10} * 60 * 1'000;

  // True where it is to be recorded; it is remembered then. `transaction` is "1101": six characters
  // at most.
  bool is_new(std::int64_t institution, PersonId person, std::string_view transaction, Instant now);

  // With so many waiting nothing more should be shown.
  bool is_full() const;
  void keep(RegionCode region, enquiry::ProviderView view);
  // What waits, in parts of a region each and of so many at most.
  using Waiting = std::vector<std::pair<RegionCode, enquiry::ProviderViews>>;
  Waiting take();
  // Of what could not be handed on.
  void give_back(RegionCode region, const enquiry::ProviderViews& views);

 private:
  // What is forgotten when there are too many is recorded once more: nothing is lost by it.
  static constexpr std::size_t kRememberedMax = 50'000;
  static constexpr std::size_t kWaitingMax = 50'000;
  static constexpr std::size_t kTogetherMax = 1'000;

  struct Look {
    std::int64_t institution;
    std::int64_t person;
    std::uint64_t transaction;
    bool operator==(const Look&) const = default;
  };
  struct Hash {
    std::size_t operator()(const Look& look) const;
  };

  mutable std::mutex mutex_;
  std::unordered_map<Look, std::int64_t, Hash> at_;  // in milliseconds
  std::map<RegionCode, enquiry::ProviderViews> waiting_;
  std::size_t waiting_count_ = 0;
};

}  // namespace yibao::adapters::provider
