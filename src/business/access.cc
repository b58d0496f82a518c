#include "business/access.h"

namespace yibao::business {

Verdict may_act_for(const Actor& actor, PersonId person) {
  // Whom the call is made for was checked when it came in (sign_in/acting.h).
  if (!actor.is(Role::participant) || actor.person() == person || actor.acts_for == person) {
    return Nothing{};
  }
  return refuse(RefusalKind::not_found, "not_found", {{"member", "person"}});
}

Verdict may_act_at(const Actor& actor, RegionCode region) {
  if (actor.is(Role::system) || actor.region.is_none() || actor.region == region) return Nothing{};
  return refuse(RefusalKind::forbidden, "other_agency",
                {{"your_region", actor.region.to_string()}, {"needed_region", region.to_string()}});
}

}  // namespace yibao::business
