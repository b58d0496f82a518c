// Goal: what a card's own facts hold, to the day, and which holds count for which card.
#include "business/card/holds.h"

#include <gtest/gtest.h>

#include "business/card/store.h"
#include "business/hold/rules.h"

namespace yibao::card {
namespace {

constexpr RegionCode kShantou(440500);

Card taken_card(std::int64_t id = 7) {
  Card card;
  card.person = PersonId(1);
  card.id = CardId(id);
  card.region = kShantou;
  card.bank = "bank_of_china";
  card.production = Production::taken;
  card.ordered_on = Date::of(2025, 3, 1);
  card.made_on = Date::of(2025, 3, 20);
  card.taken_on = Date::of(2025, 4, 1);
  card.sealed_number = "sealed";
  return card;
}

std::string causes_on(const Card& card, Date day) {
  std::string causes;
  for (const hold::Hold& hold : hold::in_force(holds_of(card), day)) {
    causes += std::string(hold::to_text(hold.cause)) + " ";
  }
  return causes;
}

// day N is in time, N+1 is not.
TEST(CardHolds, window_for_activation_passes_after_its_last_day) {
  Card card = taken_card();
  card.activate_by = Date::of(2025, 5, 31);
  EXPECT_EQ(causes_on(card, Date::of(2025, 3, 31)), "");
  EXPECT_EQ(causes_on(card, Date::of(2025, 4, 1)), "inactive ");
  EXPECT_EQ(causes_on(card, Date::of(2025, 5, 30)), "inactive ");
  EXPECT_EQ(causes_on(card, Date::of(2025, 5, 31)), "inactive ");
  EXPECT_EQ(causes_on(card, Date::of(2025, 6, 1)), "activation_expired ");
  card.activate_by.reset();
  EXPECT_EQ(causes_on(card, Date::of(2035, 6, 1)), "inactive ");
}

// the bank's function says nothing of the medical one.
TEST(CardHolds, only_the_medical_function_counts) {
  Card card = taken_card();
  card.bank_function = Function::active;
  card.bank_since = Date::of(2025, 4, 2);
  EXPECT_EQ(causes_on(card, Date::of(2025, 4, 3)), "inactive ");
  card.medical_function = Function::active;
  card.medical_since = Date::of(2025, 4, 2);
  card.bank_function = Function::inactive;
  EXPECT_EQ(causes_on(card, Date::of(2025, 4, 3)), "");
}

TEST(CardHolds, what_is_not_in_the_hand_or_void_holds_nothing) {
  Card card = taken_card();
  card.production = Production::ready;
  card.taken_on.reset();
  EXPECT_TRUE(holds_of(card).empty());
  card = taken_card();
  card.dead_on = Date::of(2025, 4, 2);
  card.medical_function = card.bank_function = Function::ended;
  EXPECT_TRUE(holds_of(card).empty());
}

// the holds of the lost card do not follow the new one; those on the person do.
TEST(CardHolds, of_another_card_do_not_count) {
  const Card lost = taken_card(7);
  Card fresh = taken_card(8);
  fresh.medical_function = Function::active;
  fresh.medical_since = fresh.taken_on;
  hold::Hold loss;
  loss.cause = hold::HoldCause::loss;
  loss.card = 7;
  hold::Hold order;
  order.cause = hold::HoldCause::admin;
  const hold::Hold stored[] = {loss, order};
  EXPECT_EQ(holds_on(lost, stored).size(), 3U);  // loss, order, inactive
  ASSERT_EQ(holds_on(fresh, stored).size(), 1U);
  EXPECT_EQ(holds_on(fresh, stored).front().cause, hold::HoldCause::admin);
}

// C-27: a lost card stops the card; the account only where the person asked for it.
TEST(CardHolds, account_is_sealed_only_on_request) {
  hold::Hold loss;
  loss.cause = hold::HoldCause::loss;
  loss.card = 7;
  EXPECT_TRUE(hold::spending_verdict({&loss, 1}, kShantou).ok());
  loss.account_too = true;
  EXPECT_FALSE(hold::spending_verdict({&loss, 1}, kShantou).ok());
  EXPECT_TRUE(hold::benefit_verdict({&loss, 1}, kShantou).ok());
}

TEST(CardStore, writes_what_it_reads) {
  Card card = taken_card();
  card.activate_by = Date::of(2025, 5, 31);
  card.replaces = CardId(3);
  card.why = Why::loss;
  card.medical_function = Function::active;
  card.medical_since = Date::of(2025, 4, 2);
  EXPECT_EQ(card_row(read_card(card_row(card))), card_row(card));
}

TEST(CardMachine, is_drawn_by_itself) {
  const std::string drawn =
      to_mermaid(std::span<const ProductionTransition>(kProductionTable), Production::ordered,
                 static_cast<bool (*)(Production)>(&is_terminal));
  EXPECT_NE(drawn.find("ready --> taken: collect"), std::string::npos);
}

}  // namespace
}  // namespace yibao::card
