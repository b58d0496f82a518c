#include "business/card/rules.h"

#include <algorithm>

#include "business/card/holds.h"
#include "business/hold/rules.h"

namespace yibao::card {

namespace {

std::string joined(std::span<const std::string> words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

bool has(std::span<const hold::Hold> holds, hold::HoldCause cause) {
  return std::ranges::any_of(holds, [&](const auto& each) { return each.cause == cause; });
}

}  // namespace

// 持卡到卡面所标银行的网点激活金融账户(S2:81 至 87)。
Verdict check_bank(const Card& card, std::string_view bank) {
  if (card.bank == bank) return Nothing{};
  return refuse("other_bank", {{"bank", card.bank}});
}

bool is_open(ActivationChannel channel, const policy::ActivationPolicy& policy) {
  return std::ranges::find(policy.channels.value, to_text(channel)) != policy.channels.value.end();
}

Verdict check_channel(ActivationChannel channel, const policy::ActivationPolicy& policy) {
  if (is_open(channel, policy)) return Nothing{};
  return refuse(
      "activation_channel_closed",
      {{"channel", std::string(to_text(channel))}, {"open", joined(policy.channels.value)}},
      {policy.channels.citation});
}

Verdict check_held(const Card& card) {
  if (card.is_dead()) return refuse("card_void", {{"dead_on", card.dead_on->to_string()}});
  if (card.is_held()) return Nothing{};
  return refuse("card_not_taken", {{"production", std::string(to_text(card.production))}});
}

Verdict check_activation(const Card& card, std::span<const hold::Hold> on_card,
                         ActivationChannel channel, const policy::ActivationPolicy& policy) {
  if (const Verdict held = check_held(card); !held) return held;
  if (card.medical_function == Function::active) {
    return refuse("already_active", {{"since", card.medical_since->to_string()}});
  }
  for (const hold::Hold& hold : on_card) {
    if (hold.cause == hold::HoldCause::inactive) continue;
    if (hold::effect_row(hold.cause).effects.card == hold::Effect::allowed) continue;
    if (hold.cause == hold::HoldCause::activation_expired) {
      return refuse("activation_window_passed", {{"activate_by", card.activate_by->to_string()}},
                    {policy.window_days.citation});
    }
    Refusal refusal = refuse("card_held", {{"causes", std::string(hold::to_text(hold.cause))}});
    refusal.reasons.push_back(hold::explain_hold(hold));
    return refusal;
  }
  return check_channel(channel, policy);
}

// 异地就医前需提前在参保地激活(S2:175);部分地区支持就医地医院直接激活(S2:179、C-19)。
Verdict check_place(const Card& card, RegionCode place, const policy::ActivationPolicy& policy) {
  if (card.region == place || policy.remote_at_provider.value) return Nothing{};
  return refuse("not_activated_home",
                {{"region", card.region.to_string()}, {"place_of_care", place.to_string()}},
                {policy.remote_at_provider.citation});
}

// 部分地区规定需在领取后一定期限内激活(S2:157)。
std::optional<Date> last_day_to_activate(Date taken_on, const policy::ActivationPolicy& policy) {
  if (policy.window_days.value == 0) return std::nullopt;
  return taken_on + policy.window_days.value;
}

std::vector<Reason> order_obstacles(const OrderFacts& facts, const policy::CardPolicy& policy,
                                    RegionCode region) {
  std::vector<Reason> obstacles;
  if (!facts.insured_there) {
    obstacles.push_back({"card_of_another_place", {{"region", region.to_string()}}, {}});
  }
  if (const Card* open = open_order(facts.cards); open != nullptr) {
    obstacles.push_back({"card_order_open",
                         {{"ordered_on", open->ordered_on.to_string()},
                          {"production", std::string(to_text(open->production))}},
                         {}});
  }
  if (std::ranges::find(policy.banks.value, facts.bank) == policy.banks.value.end()) {
    obstacles.push_back({"card_bank_not_offered",
                         {{"bank", facts.bank}, {"open", joined(policy.banks.value)}},
                         {policy.banks.citation}});
  }
  const Card* current = current_card(facts.cards);
  if (facts.why == Why::first) {
    if (current != nullptr && current->region == region) {
      obstacles.push_back({"card_already_held", {{"since", current->taken_on->to_string()}}, {}});
    }
    return obstacles;
  }
  const hold::HoldCause cause =
      facts.why == Why::loss ? hold::HoldCause::loss : hold::HoldCause::damage;
  if (current == nullptr || !has(holds_on(*current, facts.holds), cause)) {
    obstacles.push_back(
        {facts.why == Why::loss ? "loss_not_reported" : "damage_not_reported", {}, {}});
  }
  return obstacles;
}

// 解挂须本人持有效身份证件到窗口办理(社会保障卡管理办法);已补办新卡的,旧卡不再恢复。
Verdict check_cancel_loss(const Card& card, std::span<const Card> cards,
                          std::span<const hold::Hold> on_card) {
  if (const Verdict held = check_held(card); !held) return held;
  if (!has(on_card, hold::HoldCause::loss)) return refuse("loss_not_reported");
  if (const Card* open = open_order(cards); open != nullptr && open->replaces == card.id) {
    return refuse("replacement_ordered", {{"ordered_on", open->ordered_on.to_string()}});
  }
  return Nothing{};
}

Verdict check_loss_cancelled_by(const std::optional<person::Authorisation>& by) {
  if (!by || by->kind == person::AuthorisationKind::guardian) return Nothing{};
  return refuse("in_person_only");
}

bool is_loss_cancelled_online(const policy::ReleasePolicy& policy) {
  const auto& listed = policy.online_at_once.value;
  return policy.online.value &&
         std::ranges::find(listed, to_text(hold::HoldCause::loss)) != listed.end();
}

bool seals_account(std::span<const hold::Hold> on_card) {
  return std::ranges::any_of(on_card, &hold::Hold::account_too);
}

bool is_account_reopened_online(std::span<const hold::Hold> on_card,
                                const policy::ReleasePolicy& policy) {
  return !has(on_card, hold::HoldCause::loss) || is_loss_cancelled_online(policy);
}

const policy::Cited<int>& days_to_make(Why why, const policy::CardPolicy& policy) {
  return why == Why::first ? policy.working_days : policy.replacement_working_days;
}

std::vector<Offer> offers_of(std::span<const Card> cards, std::span<const hold::Hold> on_current) {
  using hold::HoldCause;
  std::vector<Offer> offers;
  const Card* current = current_card(cards);
  const bool is_ordered = open_order(cards) != nullptr;
  if (current == nullptr) {
    if (!is_ordered) offers.push_back(Offer::order_first);
    return offers;
  }
  const bool lost = has(on_current, HoldCause::loss);
  const bool damaged = has(on_current, HoldCause::damage);
  if (lost && check_cancel_loss(*current, cards, on_current)) offers.push_back(Offer::cancel_loss);
  if (seals_account(on_current)) offers.push_back(Offer::reopen_account);
  if (lost && !is_ordered) offers.push_back(Offer::replace_lost);
  if (damaged && !is_ordered) offers.push_back(Offer::replace_damaged);
  const bool expired = has(on_current, HoldCause::activation_expired);
  if (!lost && !damaged && !expired && current->medical_function != Function::active) {
    offers.push_back(Offer::activate);
  }
  if (!lost || !damaged) offers.push_back(Offer::report);
  return offers;
}

Verdict check_extension(const Card& card, Date today) {
  if (const Verdict held = check_held(card); !held) return held;
  if (card.medical_function == Function::active) {
    return refuse("already_active", {{"since", card.medical_since->to_string()}});
  }
  if (!card.activate_by) return refuse("no_activation_window");
  if (today <= *card.activate_by) {
    return refuse("activation_window_open", {{"activate_by", card.activate_by->to_string()}});
  }
  return Nothing{};
}

int failures_in_a_row(std::span<const std::string> outcomes) {
  int failures = 0;
  for (auto each = outcomes.rbegin(); each != outcomes.rend() && *each == "failed"; ++each) {
    ++failures;
  }
  return failures;
}

bool is_card_number(std::string_view text) {
  return text.size() >= 8 && text.size() <= 20 && std::ranges::all_of(text, [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
         });
}

}  // namespace yibao::card
