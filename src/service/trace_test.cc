// Goal: a well-formed trace is kept, anything else gets a trace of our own; spans differ.
#include "service/trace.h"

#include <gtest/gtest.h>

namespace yibao::service {
namespace {

const std::string kTrace = "4bf92f3577b34da6a3ce929d0e0e4736";

TEST(Trace, is_that_of_the_header_where_it_is_well_formed) {
  EXPECT_EQ(trace_of("00-" + kTrace + "-00f067aa0ba902b7-01"), kTrace);
  EXPECT_EQ(trace_of("01-" + kTrace + "-00f067aa0ba902b7-01-more"), kTrace);
}

TEST(Trace, is_our_own_where_the_header_is_not) {
  for (const std::string& header : std::initializer_list<std::string>{
           "", "00-" + kTrace + "-00f067aa0ba902b7-01-more",
           "ff-" + kTrace + "-00f067aa0ba902b7-01",
           "00-" + std::string(32, '0') + "-00f067aa0ba902b7-01",
           "00-" + kTrace + "-0000000000000000-01",
           "00-" + std::string(32, 'G') + "-00f067aa0ba902b7-01",
           "00-<script>alert(1)</script>xxxxxxx-00f067aa0ba902b7-01"}) {
    const std::string trace = trace_of(header);
    EXPECT_EQ(trace.size(), 32U) << header;
    EXPECT_NE(trace, header.size() > 35 ? header.substr(3, 32) : "") << header;
    EXPECT_NE(trace, trace_of(header));
  }
}

TEST(Trace, is_passed_on_with_a_span_of_ours) {
  const std::string out = traceparent_of(kTrace);
  EXPECT_EQ(trace_of(out), kTrace);
  EXPECT_NE(traceparent_of(kTrace), out);
}

}  // namespace
}  // namespace yibao::service
