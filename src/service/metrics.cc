#include "service/metrics.h"

#include <algorithm>

namespace yibao::service {

namespace {

std::string heading(std::string_view name, std::string_view kind, std::string_view help) {
  const std::string text(name);
  return "# HELP " + text + " " + std::string(help) + "\n# TYPE " + text + " " + std::string(kind) +
         "\n";
}

// 2500 microseconds are "0.0025".
std::string seconds(std::int64_t microseconds) {
  std::string fraction = std::to_string(microseconds % 1'000'000 + 1'000'000).substr(1);
  while (fraction.size() > 1 && fraction.back() == '0') fraction.pop_back();
  return std::to_string(microseconds / 1'000'000) + "." + fraction;
}

}  // namespace

void Metrics::count_answer(int status, Clock::duration took) {
  const auto each = static_cast<std::size_t>(std::clamp(status / 100, 1, 5) - 1);
  by_class_.at(each).fetch_add(1, std::memory_order_relaxed);
  const std::int64_t microseconds =
      std::chrono::duration_cast<std::chrono::microseconds>(took).count();
  const auto bound = std::ranges::lower_bound(kBoundsMicroseconds, microseconds);
  took_.at(static_cast<std::size_t>(bound - kBoundsMicroseconds.begin()))
      .fetch_add(1, std::memory_order_relaxed);
  microseconds_.fetch_add(microseconds, std::memory_order_relaxed);
}

std::string Metrics::line(std::string_view name, std::string_view kind, std::string_view help,
                          std::int64_t value) {
  return heading(name, kind, help) + std::string(name) + " " + std::to_string(value) + "\n";
}

std::string Metrics::text() const {
  std::string text =
      heading("yibao_answers_total", "counter", "Answers given, by class of status.");
  for (std::size_t i = 0; i < by_class_.size(); ++i) {
    text += "yibao_answers_total{class=\"" + std::to_string(i + 1) + "xx\"} " +
            std::to_string(by_class_[i].load()) + "\n";
  }
  text += heading("yibao_answer_seconds", "histogram", "From the call to its answer.");
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < kBoundsMicroseconds.size(); ++i) {
    sum += took_[i].load();
    text += "yibao_answer_seconds_bucket{le=\"" + seconds(kBoundsMicroseconds[i]) + "\"} " +
            std::to_string(sum) + "\n";
  }
  sum += took_.back().load();
  text += "yibao_answer_seconds_bucket{le=\"+Inf\"} " + std::to_string(sum) + "\n";
  text += "yibao_answer_seconds_sum " + seconds(microseconds_.load()) + "\n";
  text += "yibao_answer_seconds_count " + std::to_string(sum) + "\n";
  text += heading("yibao_provider_messages_total", "counter",
                  "Messages of designated providers, by how each came out.");
  for (std::size_t i = 0; i < messages_.size(); ++i) {
    text += "yibao_provider_messages_total{outcome=\"" + std::string(kMessageOutcomes[i]) + "\"} " +
            std::to_string(messages_[i].load()) + "\n";
  }
  return text +
         line("yibao_views_recorded_total", "counter", "Views of people's data by others.",
              views_.load()) +
         line("yibao_views_lost_total", "counter", "Views that could not be recorded.",
              views_lost_.load());
}

}  // namespace yibao::service
