// The descriptors of tables say what the schema says, on both engines: names, order and types of
// columns, primary keys. And they are all there.
#include "main/tables.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "adapters/test_databases.h"

namespace yibao::main {
namespace {

using storage::ColumnType;
using storage::Table;

// What no command reads or writes by rows.
const std::set<std::string> kWithoutDescriptor = {"schema_migration"};

constexpr storage::Statement kSqliteTables{
    "test_sqlite_tables", "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"};
constexpr storage::Statement kPostgresTables{
    "test_postgres_tables",
    "SELECT CAST(tablename AS TEXT) FROM pg_catalog.pg_tables "
    "WHERE schemaname = CAST(pg_catalog.current_schema() AS TEXT) ORDER BY tablename"};

// Name, type, place in the primary key (0: none), in the order of the columns.
constexpr storage::Statement kSqliteColumns{
    "test_sqlite_columns", "SELECT name, type, pk FROM pragma_table_info($1) ORDER BY cid"};
constexpr storage::Statement kPostgresColumns{
    "test_postgres_columns",
    "SELECT CAST(a.attname AS TEXT), CAST(t.typname AS TEXT), "
    "CAST(COALESCE(array_position(i.indkey::smallint[], a.attnum) + 1, 0) AS BIGINT) "
    "FROM pg_catalog.pg_attribute AS a "
    "JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid "
    "JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace "
    "JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid "
    "JOIN pg_catalog.pg_index AS i ON i.indrelid = c.oid AND i.indisprimary "
    "WHERE n.nspname = pg_catalog.current_schema() AND c.relname = CAST($1 AS TEXT) "
    "AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum"};

ColumnType type_of(const std::string& engine_type) {
  if (engine_type == "INTEGER" || engine_type == "int8") return ColumnType::integer;
  if (engine_type == "BLOB" || engine_type == "bytea") return ColumnType::bytes;
  EXPECT_TRUE(engine_type == "TEXT" || engine_type == "text") << engine_type;
  return ColumnType::text;
}

class Tables : public test::OnBothEngines {
 protected:
  void SetUp() override {
    test::OnBothEngines::SetUp();
    if (IsSkipped()) return;
    database().migrate();
    session_ = database()->reader();
  }
  void TearDown() override { session_.reset(); }
  bool is_postgres() const { return GetParam() == test::Engine::postgres; }
  storage::Session& session() { return *session_; }

 private:
  std::unique_ptr<storage::Session> session_;
};

TEST_P(Tables, describe_the_columns_of_the_schema) {
  for (const Table* table : all_tables()) {
    const storage::Rows columns = session().select(
        is_postgres() ? kPostgresColumns : kSqliteColumns, {storage::Value(table->name)});
    ASSERT_EQ(columns.size(), table->columns.size()) << table->name;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      EXPECT_EQ(columns[i][0].text(), table->columns[i].name) << table->name;
      EXPECT_EQ(type_of(columns[i][1].text()), table->columns[i].type)
          << table->name << "." << table->columns[i].name;
      int place = static_cast<int>(i) < table->key_columns ? static_cast<int>(i) + 1 : 0;
      if (place > 0 && table->layout == storage::Layout::by_time) {
        place = place == 1 ? table->key_columns : place - 1;  // the owner comes last
      }
      EXPECT_EQ(columns[i][2].integer(), place) << table->name << "." << table->columns[i].name;
    }
  }
}

TEST_P(Tables, are_all_described) {
  std::set<std::string> described = kWithoutDescriptor;
  for (const Table* table : all_tables()) described.insert(std::string(table->name));
  std::set<std::string> in_schema;
  for (const storage::Row& row :
       session().select(is_postgres() ? kPostgresTables : kSqliteTables, {})) {
    if (!row[0].text().starts_with("sqlite_")) in_schema.insert(row[0].text());
  }
  EXPECT_EQ(described, in_schema);
}

YB_ON_BOTH_ENGINES(Tables);

TEST(TableNumbers, are_used_once_and_in_order) {
  int before = 0;
  for (const Table* table : all_tables()) {
    EXPECT_GT(table->number, before) << table->name;
    before = table->number;
  }
}

// A journal names a row by its table and its key without the owner: the owner stands in the row.
TEST(TableOwners, name_a_column_that_says_whose_row_it_is) {
  for (const Table* table : all_tables()) {
    if (table->owner == storage::Owner::none) continue;
    const std::string_view column =
        table->columns[static_cast<std::size_t>(table->owner_column)].name;
    if (table->owner == storage::Owner::person) {
      EXPECT_EQ(column, "person_id") << table->name;
    } else {  // of staff, where they are kept: they may work somewhere else
      EXPECT_TRUE(column == "region" || column == "kept_at") << table->name << " " << column;
    }
  }
}

}  // namespace
}  // namespace yibao::main
