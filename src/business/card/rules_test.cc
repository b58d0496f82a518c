// Goal: every rule of a card, one differing fact per row; each channel open or closed by policy.
#include "business/card/rules.h"

#include <gtest/gtest.h>

#include <functional>

#include "business/card/holds.h"
#include "business/hold/rules.h"
#include "business/test_policy.h"

namespace yibao::card {
namespace {

constexpr RegionCode kShantou(440500);
const Date kToday = Date::of(2025, 5, 6);

policy::ActivationPolicy activation() {
  policy::ActivationPolicy policy;
  test::set(policy.channels, "activation.channels",
            std::vector<std::string>{"bank", "counter", "provider"});
  test::set(policy.window_days, "activation.window_days", 60);
  test::set(policy.remote_at_provider, "activation.remote_at_provider", false);
  test::set(policy.real_name_level, "activation.real_name_level", 3);
  return policy;
}

policy::CardPolicy card_policy() {
  policy::CardPolicy policy;
  test::set(policy.banks, "card.banks", std::vector<std::string>{"bank_of_china"});
  return policy;
}

Card taken_card() {
  Card card;
  card.person = PersonId(1);
  card.id = CardId(7);
  card.region = kShantou;
  card.bank = "bank_of_china";
  card.production = Production::taken;
  card.made_on = card.taken_on = Date::of(2025, 4, 1);
  card.sealed_number = "sealed";
  card.activate_by = Date::of(2025, 5, 31);
  return card;
}

std::string code_of(const Verdict& verdict) {
  return verdict ? "" : verdict.refusal().code();
}

struct ActivationRow {
  const char* what;
  std::function<void(Card&, std::vector<hold::Hold>&)> change;
  ActivationChannel channel;
  Date day;
  const char* code;
};

hold::Hold hold_of(hold::HoldCause cause) {
  hold::Hold hold;
  hold.cause = cause;
  hold.card = 7;
  hold.since = kToday;
  return hold;
}

//
TEST(CardRules, activation_is_refused_in_this_order) {
  const auto nothing = [](Card&, std::vector<hold::Hold>&) {};
  const auto dead = [](Card& card, std::vector<hold::Hold>&) {
    card.dead_on = kToday;
    card.medical_function = card.bank_function = Function::ended;
  };
  const auto ready = [](Card& card, std::vector<hold::Hold>&) {
    card.production = Production::ready;
    card.taken_on.reset();
  };
  const auto active = [](Card& card, std::vector<hold::Hold>&) {
    card.medical_function = Function::active;
    card.medical_since = kToday;
  };
  const auto lost = [](Card&, std::vector<hold::Hold>& holds) {
    holds.push_back(hold_of(hold::HoldCause::loss));
  };
  const auto damaged = [](Card&, std::vector<hold::Hold>& holds) {
    holds.push_back(hold_of(hold::HoldCause::damage));
  };
  const auto frozen = [](Card&, std::vector<hold::Hold>& holds) {
    holds.push_back(hold_of(hold::HoldCause::admin));
  };
  const auto unpaid = [](Card&, std::vector<hold::Hold>& holds) {
    holds.push_back(hold_of(hold::HoldCause::gap));
  };
  using C = ActivationChannel;
  const Date last = Date::of(2025, 5, 31);
  const ActivationRow rows[] = {
      {"as it should be", nothing, C::counter, kToday, ""},
      {"at a bank", nothing, C::bank, kToday, ""},
      {"by first use", nothing, C::provider, kToday, ""},
      {"online, closed here", nothing, C::online, kToday, "activation_channel_closed"},
      {"by telephone, closed here", nothing, C::telephone, kToday, "activation_channel_closed"},
      {"the day before the last", nothing, C::counter, last - 1, ""},
      {"the last day", nothing, C::counter, last, ""},
      {"the day after", nothing, C::counter, last + 1, "activation_window_passed"},
      {"void", dead, C::counter, kToday, "card_void"},
      {"not collected", ready, C::counter, kToday, "card_not_taken"},
      {"active already", active, C::counter, kToday, "already_active"},
      {"active already, closed channel", active, C::online, kToday, "already_active"},
      {"lost", lost, C::counter, kToday, "card_held"},
      {"damaged", damaged, C::counter, kToday, "card_held"},
      {"frozen by order", frozen, C::counter, kToday, "card_held"},
      {"a gap in contributions", unpaid, C::counter, kToday, ""},
  };
  for (const ActivationRow& row : rows) {
    Card card = taken_card();
    std::vector<hold::Hold> stored;
    row.change(card, stored);
    const auto holds = hold::in_force(holds_on(card, stored), row.day);
    EXPECT_EQ(code_of(check_activation(card, holds, row.channel, activation())), row.code)
        << row.what;
  }
}

// C-19.
TEST(CardRules, away_from_home_the_home_region_decides) {
  policy::ActivationPolicy policy = activation();
  EXPECT_EQ(code_of(check_place(taken_card(), kShantou, policy)), "");
  EXPECT_EQ(code_of(check_place(taken_card(), test::kHangzhou, policy)), "not_activated_home");
  policy.remote_at_provider.value = true;
  EXPECT_EQ(code_of(check_place(taken_card(), test::kHangzhou, policy)), "");
}

//
TEST(CardRules, only_the_bank_on_its_face_activates_its_function) {
  EXPECT_EQ(code_of(check_bank(taken_card(), "bank_of_china")), "");
  EXPECT_EQ(code_of(check_bank(taken_card(), "construction_bank")), "other_bank");
  EXPECT_EQ(code_of(check_bank(taken_card(), "")), "other_bank");
}

TEST(CardRules, window_counts_from_collection_or_is_none) {
  policy::ActivationPolicy policy = activation();
  EXPECT_EQ(last_day_to_activate(Date::of(2025, 4, 1), policy), Date::of(2025, 5, 31));
  policy.window_days.value = 0;
  EXPECT_EQ(last_day_to_activate(Date::of(2025, 4, 1), policy), std::nullopt);
}

std::string obstacles_of(const OrderFacts& facts, RegionCode region = kShantou) {
  std::string codes;
  for (const Reason& reason : order_obstacles(facts, card_policy(), region)) {
    codes += (codes.empty() ? "" : " ") + reason.code;
  }
  return codes;
}

// all obstacles at once, a second open order is one of them.
TEST(CardRules, orders_name_every_obstacle) {
  OrderFacts facts;
  facts.insured_there = true;
  facts.bank = "bank_of_china";
  EXPECT_EQ(obstacles_of(facts), "");
  facts.insured_there = false;
  facts.bank = "no_bank";
  EXPECT_EQ(obstacles_of(facts), "card_of_another_place card_bank_not_offered");

  facts.insured_there = true;
  facts.bank = "bank_of_china";
  Card ordered;
  ordered.id = CardId(8);
  const std::vector<Card> open{ordered};
  facts.cards = open;
  EXPECT_EQ(obstacles_of(facts), "card_order_open");

  const std::vector<Card> held{taken_card()};
  facts.cards = held;
  EXPECT_EQ(obstacles_of(facts), "card_already_held");
  EXPECT_EQ(obstacles_of(facts, test::kHangzhou), "");  // the card of another region
  facts.why = Why::loss;
  EXPECT_EQ(obstacles_of(facts), "loss_not_reported");
  const std::vector<hold::Hold> holds{hold_of(hold::HoldCause::loss)};
  facts.holds = holds;
  EXPECT_EQ(obstacles_of(facts), "");
  facts.why = Why::damage;
  EXPECT_EQ(obstacles_of(facts), "damage_not_reported");
}

// what was replaced is not un-reported.
TEST(CardRules, loss_is_cancelled_only_while_no_other_card_is_made) {
  const Card card = taken_card();
  const std::vector<hold::Hold> lost{hold_of(hold::HoldCause::loss)};
  const std::vector<Card> one{card};
  EXPECT_EQ(code_of(check_cancel_loss(card, one, lost)), "");
  EXPECT_EQ(code_of(check_cancel_loss(card, one, {})), "loss_not_reported");
  Card replacement;
  replacement.id = CardId(8);
  replacement.replaces = card.id;
  const std::vector<Card> two{card, replacement};
  EXPECT_EQ(code_of(check_cancel_loss(card, two, lost)), "replacement_ordered");
}

// the pages offer what is on the list and nothing else, so nothing on it may be refused.
TEST(CardRules, what_is_offered_is_what_would_be_granted) {
  using enum Offer;
  Card active = taken_card();
  active.medical_function = Function::active;
  Card fresh;
  fresh.id = CardId(8);
  fresh.replaces = active.id;
  const auto loss = hold_of(hold::HoldCause::loss);
  const auto damage = hold_of(hold::HoldCause::damage);
  auto with_account = damage;
  with_account.account_too = true;
  const auto expired = hold_of(hold::HoldCause::activation_expired);
  struct Row {
    std::vector<Card> cards;
    std::vector<hold::Hold> holds;
    std::vector<Offer> offers;
  };
  const Row rows[] = {
      {{}, {}, {order_first}},
      {{fresh}, {}, {}},
      {{active}, {}, {report}},
      {{taken_card()}, {}, {activate, report}},
      {{taken_card()}, {expired}, {report}},
      {{active}, {loss}, {cancel_loss, replace_lost, report}},
      {{active, fresh}, {loss}, {report}},
      {{active}, {damage}, {replace_damaged, report}},
      {{active}, {with_account}, {reopen_account, replace_damaged, report}},
      {{active}, {loss, damage}, {cancel_loss, replace_lost, replace_damaged}},
  };
  for (const Row& row : rows) EXPECT_EQ(offers_of(row.cards, row.holds), row.offers);
}

// on line only where the site of the place releases a loss.
TEST(CardRules, loss_is_cancelled_on_line_where_the_place_says_so) {
  policy::ReleasePolicy policy;
  test::set(policy.online, "release.online", true);
  test::set(policy.online_at_once, "release.online_at_once", std::vector<std::string>{"inactive"});
  EXPECT_FALSE(is_loss_cancelled_online(policy));
  policy.online_at_once.value = {"loss", "inactive"};
  EXPECT_TRUE(is_loss_cancelled_online(policy));
  policy.online.value = false;
  EXPECT_FALSE(is_loss_cancelled_online(policy));
}

TEST(CardRules, window_is_extended_only_after_it_has_passed) {
  Card card = taken_card();
  EXPECT_EQ(code_of(check_extension(card, Date::of(2025, 5, 31))), "activation_window_open");
  EXPECT_EQ(code_of(check_extension(card, Date::of(2025, 6, 1))), "");
  card.activate_by.reset();
  EXPECT_EQ(code_of(check_extension(card, Date::of(2025, 6, 1))), "no_activation_window");
}

// three in a row, whatever lies before them.
TEST(CardRules, failures_are_counted_in_a_row) {
  const auto count = [](std::vector<std::string> outcomes) { return failures_in_a_row(outcomes); };
  EXPECT_EQ(count({}), 0);
  EXPECT_EQ(count({"failed", "failed", "failed"}), 3);
  EXPECT_EQ(count({"failed", "under_review", "failed"}), 1);
  EXPECT_EQ(count({"failed", "failed", "passed"}), 0);
}

TEST(CardRules, card_numbers_are_capitals_and_digits) {
  EXPECT_TRUE(is_card_number("D10000001"));
  for (const char* wrong : {"", "D100000", "d10000001", "D1000-0001", "D12345678901234567890"}) {
    EXPECT_FALSE(is_card_number(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace yibao::card
