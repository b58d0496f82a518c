// Our books of an institution, as a reconciliation takes them (对账): what was settled there by the
// interface, and what was taken back.
#pragma once

#include <string>
#include <vector>

#include "business/reconciliation/types.h"
#include "business/use_case.h"
#include "business/visit/types.h"

namespace yibao::visit {

// How many days around a span are looked at for what one side has on another day.
inline constexpr int kLateDays = 7;

// By day. `around` days before and behind the span as well.
std::vector<reconciliation::Entry> our_books(storage::Session& session, const storage::Vault& vault,
                                             const std::string& institution,
                                             const reconciliation::Span& span, int around);

}  // namespace yibao::visit
