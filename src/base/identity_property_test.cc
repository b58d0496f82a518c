// Goal: whatever text comes in, the checks of numbers answer and never throw; what they accept they
// accept again, unchanged; and people that we make up pass.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "base/employer_code.h"
#include "base/identity_document.h"
#include "base/region_table.h"

namespace yibao {
namespace {

TEST(IdentityProperty, arbitrary_text_never_throws_and_accepted_is_a_fixed_point) {
  EXPECT_TRUE(rc::check("id", [](const std::string& text, int k) {
    const auto kind = static_cast<IdentityKind>(static_cast<unsigned>(k) % 21);
    const Date today = Date::of(2025, 4, 25);
    const auto d = check_identity(kind, text, today);
    if (d) RC_ASSERT(check_identity(kind, d->number.reveal(), today)->number == d->number);
    (void)check_employer_code(text);
    (void)RegionTable::parse(text);
    (void)RegionTable::parse("code,name\n" + text);
  }));
}

TEST(IdentityProperty, synthetic_people_pass) {
  EXPECT_TRUE(rc::check("birth", [] {
    const Date today = Date::of(2025, 4, 25);
    const int days = *rc::gen::inRange(Date::of(1900, 1, 1).days(), today.days() + 1);
    const std::string day = Date::from_days(days).to_string();
    const std::string first = "441900" + day.substr(0, 4) + day.substr(5, 2) + day.substr(8, 2) +
                              std::to_string(*rc::gen::inRange(100, 1000));
    const auto d = check_identity(IdentityKind::citizen_identity_card,
                                  first + citizen_check_digit(first), today);
    RC_ASSERT(d.ok());
    RC_ASSERT(d->birth->days() == days);
  }));
}

}  // namespace
}  // namespace yibao
