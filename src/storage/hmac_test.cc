// Test vectors of RFC 2202 and RFC 4231, and that a key leaves nothing for the next.
#include "storage/hmac.h"

#include <gtest/gtest.h>

#include "storage/digest.h"

namespace yibao::storage {
namespace {

TEST(Hmac, is_as_published) {
  EXPECT_EQ(to_hex(hmac_sha1("Jefe", "what do ya want for nothing?")),
            "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
  EXPECT_EQ(to_hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  const std::string longer_than_a_block(131, '\xaa');
  EXPECT_EQ(to_hex(hmac_sha256(longer_than_a_block,
                               "Test Using Larger Than Block-Size Key - Hash Key First")),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(Hmac, nothing_of_a_key_or_text_is_left_for_the_next) {
  const std::string empty = hmac_sha256("", "");
  EXPECT_EQ(to_hex(empty), "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
  const std::string first = hmac_sha256("key", "text");
  EXPECT_NE(hmac_sha256("another key", "text"), first);
  EXPECT_EQ(hmac_sha256({}, {}), empty);
  EXPECT_EQ(hmac_sha256("key", "text"), first);
}

}  // namespace
}  // namespace yibao::storage
