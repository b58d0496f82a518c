#include "business/payout/ends.h"

#include <algorithm>

#include "business/account/ledger.h"
#include "business/application/change.h"
#include "business/payout/form.h"
#include "business/payout/store.h"
#include "business/person/store.h"
#include "policy/policy_set.h"

namespace yibao::payout {

void credit_interest(const application::Asked& asked, account::Account& account,
                     const std::vector<account::Earned>& earned, application::Change& change) {
  if (earned.empty()) return;
  account::post_earned(change.plan(), account, earned, asked.context);
  const std::string amount = account::total_of(earned).to_display();
  const policy::AccountPolicy& policy =
      asked.context.policies->on(asked.region, asked.context.today).account;
  change.tell("interest_credited", {{"amount", amount}},
              {{"interest_to_date",
                {{"amount", amount}},
                {policy.interest_mode.citation, policy.interest_rate.citation}}});
}

std::optional<Reason> reason_to_end(const application::Asked& asked, PersonId account_of,
                                    std::optional<Reason> otherwise) {
  const std::vector<Payout> of_case =
      payouts_of(asked.facts.rows(kPayoutsOf, account_of), asked.id);
  const std::vector<Payout> back = came_back(of_case);
  const Decision<person::Person> applicant =
      person::require_person(asked.facts, asked.person, asked.context);
  const bool of_others = std::ranges::any_of(back, [&](const Payout& each) {
    return applicant && !is_held_by(each.holder, applicant->name);
  });
  if (any_open(of_case) || of_others) return std::nullopt;
  return otherwise;
}

}  // namespace yibao::payout
