// 电子凭证挂号 (2201): with which code a visit was opened. A code serves once; what a
// hospital read at the registration it sends again with the bill of that very visit, and no app
// shows it any more. Only the hash is kept.
#pragma once

#include <optional>

#include "business/visit/types.h"
#include "storage/plan.h"

namespace yibao::visit {

extern const storage::Table kVisitCode;
extern const storage::Statement kCodeOfVisit;  // by person and visit: whole row

storage::Row visit_code_row(PersonId person, VisitId visit, const storage::Bytes& code_hash);
// None: no code opened the visit.
std::optional<storage::Bytes> read_visit_code(const storage::Rows& rows);

}  // namespace yibao::visit
