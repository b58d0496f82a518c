// Our books of an institution, as a reconciliation takes them (对账): what was settled there by the
// interface, what was paid at its till besides (till_books.h), and what was taken back.
#pragma once

#include <optional>
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

// Without what was paid at the till alone.
std::vector<reconciliation::Entry> settled_books(storage::Session& session,
                                                 const storage::Vault& vault,
                                                 const std::string& institution,
                                                 const reconciliation::Span& span, int around);

// What these lines name, on whatever day it stands here: by setl_id, by msgid, or as what they take
// back; each settlement with what takes it back.
std::vector<reconciliation::Entry> books_named(
    storage::Session& session, const storage::Vault& vault, const std::string& institution,
    const std::vector<const reconciliation::Entry*>& lines);

// The breaks between two books. What of theirs is not among ours is looked for on every other day
// before it is called missing here (and added to ours): who settled it again would pay it twice. So
// is what they have taken back, before it is called standing here.
reconciliation::Result compare_books(storage::Session& session, const storage::Vault& vault,
                                     const std::string& institution,
                                     const std::vector<reconciliation::Entry>& theirs,
                                     std::vector<reconciliation::Entry>& ours,
                                     const reconciliation::Span& span,
                                     const reconciliation::Reading& reading);

// The day on which a settlement of ours was given this number; none where it is no number of ours.
std::optional<Date> day_of_number(const reconciliation::Number& setl_id,
                                  const storage::Vault& vault);

}  // namespace yibao::visit
