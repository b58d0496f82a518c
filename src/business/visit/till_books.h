// What was paid from personal accounts at an institution's till without a settlement of the
// interface, and taken back: it is cleared as settlements are, so it stands in the books as well.
#pragma once

#include <string>
#include <vector>

#include "business/reconciliation/types.h"
#include "business/use_case.h"

namespace yibao::visit {

// By day, `around` days before and behind the span as well; each payment whole, however many
// accounts paid it. What was taken back in those days comes with what had been paid. An entry is
// named by the reference that the till gave, where it gave one.
std::vector<reconciliation::Entry> till_books(storage::Session& session,
                                              const storage::Vault& vault,
                                              const std::string& institution,
                                              const reconciliation::Span& span, int around);

// What a till paid without a reference, theirs can name by no number: it is known by its amounts
// and its day. False where there is no such pair, and nothing changed.
bool name_by_amounts(const reconciliation::Result& result,
                     std::vector<reconciliation::Entry>& ours);

}  // namespace yibao::visit
