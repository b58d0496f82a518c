// The rules of a card (社保卡): order, collection, activation, loss, damage, extension. Pure.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/decision.h"
#include "business/card/types.h"
#include "business/hold/types.h"
#include "business/person/authorisation.h"
#include "policy/parameters.h"

namespace yibao::card {

// Where the medical function may be activated; each open or closed per region.
enum class ActivationChannel { bank, counter, provider, online, telephone };
inline constexpr std::array<std::string_view, 5> kActivationChannelTexts{
    "bank", "counter", "provider", "online", "telephone"};
constexpr std::string_view to_text(ActivationChannel channel) {
  return kActivationChannelTexts[static_cast<std::size_t>(channel)];
}

// 损坏的种类
inline constexpr std::array<std::string_view, 3> kDamageKinds{"chip", "demagnetised", "surface"};

// The bank's own function: the card's own bank only.
Verdict check_bank(const Card& card, std::string_view bank);

bool is_open(ActivationChannel channel, const policy::ActivationPolicy& policy);
// Refused as activation_channel_closed, with the channels that are open.
Verdict check_channel(ActivationChannel channel, const policy::ActivationPolicy& policy);

// May the medical function be activated today? In this order: void, not collected, active already
// (nothing happens twice, R-137), lost or damaged, after the window, channel closed.
// `on_card` are the holds that count for this card and are in force.
Verdict check_activation(const Card& card, std::span<const hold::Hold> on_card,
                         ActivationChannel channel, const policy::ActivationPolicy& policy);

// 异地: may an inactive card be activated where care is given?
Verdict check_place(const Card& card, RegionCode place, const policy::ActivationPolicy& policy);

// The last day for the first activation of a card collected on a day; none: no such day.
std::optional<Date> last_day_to_activate(Date taken_on, const policy::ActivationPolicy& policy);

// Is it in the person's hand and not void?
Verdict check_held(const Card& card);

// Every obstacle to an order, at once.
struct OrderFacts {
  std::span<const Card> cards;
  std::span<const hold::Hold> holds;  // of the person, in force
  bool insured_there = false;
  std::string bank;
  Why why = Why::first;
};
std::vector<Reason> order_obstacles(const OrderFacts& facts, const policy::CardPolicy& policy,
                                    RegionCode region);

// 解挂: only while no other card is being made in its place.
Verdict check_cancel_loss(const Card& card, std::span<const Card> cards,
                          std::span<const hold::Hold> on_card);

// 网上解挂: where the releases of the place's site have it; else at a counter, with the document.
// 解挂不能代办: a proxy does not do, a minor's guardian does; by whichever door.
Verdict check_loss_cancelled_by(const std::optional<person::Authorisation>& by);
bool is_loss_cancelled_online(const policy::ReleasePolicy& policy);
// Whether somebody asked to have the account sealed with the card, and where that is taken back.
bool seals_account(std::span<const hold::Hold> on_card);
bool is_account_reopened_online(std::span<const hold::Hold> on_card,
                                const policy::ReleasePolicy& policy);

// The working days in which a card is to be made (制卡时限).
const policy::Cited<int>& days_to_make(Why why, const policy::CardPolicy& policy);

// What the person may ask for now: what is not among them would be refused.
enum class Offer {
  order_first,
  replace_lost,
  replace_damaged,
  activate,
  report,  // 挂失、登记损坏
  cancel_loss,
  reopen_account  // 撤回账户封存
};
inline constexpr std::array<std::string_view, 7> kOfferTexts{
    "order_first", "replace_lost", "replace_damaged", "activate",
    "report",      "cancel_loss",  "reopen_account"};
constexpr std::string_view to_text(Offer offer) {
  return kOfferTexts[static_cast<std::size_t>(offer)];
}
// `on_current`: the holds on the card in the person's hand, in force.
std::vector<Offer> offers_of(std::span<const Card> cards, std::span<const hold::Hold> on_current);

// 延期: for a card whose window has passed, never before.
Verdict check_extension(const Card& card, Date today);

// How many of the last attempts in a row have failed.
int failures_in_a_row(std::span<const std::string> outcomes);

bool is_card_number(std::string_view text);  // 8 to 20 capitals and digits

}  // namespace yibao::card
