#include "adapters/sqlite/sqlite_schema.h"

#include <sqlite3.h>

#include <memory>

namespace yibao::adapters {

namespace {

// What has no text follows from a table: the index of its key.
constexpr storage::Statement kObjects{"sqlite_objects",
                                      "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT "
                                      "NULL AND name <> 'schema_migration' "
                                      "ORDER BY type, name"};

struct Closing {
  void operator()(sqlite3* handle) const { sqlite3_close(handle); }
};

class InMemory {
 public:
  InMemory() {
    sqlite3* handle = nullptr;
    const int code = sqlite3_open(":memory:", &handle);
    handle_.reset(handle);
    if (code != SQLITE_OK) throw Fault("no database in memory");
  }
  void run(const std::string& sql) {
    if (sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
      throw Fault(std::string("the schema files: ") + sqlite3_errmsg(handle_.get()));
    }
  }
  std::vector<storage::SchemaObject> objects() {
    std::vector<storage::SchemaObject> all;
    const auto add = [](void* to, int, char** values, char**) {
      static_cast<std::vector<storage::SchemaObject>*>(to)->push_back(
          {values[0], values[1], values[2]});
      return 0;
    };
    const std::string sql(kObjects.sql);
    if (sqlite3_exec(handle_.get(), sql.c_str(), add, &all, nullptr) != SQLITE_OK) {
      throw Fault(std::string("the schema in memory: ") + sqlite3_errmsg(handle_.get()));
    }
    return all;
  }

 private:
  std::unique_ptr<sqlite3, Closing> handle_;
};

}  // namespace

std::vector<storage::SchemaDifference> sqlite_schema_differences(
    storage::Database& database, storage::Session& session,
    const std::vector<storage::Migration>& migrations, const std::string& guard_sql) {
  InMemory anew;
  for (const storage::Migration& each : migrations) anew.run(database.translate_schema(each.sql));
  anew.run(guard_sql);
  std::vector<storage::SchemaObject> found;
  for (const storage::Row& row : session.select(kObjects, {})) {
    found.push_back({row[0].text(), row[1].text(), row[2].text()});
  }
  return storage::compare_schemas(anew.objects(), std::move(found));
}

}  // namespace yibao::adapters
