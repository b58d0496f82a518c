// Metrics (运行指标) in Prometheus' text form: how many calls, how they came out, how long they
// took, and what the runner has done. Nothing in them says anything about anybody.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace yibao::service {

class Metrics {
 public:
  using Clock = std::chrono::steady_clock;

  void count_answer(int status, Clock::duration took);
  // Views of a person's data by others: recorded, or lost to a fault or for want of a
  // place in the queue.
  void count_views(std::int64_t count, bool recorded) {
    (recorded ? views_ : views_lost_).fetch_add(count, std::memory_order_relaxed);
  }

  // Messages of designated providers, by how each came out: what the gateway itself refuses by why.
  enum class Message {
    done,
    refused,
    headers_missing,
    timestamp_outside,
    key_unknown,
    signature_differs,
  };
  void count_message(Message outcome) {
    messages_.at(static_cast<std::size_t>(outcome)).fetch_add(1, std::memory_order_relaxed);
  }

  // A line of its own, for what others count: "yibao_jobs_total".
  static std::string line(std::string_view name, std::string_view kind, std::string_view help,
                          std::int64_t value);
  std::string text() const;

 private:
  static constexpr std::array<std::int64_t, 10> kBoundsMicroseconds{
      500, 1'000, 2'500, 5'000, 10'000, 25'000, 50'000, 100'000, 500'000, 2'500'000};

  std::array<std::atomic<std::int64_t>, 5> by_class_{};  // 1xx to 5xx
  std::array<std::atomic<std::int64_t>, kBoundsMicroseconds.size() + 1> took_{};
  std::atomic<std::int64_t> microseconds_ = 0;
  static constexpr std::array<std::string_view, 6> kMessageOutcomes{
      "done",        "refused",          "headers_missing", "timestamp_outside",
      "key_unknown", "signature_differs"};
  std::array<std::atomic<std::int64_t>, kMessageOutcomes.size()> messages_{};
  std::atomic<std::int64_t> views_ = 0;
  std::atomic<std::int64_t> views_lost_ = 0;
};

}  // namespace yibao::service
