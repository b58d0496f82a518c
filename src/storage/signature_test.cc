// Goal: a signature holds for its text, its key and nothing else; the key follows from the seed.
#include "storage/signature.h"

#include <gtest/gtest.h>

#include "base/check.h"

namespace yibao::storage {
namespace {

TEST(Signature, holds_for_its_own_text_and_key_only) {
  const SigningKey key(std::string(kSigningSeedSize, 'a'));
  const SigningKey other(std::string(kSigningSeedSize, 'b'));
  const std::string signature = key.sign("heads");
  EXPECT_TRUE(is_signed_by(key.public_key(), "heads", signature));
  EXPECT_FALSE(is_signed_by(key.public_key(), "heads.", signature));
  EXPECT_FALSE(is_signed_by(other.public_key(), "heads", signature));
  EXPECT_FALSE(is_signed_by(key.public_key(), "heads", signature.substr(1)));
  EXPECT_FALSE(is_signed_by("", "heads", signature));
}

TEST(Signature, same_seed_gives_the_same_key) {
  const SigningKey key(std::string(kSigningSeedSize, 'a'));
  EXPECT_EQ(key.public_key(), SigningKey(std::string(kSigningSeedSize, 'a')).public_key());
  EXPECT_THROW(SigningKey("short"), Bug);
}

}  // namespace
}  // namespace yibao::storage
