#include "business/visit/visit_code.h"

namespace yibao::visit {

namespace {

using storage::Column;
using storage::ColumnType;

constexpr Column kColumns[] = {{"person_id", ColumnType::integer},
                               {"visit_id", ColumnType::integer},
                               {"code_hash", ColumnType::bytes}};

}  // namespace

const storage::Table kVisitCode{
    214, "visit_code", kColumns, 2, storage::Owner::person, 0, storage::Mutability::append_only};

const storage::Statement kCodeOfVisit{
    "code_of_visit",
    "SELECT person_id, visit_id, code_hash FROM visit_code WHERE person_id = $1 AND visit_id = $2"};

storage::Row visit_code_row(PersonId person, VisitId visit, const storage::Bytes& code_hash) {
  return {person.value(), visit.value(), code_hash};
}

std::optional<storage::Bytes> read_visit_code(const storage::Rows& rows) {
  if (rows.empty()) return std::nullopt;
  return rows.front()[2].bytes();
}

}  // namespace yibao::visit
