// Goal: the text is what Prometheus reads: buckets that add up, sums, one heading each.
#include "service/metrics.h"

#include <gtest/gtest.h>

namespace yibao::service {
namespace {

using std::chrono::microseconds;

bool has(const std::string& text, const std::string& line) {
  return text.find(line + "\n") != std::string::npos;
}

TEST(Metrics, counts_answers_by_class_and_by_time) {
  Metrics metrics;
  metrics.count_answer(200, microseconds(500));
  metrics.count_answer(201, microseconds(501));
  metrics.count_answer(409, microseconds(3'000'000));
  metrics.count_answer(503, microseconds(0));
  const std::string text = metrics.text();
  EXPECT_TRUE(has(text, "yibao_answers_total{class=\"2xx\"} 2")) << text;
  EXPECT_TRUE(has(text, "yibao_answers_total{class=\"4xx\"} 1"));
  EXPECT_TRUE(has(text, "yibao_answers_total{class=\"5xx\"} 1"));
  EXPECT_TRUE(has(text, "yibao_answer_seconds_bucket{le=\"0.0005\"} 2"));
  EXPECT_TRUE(has(text, "yibao_answer_seconds_bucket{le=\"0.001\"} 3"));
  EXPECT_TRUE(has(text, "yibao_answer_seconds_bucket{le=\"2.5\"} 3"));
  EXPECT_TRUE(has(text, "yibao_answer_seconds_bucket{le=\"+Inf\"} 4"));
  EXPECT_TRUE(has(text, "yibao_answer_seconds_sum 3.001001"));
  EXPECT_TRUE(has(text, "yibao_answer_seconds_count 4"));
}

TEST(Metrics, tell_what_others_count_in_the_same_form) {
  EXPECT_EQ(Metrics::line("yibao_jobs_total", "counter", "Commands run.", 7),
            "# HELP yibao_jobs_total Commands run.\n# TYPE yibao_jobs_total counter\n"
            "yibao_jobs_total 7\n");
}

}  // namespace
}  // namespace yibao::service
