// Loading what the seals of one person follow from: once, for the seals, the entitlement and the
// steps alike.
#pragma once

#include <optional>
#include <vector>

#include "business/seal/rules.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::seal {

void need_record(storage::Needs& needs, PersonId person);
// Refused as not found where there is no such person.
Decision<SealRecord> load_record(const storage::Facts& facts, PersonId person,
                                 const business::Context& context);

std::vector<StoredHold> read_stored_holds(const storage::Rows& rows);  // of kHoldHistoryOf

}  // namespace yibao::seal
