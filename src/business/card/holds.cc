#include "business/card/holds.h"

#include <algorithm>

#include "business/hold/rules.h"

namespace yibao::card {

// 部分地区规定领卡后一定期限内激活,否则可能影响使用(S2:157): on the last day it still counts as
// not activated, on the next one as expired.
std::vector<hold::Hold> holds_of(const Card& card) {
  if (!card.is_held() || card.medical_function != Function::inactive) return {};
  hold::Hold inactive;
  inactive.cause = hold::HoldCause::inactive;
  inactive.card = card.id.value();
  inactive.since = *card.taken_on;
  if (!card.activate_by) return {inactive};
  hold::Hold expired = inactive;
  inactive.until = *card.activate_by + 1;
  expired.cause = hold::HoldCause::activation_expired;
  expired.since = *inactive.until;
  return {inactive, expired};
}

std::vector<hold::Hold> holds_of(std::span<const Card> cards) {
  std::vector<hold::Hold> all;
  for (const Card& card : cards) {
    for (const hold::Hold& hold : holds_of(card)) all.push_back(hold);
  }
  return all;
}

std::vector<hold::Hold> holds_on(const Card& card, std::span<const hold::Hold> stored) {
  std::vector<hold::Hold> all;
  for (const hold::Hold& hold : stored) {
    const bool of_a_card = hold::scope_of(hold.cause) == hold::Scope::card;
    if (!of_a_card || hold.card == card.id.value()) all.push_back(hold);
  }
  for (const hold::Hold& hold : holds_of(card)) all.push_back(hold);
  return all;
}

Verdict e_certificate_verdict(std::span<const hold::Hold> in_force, std::span<const Card> cards,
                              const policy::PolicySet& policies, Date today) {
  if (Verdict serves = hold::medium_verdict(in_force, hold::Medium::e_certificate); !serves) {
    return serves;
  }
  for (const hold::Hold& each : in_force) {
    if (each.cause != hold::HoldCause::loss) continue;
    const auto lost =
        std::ranges::find_if(cards, [&](const Card& card) { return card.id.value() == each.card; });
    if (lost == cards.end()) continue;  // verify tells of it
    const policy::CardPolicy& policy = policies.on(lost->region, today).card;
    if (policy.e_certificate_while_lost.value) continue;
    Refusal refusal = refuse("e_certificate_held", {{"causes", "loss"}},
                             {policy.e_certificate_while_lost.citation});
    refusal.reasons.push_back(hold::explain_hold(each));
    return refusal;
  }
  return Nothing{};
}

namespace {

bool holds_for(hold::HoldCause cause, std::span<const hold::Hold> holds) {
  return std::ranges::find(holds, cause, &hold::Hold::cause) != holds.end();
}

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

}  // namespace

bool is_blocked_besides_inactive(std::span<const hold::Hold> on_card) {
  return std::ranges::any_of(on_card, [](const hold::Hold& hold) {
    return hold.cause != hold::HoldCause::inactive &&
           hold.cause != hold::HoldCause::activation_expired &&
           hold::effect_row(hold.cause).effects.card != hold::Effect::allowed;
  });
}

Verdict card_verdict(const Card& card, std::span<const hold::Hold> on_card,
                     std::span<const hold::Hold> on_person, std::span<const Card> cards,
                     const policy::PolicySet& policies, Date today) {
  const Verdict serves = hold::medium_verdict(on_card, hold::Medium::card);
  if (serves) return serves;
  Refusal refusal = serves.refusal();
  if (holds_for(hold::HoldCause::inactive, on_card) && !is_blocked_besides_inactive(on_card)) {
    const auto& channels = policies.on(card.region, today).activation.channels;
    refusal.reasons.push_back(
        {"card_activated_where", {{"open", listed(channels.value)}}, {channels.citation}});
  }
  std::vector<std::string> media;
  if (hold::medium_verdict(on_person, hold::Medium::id_card)) {
    media.emplace_back(hold::to_text(hold::Medium::id_card));
  }
  if (e_certificate_verdict(on_person, cards, policies, today)) {
    media.emplace_back(hold::to_text(hold::Medium::e_certificate));
  }
  if (!media.empty())
    refusal.reasons.push_back({"card_shown_instead", {{"media", listed(media)}}, {}});
  return refusal;
}

const Card* current_card(std::span<const Card> cards) {
  for (const Card& card : cards) {
    if (card.is_held()) return &card;
  }
  return nullptr;
}

const Card* open_order(std::span<const Card> cards) {
  for (const Card& card : cards) {
    if (card.is_ordered()) return &card;
  }
  return nullptr;
}

}  // namespace yibao::card
