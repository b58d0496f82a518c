// The schema as the files have it (schema/*.sql), and whether the database has it too: who changes
// rows by hand takes the guards away first, and may forget to put them back.
#pragma once

#include <string>
#include <vector>

#include "storage/schema.h"

namespace yibao::main {

std::vector<storage::Migration> migrations(const std::string& home);
std::string guard_sql(const std::string& home, const storage::Database& database);

// What is missing or otherwise than in the files, what was applied of them among it: the start
// refuses a database that was made by other ones. `session` is in a reading transaction.
std::vector<storage::SchemaDifference> schema_differences(storage::Database& database,
                                                          storage::Session& session,
                                                          const std::string& home);

}  // namespace yibao::main
