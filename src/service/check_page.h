// 文书核验: whether the paper in somebody's hand was issued, and still stands. Says nothing about
// anybody that the paper does not say.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "business/use_case.h"
#include "service/public_page.h"

namespace yibao::service {

// How often the check page may be asked: a bucket of questions for each source and one for
// everybody together, and wrong codes counted for each number by each source, so that no code is
// found by trying, and nobody makes a paper uncheckable for others.
class CheckLimits {
 public:
  // False: not now. `number` as typed; `source` empty: of this process.
  bool may_ask(std::string_view number, std::string_view source, Instant now);
  void count_wrong(std::string_view number, std::string_view source, Instant now);

 private:
  struct Wrong {
    int times = 0;
    std::int64_t since = 0;  // milliseconds
  };
  struct Bucket {
    double tokens;
    std::int64_t filled_at = 0;  // milliseconds
    bool take(double burst, double per_second, std::int64_t at);
  };
  std::mutex mutex_;
  Bucket everybody_{kBurst};
  std::map<std::string, Bucket, std::less<>> sources_;
  std::map<std::string, Wrong, std::less<>> wrong_;

  static constexpr double kBurst = 100;
  static constexpr double kPerSecond = 20;
  static constexpr double kBurstOfSource = 40;
  static constexpr double kPerSecondOfSource = 1;
  static constexpr int kWrongMax = 10;  // of one number by one source …
  static constexpr std::int64_t kWrongWithin = std::int64_t{15} * 60'000;  // … within
  static constexpr std::size_t kKeptMax = 10'000;                          // of each
};

class CheckPage {
 public:
  // Without a number: the form. `number` and `code` as typed or scanned.
  PublicPage answer(std::string_view number, std::string_view code, const PublicState& state,
                    const business::Context& context, storage::Session& session);

 private:
  CheckLimits limits_;
};

}  // namespace yibao::service
