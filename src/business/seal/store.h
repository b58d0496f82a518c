// Loading what the seals of one person follow from: once, for the seals, the entitlement and the
// steps alike.
#pragma once

#include <optional>
#include <vector>

#include "business/seal/rules.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::seal {

// Of applications about holds, the oldest first.
void need_decided(storage::Needs& needs, PersonId person);
std::vector<Decided> read_decided(const storage::Facts& facts, PersonId person);

void need_record(storage::Needs& needs, PersonId person);
// Refused as not found where there is no such person. Without the cases.
Decision<SealRecord> load_record(const storage::Facts& facts, PersonId person,
                                 const business::Context& context);

// The cases that made a hold: few people have one, so that they are asked for apart.
bool has_cases(const SealRecord& record);
void need_cases(storage::Needs& needs, PersonId person);
void read_cases(SealRecord& record, const storage::Facts& facts);

std::vector<StoredHold> read_stored_holds(const storage::Rows& rows);  // of kHoldHistoryOf

}  // namespace yibao::seal
