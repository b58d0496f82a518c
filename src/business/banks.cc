#include "business/banks.h"

#include <algorithm>

#include "policy/policy_set.h"

namespace yibao::business {

Verdict check_carries_account(const Context& context, RegionCode region) {
  const Actor& actor = *context.actor;
  if (!actor.is(Role::bank) || actor.id == 0) return Nothing{};
  const auto& carry = context.policies->on(region, context.today).account.banks;
  if (std::ranges::find(carry.value, bank_of(actor.id)) != carry.value.end()) return Nothing{};
  Refusal other =
      refuse("account_at_other_bank", {{"region", region.to_string()}}, {carry.citation});
  other.kind = RefusalKind::forbidden;
  return other;
}

}  // namespace yibao::business
