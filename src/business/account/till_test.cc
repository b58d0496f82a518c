// Goal: a till is paid only where its institution is on record and not suspended, whatever token
// its cashier has from before.
#include <gtest/gtest.h>

#include "business/access.h"
#include "business/account/commands.h"
#include "business/provider/commands.h"
#include "business/test_world.h"

namespace yibao::account {
namespace {

const std::string kPharmacy = "P44190000001";
constexpr RegionCode kDongguan(441900);

TEST(Till, pays_nothing_at_an_institution_that_is_not_on_record) {
  test::World world(Date::of(2025, 4, 10));
  const PersonId person = world.add_person("张三", "44190019900101001X");
  const auto pay = [&] {
    const business::Actor cashier{business::Role::provider_cashier,
                                  business::cashier_number(kPharmacy), kDongguan, "provider",
                                  "cashier"};
    return test::code_of(world.run<PayFromAccount>(
        cashier, test::request({{"person", world.id_of(person)}},
                               Tree::object({{"amount_fen", 100}, {"provider", kPharmacy}}))));
  };
  EXPECT_EQ(pay(), "institution_unknown");
  ASSERT_EQ(test::code_of(world.run<provider::RegisterInstitution>(
                test::officer_of(kDongguan),
                test::request({}, Tree::object({{"code", kPharmacy},
                                                {"name", "示例药店"},
                                                {"credit_code", "91441900MADEM00017"},
                                                {"profile", "web"}})))),
            "");
  EXPECT_NE(pay(), "institution_unknown");
}

}  // namespace
}  // namespace yibao::account
