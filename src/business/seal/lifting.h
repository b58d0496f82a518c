// 谁来解除: the one rule that every door asks through which a stored hold is lifted
// (解冻、解封申请、 更正、对封存的申诉、对不予解封的申诉), so that none of them is a way around
// another.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "business/application/service.h"
#include "business/seal/matter.h"
#include "business/seal/releasing.h"

namespace yibao::seal {

// 依决定的冻结 (法院、调查) is lifted by the agency that ordered it, by senior officers, neither by
// who ordered it nor by who has refused before to lift it (R-080, N-25). Where somebody applies,
// two of them approve; where the agency ends its own order (解冻), who ordered it is the other of
// two.
//
// The journal names of those who may not.
std::vector<std::string> kept_from_lifting(HoldId hold, const std::string& set_by,
                                           const std::vector<Decided>& decided);

// What an application asks for that would lift the hold.
void ask_for_lifting(application::Assessment& assessment, const Seal& seal, const Matter& matter);

// 不因申诉解除的: what lifts the hold, where it is nobody's decision that holds. A card that was
// reported is found or replaced, an identity is updated, a transfer ends (effect matrix, R-066,
// None: a decision may lift it.
std::optional<Reason> lifted_otherwise(const Seal& seal, const business::Context& context);
Reason transfer_runs(const Seal& seal, const business::Context& context);

void need_lifting(storage::Needs& needs, PersonId person, RegionCode region);
// Lifts the hold, which stands, in the name of the application. Whoever was frozen gets the
// decision that ends it (解除冻结决定书).
void lift(const Seal& seal, Ground ground, std::string evidence, const Matter& matter,
          const application::Asked& asked, application::Change& change);

}  // namespace yibao::seal
