#include "main/schema_look.h"

#include "adapters/files/read.h"
#include "adapters/postgres/postgres_schema.h"
#include "adapters/sqlite/sqlite_schema.h"
#include "storage/applied.h"

namespace yibao::main {

std::vector<storage::Migration> migrations(const std::string& home) {
  std::vector<storage::Migration> all;
  for (const std::string& name : files::list_folder(home + "/schema")) {
    if (!name.ends_with(".sql") || name[0] < '0' || name[0] > '9') continue;
    all.push_back(
        {static_cast<int>(all.size()) + 1, name, files::read_file(home + "/schema/" + name)});
  }
  return all;
}

std::string guard_sql(const std::string& home, const storage::Database& database) {
  return files::read_file(home + "/schema/guard." + database.engine() + ".sql");
}

// Where it cannot be compared (PostgreSQL: without the right to make a schema), that is told:
// nobody knows then what guards the rows.
std::vector<storage::SchemaDifference> schema_differences(storage::Database& database,
                                                          storage::Session& session,
                                                          const std::string& home) {
  const auto look = database.engine() == "sqlite" ? &adapters::sqlite_schema_differences
                                                  : &adapters::postgres_schema_differences;
  try {
    const std::vector<storage::Migration> files = migrations(home);
    std::vector<storage::SchemaDifference> all = storage::compare_migrations(session, files);
    for (auto& each : look(database, session, files, guard_sql(home, database))) {
      all.push_back(std::move(each));
    }
    return all;
  } catch (const Fault& fault) {
    return {{"schema", "", std::string("could not be compared: ") + fault.what()}};
  }
}

}  // namespace yibao::main
