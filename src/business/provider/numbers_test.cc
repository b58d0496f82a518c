#include "business/provider/numbers.h"

#include <gtest/gtest.h>

#include "storage/vault.h"

namespace yibao::provider {
namespace {

TEST(ProviderNumbers, an_outside_id_comes_back_from_its_26_characters) {
  const storage::Vault vault(std::string(storage::Vault::kKeySize, 'k'));
  for (std::int64_t id = 1; id < 2'000; id += 7) {
    const std::string uuid = vault.outside_id(storage::IdKind::person, id,
                                              Instant::from_milliseconds(1'745'539'262'000 + id));
    const std::string text = short_id(uuid);
    EXPECT_EQ(text.size(), 26U);
    ASSERT_TRUE(outside_id(text).has_value());
    EXPECT_EQ(*outside_id(text), uuid);
  }
}

TEST(ProviderNumbers, anything_else_is_no_number) {
  const std::string good = short_id("01967d3c-0000-7000-8000-0123456789ab");
  for (const std::string& text : {std::string(), good.substr(1), good + "0", "I" + good.substr(1),
                                  "Z" + good.substr(1), good.substr(0, 25) + "u"}) {
    EXPECT_FALSE(outside_id(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace yibao::provider
