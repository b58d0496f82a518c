// What was paid at a provider and what was taken back there, as the ledger has it: this feature has
// no table of its own. A reversal is the posting of its own kind that names the payment.
#pragma once

#include <optional>
#include <string>

#include "business/account/types.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::settlement {

// By person: which payments were taken back, and when.
extern const storage::KeyedSelect kReversalsOf;

// A payment as it was posted: that never changes.
struct Payment {
  PersonId person;
  PostingId id;
  RegionCode region;  // the account that paid
  Money amount;
  std::string provider;
  std::string reference;
  bool shared = false;  // part of a payment with family aid (共济)
};

// None where the person has no such payment at a provider.
std::optional<Payment> find_payment(PersonId person, PostingId posting, storage::Session& reader);

inline constexpr std::string_view kProviderPrefix = "provider:";

}  // namespace yibao::settlement
