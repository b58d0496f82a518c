// Carrying a change out: the old relation stopped and, where nothing follows it, closed; the new
// one begun; the transfer opened; the record of both; the place that is shown.
#pragma once

#include "business/place_change/facts.h"
#include "business/place_change/types.h"
#include "business/transfer/opening.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::place_change {

// Which change it is: what the record keeps besides the plan.
struct ChangeIdentity {
  CaseId id;
  ChangeReason reason = ChangeReason::other;
  Ground ground = Ground::residence_place;
  std::int64_t company_move = 0;
};

// Adds all rows. Checked: the plan has no obstacles. Answers the record as it was written.
PlaceChange carry_out_change(storage::Plan& plan, const PlannedChange& planned,
                             const ChangeIdentity& identity, const storage::Facts& facts,
                             const business::Context& context);

// Opens the awaited transfer of a change and notes it in the record, or says what it still waits
// for.
struct OpenedFollowing {
  PlaceChange change;
  transfer::Opened transfer;
  std::vector<Reason> reasons;
};
Decision<OpenedFollowing> open_following(storage::Plan& plan, const storage::Facts& facts,
                                         const PlaceChange& change,
                                         const business::Context& context);

}  // namespace yibao::place_change
