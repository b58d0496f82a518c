// Goal: the two tables say what the drawing says, and whatever happens in whatever order, a case
// that is over has no money on the road (N-22, R-017).
#include "business/transfer/machine.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <vector>

namespace yibao::transfer {
namespace {

constexpr int kRelationEvents = 18;
constexpr int kMoneyEvents = 13;

TEST(TransferMachine, texts_are_read_as_they_are_written) {
  for (std::size_t i = 0; i < kRelationStates; ++i) {
    const auto state = static_cast<RelationState>(i);
    EXPECT_EQ(parse_relation_state(to_text(state)), state);
  }
  for (std::size_t i = 0; i < kMoneyStates; ++i) {
    const auto state = static_cast<MoneyState>(i);
    EXPECT_EQ(parse_money_state(to_text(state)), state);
  }
  EXPECT_EQ(to_text(RelationEvent::end), "end");
  EXPECT_EQ(to_text(MoneyEvent::release), "release");
  EXPECT_EQ(parse_relation_state("accepted_by_nobody"), std::nullopt);
}

TEST(TransferMachine, walks_a_move_from_the_draft_to_completion) {
  RelationState state = RelationState::draft;
  for (const RelationEvent event :
       {RelationEvent::accept, RelationEvent::return_for_correction,
        RelationEvent::complete_materials, RelationEvent::approve_at_origin,
        RelationEvent::upload_sheet, RelationEvent::dispute, RelationEvent::correct_sheet,
        RelationEvent::approve_at_target, RelationEvent::complete}) {
    const RelationTransition* transition = find(state, event);
    ASSERT_NE(transition, nullptr) << to_text(state) << " " << to_text(event);
    state = transition->to;
  }
  EXPECT_EQ(state, RelationState::completed);
}

// N-22: every state before the end can end by death, re-enrolment or suspension.
TEST(TransferMachine, every_running_state_has_a_way_to_end) {
  for (std::size_t i = 0; i < kRelationStates; ++i) {
    const auto state = static_cast<RelationState>(i);
    if (is_terminal(state) || state == RelationState::draft) continue;
    EXPECT_NE(find(state, RelationEvent::end), nullptr) << to_text(state);
  }
}

// R-066, C-10: the money decides, not the sheet; awaiting money, it is on the road by definition.
TEST(TransferMachine, relation_can_be_withdrawn_until_it_waits_for_the_money) {
  for (std::size_t i = 0; i < kRelationStates; ++i) {
    const auto state = static_cast<RelationState>(i);
    const bool possible = !is_terminal(state) && state != RelationState::awaiting_money;
    EXPECT_EQ(find(state, RelationEvent::withdraw) != nullptr, possible) << to_text(state);
  }
  EXPECT_TRUE(has_not_left(MoneyState::reserved));
  EXPECT_TRUE(has_not_left(MoneyState::none));
  EXPECT_FALSE(has_not_left(MoneyState::in_transit));
  EXPECT_FALSE(has_not_left(MoneyState::paying_out));
}

// A terminal state of the money leg is never on the road, and from the road every way ends.
TEST(TransferMachine, every_end_of_the_relation_leads_the_money_to_an_end) {
  for (std::size_t i = 0; i < kMoneyStates; ++i) {
    auto state = static_cast<MoneyState>(i);
    EXPECT_FALSE(is_terminal(state) && is_on_the_road(state));
    if (const auto event = event_at_end(state)) {
      ASSERT_NE(find(state, *event), nullptr) << to_text(state);
      state = find(state, *event)->to;
    }
    EXPECT_TRUE(is_terminal(state) || state == MoneyState::returning ||
                state == MoneyState::paying_out)
        << to_text(state);
  }
}

// N-22: what a bank sends back can be paid again as often as it takes, and can always stay.
TEST(TransferMachine, a_payout_that_came_back_has_two_ways_on) {
  const auto leads = [](MoneyState from, MoneyEvent event) {
    const MoneyTransition* transition = find(from, event);
    return transition == nullptr ? std::string("nowhere") : std::string(to_text(transition->to));
  };
  EXPECT_EQ(leads(MoneyState::paying_out, MoneyEvent::payout_bounced), "bounced");
  EXPECT_EQ(leads(MoneyState::bounced, MoneyEvent::pay_out), "paying_out");
  EXPECT_EQ(leads(MoneyState::bounced, MoneyEvent::keep), "returned");
  EXPECT_EQ(leads(MoneyState::paying_out, MoneyEvent::keep), "returned");
  EXPECT_FALSE(is_terminal(MoneyState::bounced));
  EXPECT_TRUE(is_settled(MoneyState::bounced)) << "the target does not wait for it";
  EXPECT_FALSE(is_settled(MoneyState::paying_out));
}

// The transit account as the effects move it, in whole units: 1 while the money is on the road.
int moved(Effects effects) {
  int on_the_road = 0;
  if (effects & kDebitOrigin) ++on_the_road;
  if (effects & kCreditTarget) --on_the_road;
  if (effects & kCreditOrigin) --on_the_road;
  return on_the_road;
}

// N-22: random events on both machines.
TEST(TransferMachine, no_sequence_of_events_leaves_money_on_the_road_in_a_case_that_is_over) {
  EXPECT_TRUE(rc::check([] {
    RelationState relation = RelationState::draft;
    MoneyState money = MoneyState::planned;
    int on_the_road = 0;
    const auto steps =
        *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, kRelationEvents + kMoneyEvents));
    const auto money_event = [&](MoneyEvent event) {
      const MoneyTransition* transition = find(money, event);
      if (transition == nullptr) return;
      on_the_road += moved(transition->effects);
      money = transition->to;
    };
    for (const int step : steps) {
      if (step < kRelationEvents) {
        const RelationTransition* transition = find(relation, static_cast<RelationEvent>(step));
        if (transition == nullptr) continue;
        relation = transition->to;
      } else {
        money_event(static_cast<MoneyEvent>(step - kRelationEvents));
      }
      RC_ASSERT(on_the_road == (is_on_the_road(money) ? 1 : 0));
      if (is_over(relation, money)) RC_ASSERT(on_the_road == 0);
    }
    // Whatever was left is cleared away in a bounded number of steps.
    if (const auto event = event_at_end(money)) money_event(*event);
    if (money == MoneyState::returning) money_event(MoneyEvent::come_back);
    if (money == MoneyState::paying_out) money_event(MoneyEvent::payout_bounced);
    if (money == MoneyState::bounced) money_event(MoneyEvent::keep);
    RC_ASSERT(is_terminal(money));
    RC_ASSERT(on_the_road == 0);
  }));
}

TEST(TransferMachine, draws_itself) {
  const std::string drawing =
      to_mermaid(std::span<const MoneyTransition>(kMoneyTable), MoneyState::planned, &is_terminal);
  EXPECT_NE(drawing.find("  in_transit --> arrived: arrive\n"), std::string::npos);
  EXPECT_NE(drawing.find("  credited --> [*]\n"), std::string::npos);
  EXPECT_EQ(drawing.find("  reserved --> [*]\n"), std::string::npos);
}

}  // namespace
}  // namespace yibao::transfer
