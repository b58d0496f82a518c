#include "business/seal/steps.h"

#include <algorithm>
#include <map>

namespace yibao::seal {

namespace {

using hold::HoldCause;

// The holds on one card.
struct CardSeals {
  const Seal* loss = nullptr;
  const Seal* damage = nullptr;
  const Seal* expired = nullptr;
  const Seal* inactive = nullptr;
};

void put(CardSeals& card, const Seal& seal) {
  if (seal.hold.cause == HoldCause::loss) card.loss = &seal;
  if (seal.hold.cause == HoldCause::damage) card.damage = &seal;
  if (seal.hold.cause == HoldCause::activation_expired) card.expired = &seal;
  if (seal.hold.cause == HoldCause::inactive) card.inactive = &seal;
}

// Nobody acts for themself while their identity is in doubt or an order stands against them.
bool is_gate(HoldCause cause) {
  return cause == HoldCause::id_change || cause == HoldCause::admin;
}

// Whether all its ways are the person's own; what an employer or an agency does waits for nothing.
bool waits_for_gate(const Step& step) {
  return std::ranges::all_of(step.ways, [](Way way) {
    return way == Way::release_transfer || way == Way::pay_contribution ||
           way == Way::enrol_and_pay;
  });
}

// 损坏的卡只能换卡;挂失的卡可以解挂,也可以补卡。换来的新卡须重新激活,逾期未激活的旧卡无须再延期。
void add_card_steps_alone(std::vector<Step>& steps, const CardSeals& card) {
  if (card.damage != nullptr) {
    steps.push_back({HoldCause::damage, card.damage, When::always, {Way::replace_card}});
    steps.push_back({HoldCause::inactive, nullptr, When::always, {Way::activate_card}});
    return;
  }
  if (card.loss != nullptr &&
      card.loss->replacement_ordered_on) {  // it is too late for the old one
    steps.push_back({HoldCause::loss, card.loss, When::always, {Way::replace_card}});
    steps.push_back({HoldCause::inactive, nullptr, When::always, {Way::activate_card}});
    return;
  }
  if (card.loss != nullptr) {
    steps.push_back(
        {HoldCause::loss, card.loss, When::always, {Way::cancel_loss, Way::replace_card}});
  }
  if (card.expired != nullptr) {
    const When when = card.loss != nullptr ? When::unless_replaced : When::always;
    steps.push_back({HoldCause::activation_expired, card.expired, when, {Way::extend_activation}});
  }
  const bool never_active = card.inactive != nullptr || card.expired != nullptr;
  if (!never_active && card.loss == nullptr) return;
  steps.push_back({HoldCause::inactive,
                   card.inactive,
                   never_active ? When::always : When::if_replaced,
                   {Way::activate_card}});
}

// Each of them waits for the one before it, the first for the gate.
void add_card_steps(std::vector<Step>& steps, const CardSeals& card, int gate) {
  const std::size_t first = steps.size();
  add_card_steps_alone(steps, card);
  for (std::size_t at = first; at < steps.size(); ++at) {
    steps[at].after = at == first ? gate : static_cast<int>(at);
  }
}

// The ways that lift a hold on a relation or on the person.
std::vector<Way> ways_of(const Seal& seal, Date day) {
  switch (seal.hold.cause) {
    case HoldCause::id_change:
      return {Way::update_identity};
    case HoldCause::admin:
      if (seal.appeal_refused) return {Way::lift_order};
      if (seal.appeal_until && day > *seal.appeal_until) return {Way::lift_order};
      return {Way::lift_order, Way::win_appeal};
    case HoldCause::death_reported:
      return {Way::decide_death};
    case HoldCause::transfer:
      return {seal.case_runs ? Way::await_transfer : Way::release_transfer};
    case HoldCause::arrears:
      return {Way::employer_pays};
    case HoldCause::gap:
      return {seal.participates || seal.begins_on ? Way::pay_contribution : Way::enrol_and_pay};
    case HoldCause::death:
    case HoldCause::loss:
    case HoldCause::damage:
    case HoldCause::inactive:
    case HoldCause::activation_expired:
      break;
  }
  return {};
}

}  // namespace

int lifting_rank(HoldCause cause) {
  constexpr std::array kOrder{HoldCause::death,
                              HoldCause::death_reported,
                              HoldCause::id_change,
                              HoldCause::admin,
                              HoldCause::damage,
                              HoldCause::loss,
                              HoldCause::activation_expired,
                              HoldCause::inactive,
                              HoldCause::transfer,
                              HoldCause::arrears,
                              HoldCause::gap};
  return static_cast<int>(std::ranges::find(kOrder, cause) - kOrder.begin()) + 1;
}

std::vector<Step> steps_to_lift(std::span<const Seal> seals, Date day) {
  std::vector<const Seal*> ordered;
  for (const Seal& seal : seals) {
    if (seal.hold.cause == HoldCause::death) return {};
    ordered.push_back(&seal);
  }
  std::ranges::stable_sort(ordered, {},
                           [](const Seal* seal) { return lifting_rank(seal->hold.cause); });
  const auto is_of_card = [](const Seal* seal) {
    return hold::scope_of(seal->hold.cause) == hold::Scope::card;
  };
  std::map<std::int64_t, CardSeals> cards;
  for (const Seal* seal : ordered) {
    if (is_of_card(seal)) put(cards[seal->hold.card], *seal);
  }
  std::vector<Step> steps;
  int gate = 0;
  const auto add = [&](const Seal& seal) {
    steps.push_back({seal.hold.cause, &seal, When::always, ways_of(seal, day)});
    steps.back().after = waits_for_gate(steps.back()) ? gate : 0;
    if (is_gate(seal.hold.cause)) gate = static_cast<int>(steps.size());
  };
  const int of_cards = lifting_rank(HoldCause::damage);
  const auto before_cards = [&](const Seal* seal) {
    return lifting_rank(seal->hold.cause) < of_cards;
  };
  for (const Seal* seal : ordered) {
    if (before_cards(seal)) add(*seal);
  }
  for (const auto& [card, holds] : cards) add_card_steps(steps, holds, gate);
  for (const Seal* seal : ordered) {
    if (!before_cards(seal) && !is_of_card(seal)) add(*seal);
  }
  return steps;
}

}  // namespace yibao::seal
