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

// 损坏的卡只能换卡;挂失的卡可以解挂,也可以补卡。换来的新卡须重新激活,逾期未激活的旧卡无须再延期。
void add_card_steps(std::vector<Step>& steps, const CardSeals& card) {
  if (card.damage != nullptr) {
    steps.push_back({HoldCause::damage, card.damage, When::always, {Way::replace_card}});
    steps.push_back({HoldCause::inactive, nullptr, When::always, {Way::activate_card}});
    return;
  }
  if (card.loss != nullptr && card.loss->replacement_ordered) {  // it is too late for the old one
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

// The ways that lift a hold on a relation or on the person.
std::vector<Way> ways_of(const Seal& seal, Date day) {
  switch (seal.hold.cause) {
    case HoldCause::id_change:
      return {Way::update_identity};
    case HoldCause::admin:
      if (seal.appeal_until && day > *seal.appeal_until) return {Way::lift_order};
      return {Way::lift_order, Way::win_appeal};
    case HoldCause::death_reported:
      return {Way::decide_death};
    case HoldCause::transfer:
      return {seal.case_runs ? Way::await_transfer : Way::release_transfer};
    case HoldCause::arrears:
      return {Way::employer_pays};
    case HoldCause::gap:
      return {seal.participates ? Way::pay_contribution : Way::enrol_and_pay};
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
  constexpr std::array kOrder{HoldCause::death,     HoldCause::death_reported,
                              HoldCause::id_change, HoldCause::admin,
                              HoldCause::transfer,  HoldCause::arrears,
                              HoldCause::gap,       HoldCause::damage,
                              HoldCause::loss,      HoldCause::activation_expired,
                              HoldCause::inactive};
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
  std::vector<Step> steps;
  std::map<std::int64_t, CardSeals> cards;
  for (const Seal* seal : ordered) {
    if (hold::scope_of(seal->hold.cause) == hold::Scope::card) {
      put(cards[seal->hold.card], *seal);
    } else {
      steps.push_back({seal->hold.cause, seal, When::always, ways_of(*seal, day)});
    }
  }
  for (const auto& [card, holds] : cards) add_card_steps(steps, holds);
  return steps;
}

}  // namespace yibao::seal
