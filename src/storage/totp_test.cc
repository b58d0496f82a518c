// Goal: codes as every authenticator app makes them, each good for one sign-in only.
#include "storage/totp.h"

#include <gtest/gtest.h>

#include "storage/password.h"

namespace yibao::storage {
namespace {

// The SHA-1 rows of RFC 6238, appendix B, cut to six digits.
TEST(Totp, makes_the_codes_of_the_standard) {
  const std::string secret = "12345678901234567890";
  EXPECT_EQ(totp_code(secret, 59 / 30), "287082");
  EXPECT_EQ(totp_code(secret, 1111111109 / 30), "081804");
  EXPECT_EQ(totp_code(secret, 1234567890 / 30), "005924");
  EXPECT_EQ(totp_code(secret, 20000000000 / 30), "353130");
}

TEST(Totp, takes_neighbouring_steps_and_no_step_twice) {
  const std::string secret = "a secret of this test";
  const Instant now = Instant::from_milliseconds(1'745'546'400'000);
  const std::int64_t step = totp_step(now);
  for (const std::int64_t good : {step - 1, step, step + 1}) {
    EXPECT_EQ(accepted_totp_step(secret, totp_code(secret, good), now, 0), good);
    EXPECT_EQ(accepted_totp_step(secret, totp_code(secret, good), now, good), std::nullopt);
  }
  EXPECT_FALSE(accepted_totp_step(secret, totp_code(secret, step - 2), now, 0));
  EXPECT_FALSE(accepted_totp_step(secret, totp_code(secret, step + 2), now, 0));
  EXPECT_FALSE(accepted_totp_step(secret, "", now, 0));
  EXPECT_FALSE(accepted_totp_step(secret, totp_code(secret, step) + "0", now, 0));
}

TEST(Totp, writes_secrets_as_apps_read_them) {
  EXPECT_EQ(to_base32("foobar"), "MZXW6YTBOI");  // RFC 4648
  for (const std::string bytes : {"", "f", "fo", "foo", "foob", "fooba", "12345678901234567890"}) {
    EXPECT_EQ(from_base32(to_base32(bytes)), bytes);
  }
  EXPECT_FALSE(from_base32("mzxw"));
  EXPECT_FALSE(from_base32("AB1"));
}

TEST(Password, is_argon2id_with_a_salt_of_its_own) {
  const std::string hash = hash_password("correct horse");
  EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$")) << hash;
  EXPECT_NE(hash_password("correct horse"), hash);
  EXPECT_TRUE(is_password(hash, "correct horse"));
  EXPECT_FALSE(is_password(hash, "correct horsf"));
  EXPECT_FALSE(is_password("", ""));
  EXPECT_FALSE(is_password(nobodys_password_hash(), ""));
}

}  // namespace
}  // namespace yibao::storage
