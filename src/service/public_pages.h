// Pages for everybody, without a sign-in and without script: the check of a document, the state of
// the service, and what to do where no script runs. They say nothing about anybody that the paper
// in somebody's hand does not say.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "business/use_case.h"
#include "service/names.h"

namespace yibao::service {

// How often the check page may be asked: a bucket of questions for everybody together, and wrong
// codes counted for each number, so that no code is found by trying.
class CheckLimits {
 public:
  // False: not now. `number` as typed.
  bool may_ask(std::string_view number, Instant now);
  void count_wrong(std::string_view number, Instant now);

 private:
  struct Wrong {
    int times = 0;
    std::int64_t since = 0;  // milliseconds
  };
  std::mutex mutex_;
  double tokens_ = kBurst;
  std::int64_t filled_at_ = 0;
  std::map<std::string, Wrong, std::less<>> wrong_;

  static constexpr double kBurst = 100;
  static constexpr double kPerSecond = 20;
  static constexpr int kWrongMax = 10;                       // of one number …
  static constexpr std::int64_t kWrongWithin = 15 * 60'000;  // … within
  static constexpr std::size_t kNumbersMax = 10'000;
};

struct PublicPage {
  int status = 200;
  std::string content_type = "text/html; charset=utf-8";
  std::string body;
};

struct PublicState {
  std::string stopped;  // why writing has stopped; empty while it goes on
  bool reads = true;
  std::string version;
};

class PublicPages {
 public:
  explicit PublicPages(const Names& names) : names_(names) {}

  static bool has(std::string_view path);
  // One of the pages that there are. `target` is the path with its parameters.
  PublicPage answer(std::string_view target, const business::Context& context,
                    const PublicState& state, storage::Session& session);

 private:
  PublicPage verify(std::string_view number, std::string_view code,
                    const business::Context& context, storage::Session& session);
  PublicPage help(std::string_view region, const business::Context& context,
                  storage::Session& session) const;

  const Names& names_;
  CheckLimits limits_;
};

}  // namespace yibao::service
