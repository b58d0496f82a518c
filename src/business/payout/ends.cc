#include "business/payout/ends.h"

#include <algorithm>

#include "business/payout/store.h"
#include "business/person/store.h"

namespace yibao::payout {

std::optional<Reason> reason_to_end(const application::Asked& asked, PersonId account_of,
                                    std::optional<Reason> otherwise) {
  const std::vector<Payout> of_case =
      payouts_of(asked.facts.rows(kPayoutsOf, account_of), asked.id);
  const std::vector<Payout> back = came_back(of_case);
  const Decision<person::Person> applicant =
      person::require_person(asked.facts, asked.person, asked.context);
  const bool of_others = std::ranges::any_of(
      back, [&](const Payout& each) { return applicant && each.holder != applicant->name; });
  if (any_open(of_case) || of_others) return std::nullopt;
  return otherwise;
}

}  // namespace yibao::payout
