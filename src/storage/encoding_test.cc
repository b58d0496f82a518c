#include "storage/encoding.h"

#include <gtest/gtest.h>

namespace yibao::storage {
namespace {

TEST(Base64, IsReadStrictly) {
  EXPECT_EQ(decode_base64(""), "");
  EXPECT_EQ(decode_base64("Zg=="), "f");
  EXPECT_EQ(decode_base64("Zm9vYmFy"), "foobar");
  EXPECT_EQ(decode_base64("iVBORw0KGgo="), "\x89PNG\r\n\x1a\n");
}

TEST(Base64, RefusesWhatItIsNot) {
  for (const char* wrong :
       {"Zg", "Zg=", "Zm9v YmFy", "Zm9vYmFy\n", "Zm9_", "Zg==Zg==", "=", "Zh=="}) {
    EXPECT_FALSE(decode_base64(wrong).has_value()) << wrong;
  }
}

}  // namespace
}  // namespace yibao::storage
