// The social security card (社会保障卡、医保卡) as values.
//
// A card is a thing apart from the account, the enrolment and the benefit (C-12). It is ordered,
// made and collected; then its two functions are activated, each by itself: the bank's account on
// it (金融功能) and settlement of care with it (医保功能, R-126). A number that was replaced or
// ended is void for ever.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/id.h"
#include "base/region_code.h"
#include "base/secret.h"
#include "business/card/machine.h"

namespace yibao::card {

using CardId = Id<struct CardTag>;
using CardNumber = Secret<struct CardNumberTag>;

// Why it was ordered.
enum class Why { first, loss, damage, region_change };
inline constexpr std::array<std::string_view, 4> kWhyTexts{"first", "loss", "damage",
                                                           "region_change"};
constexpr std::string_view to_text(Why why) {
  return kWhyTexts[static_cast<std::size_t>(why)];
}

struct Card {
  PersonId person;
  CardId id;
  RegionCode region;
  std::string bank;  // a code of banks.h
  Why why = Why::first;
  CardId replaces;     // none: of no other
  CaseId application;  // none: ordered with a change of place
  Production production = Production::ordered;
  Date ordered_on;
  std::optional<Date> made_on;
  std::optional<Date> taken_on;
  std::string sealed_number;  // as stored, opened by store.h; empty until the card is made
  Function medical_function = Function::inactive;
  std::optional<Date> medical_since;
  Function bank_function = Function::inactive;
  std::optional<Date> bank_since;
  bool bank_password_set = false;
  std::optional<Date> activate_by;  // the last day for the first activation
  bool reminded = false;
  std::optional<Date> dead_on;
  CardId replaced_by;
  Instant recorded_at;

  bool is_dead() const { return dead_on.has_value(); }
  bool is_ordered() const { return production != Production::taken && !is_terminal(production); }
  // In the person's hand, and not void.
  bool is_held() const { return production == Production::taken && !is_dead(); }
};

}  // namespace yibao::card
