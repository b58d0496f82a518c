// What was paid at a provider and what was taken back there, as the ledger has it: this feature has
// no table of its own. A reversal is the posting of its own kind that names the payment.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "business/account/types.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::settlement {

// By person: which payments were taken back, and when.
extern const storage::KeyedSelect kReversalsOf;

// One account's part of a payment, as it was posted: that never changes.
struct PaidPart {
  PersonId person;
  PostingId posting;
  RegionCode region;
  Money amount;
};

Money total_of(const std::vector<PaidPart>& parts);

// A payment at a provider: from the person's own accounts (the local one first, 省内跨市), from
// those of a relative who shares it (共济), or from both.
struct Payment {
  std::string provider;
  std::vector<PaidPart> own;     // all of one person
  std::vector<PaidPart> shared;  // all of the relative
  PersonId beneficiary = {};     // for whom it was shared; none: nothing was
  // Posted by a settlement of the interface, which is taken back as a whole and by the interface.
  bool of_settlement = false;

  Money amount() const { return total_of(own) + total_of(shared); }
  std::vector<PaidPart> parts() const {
    std::vector<PaidPart> all = own;
    all.insert(all.end(), shared.begin(), shared.end());
    return all;
  }
};

// By any posting of it, asked for by either of the two, under whichever of their numbers; none
// where that is no payment of theirs at a provider.
std::optional<Payment> find_payment(PersonId person, PostingId posting, storage::Session& reader);

bool is_taken_back(const PaidPart& part, storage::Session& reader);

inline constexpr std::string_view kProviderPrefix = "provider:";

}  // namespace yibao::settlement
