// Goal: a change of the place of participation orders the new card by itself, once.
#include "business/card/order.h"

#include <gtest/gtest.h>

#include "business/card/store.h"
#include "business/test_world.h"

namespace yibao::card {
namespace {

constexpr RegionCode kShantou(440500);
constexpr RegionCode kHangzhou(330100);

policy::test::Files policy_with_banks() {
  policy::test::Files files = test::people_policy();
  files.set("100000", "card.banks",
            Tree(Tree::List{policy::test::dated(
                Tree(Tree::List{"bank_of_china", "agricultural_bank"}), "1998-01-01")}));
  return files;
}

Card card_of(RegionCode region, const std::string& bank) {
  Card card;
  card.person = PersonId(1);
  card.id = CardId(7);
  card.region = region;
  card.bank = bank;
  card.production = Production::taken;
  card.made_on = card.taken_on = Date::of(2025, 4, 1);
  card.sealed_number = "sealed";
  return card;
}

class OrderWithPlaceChange : public testing::Test {
 protected:
  std::optional<Card> order(const std::vector<Card>& cards, RegionCode target) {
    const business::Actor officer = test::officer_of(target);
    const business::Context context = world.context(officer);
    storage::Plan plan;
    if (!order_with_place_change(plan, PersonId(1), cards, target, context)) {
      EXPECT_TRUE(plan.writes.empty());
      told = plan.notices.empty() ? "" : plan.notices.front().code;
      return std::nullopt;
    }
    EXPECT_EQ(plan.writes.size(), 2U);  // the card and its first event
    EXPECT_EQ(plan.notices.size(), 1U);
    return read_card(plan.writes.front().row);
  }
  std::string told;  // where nothing was ordered
  test::World world{Date::of(2025, 5, 6), policy_with_banks()};
};

TEST_F(OrderWithPlaceChange, keeps_the_bank_where_it_is_offered) {
  const auto card = order({card_of(kShantou, "agricultural_bank")}, kHangzhou);
  ASSERT_TRUE(card.has_value());
  EXPECT_EQ(card->bank, "agricultural_bank");
  EXPECT_EQ(card->region, kHangzhou);
  EXPECT_EQ(card->why, Why::region_change);
  EXPECT_EQ(card->replaces, CardId(7));
  EXPECT_EQ(card->production, Production::ordered);
  EXPECT_EQ(order({card_of(kShantou, "construction_bank")}, kHangzhou)->bank, "bank_of_china");
}

TEST_F(OrderWithPlaceChange, orders_nothing_where_nothing_is_needed) {
  EXPECT_FALSE(order({}, kHangzhou));
  EXPECT_FALSE(order({card_of(kHangzhou, "bank_of_china")}, kHangzhou));
  Card open = card_of(kShantou, "bank_of_china");
  open.id = CardId(8);
  open.production = Production::ordered;
  open.made_on.reset();
  open.taken_on.reset();
  open.sealed_number.clear();
  EXPECT_FALSE(order({card_of(kShantou, "bank_of_china"), open}, kHangzhou));
  EXPECT_EQ(told, "card_still_made_elsewhere");  // nobody waits for a card that nobody makes
  EXPECT_FALSE(order({card_of(kShantou, "bank_of_china"), open}, kShantou));
  EXPECT_EQ(told, "");
}

}  // namespace
}  // namespace yibao::card
