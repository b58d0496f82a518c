// What follows a change of place: the transfer that brings money and months along (R-116, R-119,
// R-120), and the waiting that the new place may ask for.
#pragma once

#include <optional>
#include <vector>

#include "business/entitlement/groups.h"
#include "business/place_change/rules.h"
#include "business/place_change/types.h"
#include "business/transfer/assessment.h"
#include "business/use_case.h"

namespace yibao::place_change {

struct FollowingTransfer {
  Following following = Following::none;
  // Of the transfer, as its pre-check sees the enrolments after the change; none: nothing follows.
  std::optional<transfer::Assessment> assessment;
  std::vector<Reason> obstacles;  // that no waiting removes: they stand against the change itself
  std::vector<Reason> reasons;
};

// `after`: the person with the enrolments as the change leaves them.
FollowingTransfer plan_following(const storage::Facts& facts, const transfer::PersonFacts& after,
                                 const ChangePlan& plan, const business::Context& context);
// The same for a change that was carried out and whose transfer is awaited.
FollowingTransfer plan_following(const storage::Facts& facts, const transfer::PersonFacts& person,
                                 const PlaceChange& change, const business::Context& context);

// From which day the new place pays, as of now: the answer that the case records.
std::vector<Reason> explain_waiting(const transfer::PersonFacts& person,
                                    const std::vector<entitlement::Membership>& groups,
                                    const ChangePlan& plan, bool transferred,
                                    const policy::PolicySet& policies,
                                    const policy::RegionPolicy& target, Date today);

}  // namespace yibao::place_change
