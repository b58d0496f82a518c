// Cards in the database (schema/008_card.sql). The number is sealed there; a claim on it says whose
// it is, and is kept when the card is void: a number never comes back.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "business/card/types.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::card {

extern const storage::Table kCard;
extern const storage::Table kCardEvent;

extern const storage::KeyedSelect kCardsOf;       // by person: all cards, whole rows, oldest first
extern const storage::KeyedSelect kCardOfNumber;  // by claim hash: who holds the number

inline constexpr std::string_view kCardClaim = "card_number";
storage::Bytes card_claim(const storage::Vault& vault, const CardNumber& number);

std::vector<Card> read_cards(const storage::Rows& rows);
Card read_card(const storage::Row& row);
storage::Row card_row(const Card& card);
// None where it was not made yet. Throws Fault where the seal is broken.
CardNumber open_number(const Card& card, const storage::Vault& vault);
std::string seal_number(const CardNumber& number, const storage::Vault& vault);

// The person of a card with this number, void ones included; none where there is no such number.
PersonId find_holder(storage::Session& session, const storage::Vault& vault,
                     const CardNumber& number);

}  // namespace yibao::card
