// What the schema in PostgreSQL consists of, and what it should: relations, columns, constraints,
// indexes and triggers, held against a schema that is made in a transaction and rolled back.
#pragma once

#include <string>
#include <vector>

#include "storage/schema.h"

namespace yibao::adapters {

// `session` reads what stands; the other schema is made on a connection of its own.
std::vector<storage::SchemaDifference> postgres_schema_differences(
    storage::Database& database, storage::Session& session,
    const std::vector<storage::Migration>& migrations, const std::string& guard_sql);

}  // namespace yibao::adapters
