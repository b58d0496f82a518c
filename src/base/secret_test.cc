// Goal: what is shown of a secret is what everybody expects, and short ones show nothing.
#include "base/secret.h"

#include <gtest/gtest.h>

namespace yibao {
namespace {

TEST(Secret, masks_as_expected) {
  EXPECT_EQ(mask_name("张三丰"), "张**");
  EXPECT_EQ(mask_name("张"), "张");
  EXPECT_EQ(mask_name("Li"), "L*");
  EXPECT_EQ(mask_identity(IdentityNumber("44190019900101001X")), "4419**********001X");
  EXPECT_EQ(mask_phone(Phone("13800005678")), "138****5678");
  EXPECT_EQ(mask_phone(Phone("1234")), "****");
  EXPECT_EQ(mask_bank_account(BankAccount("6222021234567890123")), "6222************123");
}

}  // namespace
}  // namespace yibao
