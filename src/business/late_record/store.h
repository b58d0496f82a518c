// 补录 in the database.
#pragma once

#include <vector>

#include "business/late_record/types.h"
#include "business/use_case.h"
#include "storage/database.h"

namespace yibao::late_record {

extern const storage::Table kLateRecord;
extern const storage::KeyedSelect kLateRecordsOf;  // by person, in the order of their numbers

std::vector<LateRecord> read_records(const storage::Rows& rows);
storage::Row record_row(const LateRecord& record);

}  // namespace yibao::late_record
