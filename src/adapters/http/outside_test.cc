// The addresses that are asked: a host by name, by number, or of IPv6 in brackets, with a port or
// without one.
#include "adapters/http/outside.h"

#include <gtest/gtest.h>

namespace yibao::adapters {
namespace {

TEST(OutsideAddresses, are_a_host_and_perhaps_a_port) {
  for (const char* address :
       {"http://example.org", "https://example.org:8443/x", "http://127.0.0.1:8081",
        "http://[::1]:8081", "http://[::1]", "https://[2001:db8::1]/x"}) {
    EXPECT_TRUE(is_outside_address(address)) << address;
  }
}

TEST(OutsideAddresses, are_nothing_else) {
  for (const char* address :
       {"", "example.org", "ftp://example.org", "http://", "http://:80", "http://example.org:99999",
        "http://[::1", "http://[]:80", "http://[::1]80", "http://[::1]:", "http://[::1]:99999"}) {
    EXPECT_FALSE(is_outside_address(address)) << address;
  }
}

}  // namespace
}  // namespace yibao::adapters
