// What a card's own facts hold (未激活、逾期未激活), and which holds count for which card.
//
// Loss and damage are reported: rows of `hold` with the card's id. That a card was never activated,
// and that the window for it has passed, follows from the card and the day, and is never stored.
#pragma once

#include <span>
#include <vector>

#include "business/card/types.h"
#include "business/hold/types.h"
#include "policy/policy_set.h"

namespace yibao::card {

// INACTIVE from the day it was collected, ACTIVATION_EXPIRED from the day after the window, each
// with its days: at most one of them counts on a day (hold::in_force). Nothing for a card that is
// active, void, or not in the person's hand yet.
std::vector<hold::Hold> holds_of(const Card& card);

// The same for all cards of a person: what `why` shows.
std::vector<hold::Hold> holds_of(std::span<const Card> cards);

// Of the person's holds, those that count where this card is shown: holds on another card do not.
// With the card's own, in force or not.
std::vector<hold::Hold> holds_on(const Card& card, std::span<const hold::Hold> stored);

// Lost or damaged: the card does not serve whether it is active or not, and where it could be
// activated is no help.
bool is_blocked_besides_inactive(std::span<const hold::Hold> on_card);

// Whether the e-certificate serves. 挂失期间能否使用,由发卡地规定(R-068): the place of the card
// that was lost decides, wherever the certificate is shown. Else "e_certificate_held".
Verdict e_certificate_verdict(std::span<const hold::Hold> in_force, std::span<const Card> cards,
                              const policy::PolicySet& policies, Date today);

// Whether the card serves at a desk; else also where its place has it activated, and what may be
// shown instead of it. `on_card` count for this card, `on_person` are the person's;
// both are in force.
Verdict card_verdict(const Card& card, std::span<const hold::Hold> on_card,
                     std::span<const hold::Hold> on_person, std::span<const Card> cards,
                     const policy::PolicySet& policies, Date today);

// The card in the person's hand; null where there is none. A person has at most one.
const Card* current_card(std::span<const Card> cards);
// The order that is open; null where there is none.
const Card* open_order(std::span<const Card> cards);

}  // namespace yibao::card
