// What the embedded database consists of, and what it should: its own words for every table, index
// and trigger, held against those of a database made anew in memory.
#pragma once

#include <string>
#include <vector>

#include "storage/schema.h"

namespace yibao::adapters {

std::vector<storage::SchemaDifference> sqlite_schema_differences(
    storage::Database& database, storage::Session& session,
    const std::vector<storage::Migration>& migrations, const std::string& guard_sql);

}  // namespace yibao::adapters
