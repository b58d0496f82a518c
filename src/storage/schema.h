// Migrations: schema/NNN_name.sql, applied in order, once, in one transaction each. The guard of
// the engine (triggers that refuse UPDATE and DELETE on append-only tables) is a file per engine.
#pragma once

#include <string>
#include <vector>

#include "storage/database.h"

namespace yibao::storage {

struct Migration {
  int number = 0;
  std::string name;  // the file's name
  std::string sql;   // with tokens
};

// Brings the database to the newest schema. Throws Fault when the database is newer than the
// program, or when a migration that was applied has changed since.
void migrate(Database& database, Session& session, const std::vector<Migration>& migrations,
             const std::string& guard_sql);

// Schema files are written once: {int} is a 64-bit integer, {bytes} a byte string, {table} what
// follows the closing bracket of a table, {table_in_order} the same of a table whose rows stand in
// the order in which they were written, not in that of their key.
struct SchemaTokens {
  std::string_view integer;
  std::string_view bytes;
  std::string_view table;
  std::string_view table_in_order;
};
std::string replace_schema_tokens(std::string_view sql, const SchemaTokens& tokens);

// What stands in the database besides rows: a table, an index, a trigger, a constraint.
struct SchemaObject {
  std::string kind;
  std::string name;
  std::string definition;  // in the engine's own words
  auto operator<=>(const SchemaObject&) const = default;
};

// One that is missing, is other than it should be, or should not be there.
struct SchemaDifference {
  std::string kind;
  std::string name;
  std::string what;
};
std::vector<SchemaDifference> compare_schemas(std::vector<SchemaObject> expected,
                                              std::vector<SchemaObject> found);

int newest_applied(Database& database, Session& session);

}  // namespace yibao::storage
