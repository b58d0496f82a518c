#include "adapters/provider/networks.h"

#include <gtest/gtest.h>

namespace yibao::adapters::provider {
namespace {

TEST(Networks, private_ones_are_known_by_their_first_and_last_address) {
  for (const char* inside : {"127.0.0.1", "127.255.255.255", "10.0.0.0", "10.255.255.255",
                             "172.16.0.0", "172.31.255.255", "192.168.0.1", "100.64.0.0",
                             "100.127.255.255", "::1", "fc00::1", "fdff::1", "::ffff:10.1.2.3"}) {
    EXPECT_TRUE(is_within(private_networks(), inside)) << inside;
  }
  for (const char* outside :
       {"126.255.255.255", "128.0.0.0", "9.255.255.255", "11.0.0.0", "172.15.255.255", "172.32.0.0",
        "192.167.255.255", "192.169.0.0", "100.63.255.255", "100.128.0.0", "::2", "::", "fe80::1",
        "fbff::1", "203.0.113.9", "::ffff:203.0.113.9", "", "x", "10.0.0.0/8"}) {
    EXPECT_FALSE(is_within(private_networks(), outside)) << outside;
  }
}

TEST(Networks, listed_ones_are_read_or_refused_whole) {
  const auto listed = parse_networks("203.0.113.0/24, 2001:db8::/32,198.51.100.7");
  ASSERT_TRUE(listed.has_value());
  EXPECT_EQ(listed->of_all.size(), 3U);
  EXPECT_TRUE(is_within(listed->of_all, "203.0.113.255"));
  EXPECT_FALSE(is_within(listed->of_all, "203.0.114.0"));
  EXPECT_TRUE(is_within(listed->of_all, "2001:db8:ffff::1"));
  EXPECT_FALSE(is_within(listed->of_all, "198.51.100.8"));
  EXPECT_TRUE(parse_networks("")->of_all.empty());
  for (const char* wrong :
       {"203.0.113.0/33", "203.0.113/24", "10.0.0.0/-1", "10.0.0.0/", "x", "2001:db8::/129",
        "10.0.0.0/8,,", "=10.0.0.0/8", "P44190000001=", "P44190000001=x"}) {
    EXPECT_FALSE(parse_networks(wrong).has_value()) << wrong;
  }
}

TEST(Networks, an_institution_with_some_of_its_own_is_taken_from_nowhere_else) {
  const auto listed =
      parse_networks("203.0.113.0/24, P44190000001=10.2.3.0/28,P44190000001 = 198.51.100.7");
  ASSERT_TRUE(listed.has_value());
  for (const char* own : {"10.2.3.4", "198.51.100.7"}) {
    EXPECT_TRUE(listed->admit("P44190000001", own)) << own;
  }
  for (const char* other : {"10.2.3.16", "127.0.0.1", "203.0.113.9"}) {
    EXPECT_FALSE(listed->admit("P44190000001", other)) << other;
    EXPECT_TRUE(listed->admit("P44190000002", other)) << other;
  }
  EXPECT_FALSE(listed->admit("P44190000002", "198.51.100.7"));
}

}  // namespace
}  // namespace yibao::adapters::provider
