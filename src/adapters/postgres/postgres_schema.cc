#include "adapters/postgres/postgres_schema.h"

#include <memory>

#include "storage/digest.h"
#include "storage/vault.h"

namespace yibao::adapters {

namespace {

constexpr storage::Statement kCurrentSchema{"postgres_current_schema",
                                            "SELECT CAST(pg_catalog.current_schema() AS TEXT)"};

// A trigger that is switched off stands there and guards nothing.
constexpr storage::Statement kObjects{
    "postgres_objects",
    "SELECT 'column', CAST(c.relname AS TEXT) || '.' || CAST(a.attname AS TEXT), "
    "pg_catalog.format_type(a.atttypid, a.atttypmod) || "
    "CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END "
    "FROM pg_catalog.pg_attribute AS a "
    "JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid AND c.relkind = 'r' "
    "JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace "
    "WHERE n.nspname = pg_catalog.current_schema() AND a.attnum > 0 AND NOT a.attisdropped "
    "AND c.relname <> 'schema_migration' "
    "UNION ALL "
    "SELECT 'constraint', CAST(c.relname AS TEXT) || '.' || CAST(k.conname AS TEXT), "
    "pg_catalog.pg_get_constraintdef(k.oid) || "
    "CASE WHEN k.convalidated THEN '' ELSE ' NOT VALID' END "
    "FROM pg_catalog.pg_constraint AS k "
    "JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid "
    "JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace "
    "WHERE n.nspname = pg_catalog.current_schema() AND k.contype IN ('c', 'p', 'u', 'f') "
    "AND c.relname <> 'schema_migration' "
    "UNION ALL "
    "SELECT 'index', CAST(i.indexname AS TEXT), i.indexdef FROM pg_catalog.pg_indexes AS i "
    "WHERE i.schemaname = pg_catalog.current_schema() AND i.tablename <> 'schema_migration' "
    "UNION ALL "
    "SELECT 'trigger', CAST(t.tgname AS TEXT), pg_catalog.pg_get_triggerdef(t.oid) || "
    "CASE WHEN t.tgenabled = 'O' THEN '' ELSE ' (switched off)' END "
    "FROM pg_catalog.pg_trigger AS t "
    "JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid "
    "JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace "
    "WHERE n.nspname = pg_catalog.current_schema() AND NOT t.tgisinternal "
    "UNION ALL "
    "SELECT 'function', CAST(p.proname AS TEXT), p.prosrc FROM pg_catalog.pg_proc AS p "
    "JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace "
    "WHERE n.nspname = pg_catalog.current_schema() AND p.proname = 'refuse_change' "
    "ORDER BY 1, 2"};

// Definitions name the schema they stand in: that is where two of them differ by right.
std::string without(std::string text, const std::string& schema) {
  const std::string prefix = schema + ".";
  for (std::size_t at = text.find(prefix); at != std::string::npos; at = text.find(prefix, at)) {
    text.erase(at, prefix.size());
  }
  return text;
}

std::vector<storage::SchemaObject> objects_of(storage::Session& session) {
  const std::string schema = session.select(kCurrentSchema, {}).front()[0].text();
  std::vector<storage::SchemaObject> all;
  for (const storage::Row& row : session.select(kObjects, {})) {
    all.push_back({row[0].text(), row[1].text(), without(row[2].text(), schema)});
  }
  return all;
}

class RollingBack {
 public:
  explicit RollingBack(storage::Session& session) : session_(session) { session_.begin(); }
  ~RollingBack() { session_.rollback(); }
  RollingBack(const RollingBack&) = delete;
  RollingBack& operator=(const RollingBack&) = delete;

 private:
  storage::Session& session_;
};

}  // namespace

std::vector<storage::SchemaDifference> postgres_schema_differences(
    storage::Database& database, storage::Session& session,
    const std::vector<storage::Migration>& migrations, const std::string& guard_sql) {
  const std::unique_ptr<storage::Session> writer = database.writer();
  const std::string anew = "yibao_schema_" + storage::to_hex(storage::random_bytes(8));
  std::vector<storage::SchemaObject> expected;
  {
    const RollingBack never_there(*writer);
    writer->execute("CREATE SCHEMA " + anew);
    writer->execute("SET LOCAL search_path TO " + anew);
    for (const storage::Migration& each : migrations) {
      writer->execute(database.translate_schema(each.sql));
    }
    writer->execute(guard_sql);
    expected = objects_of(*writer);
  }
  return storage::compare_schemas(std::move(expected), objects_of(session));
}

}  // namespace yibao::adapters
