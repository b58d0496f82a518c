// What must hold of the payouts of applications and of the money set aside for them.
#pragma once

#include <optional>
#include <vector>

#include "business/application/types.h"
#include "business/checks.h"

namespace yibao::payout {

std::vector<business::Check> checks();

// The application of a case; none where the case is of another kind, or is not there.
std::optional<application::Application> application_of(const business::CheckContext& context,
                                                       const storage::Value& case_id);

}  // namespace yibao::payout
