#include "storage/schema.h"

#include <algorithm>
#include <map>

#include "storage/applied.h"
#include "storage/digest.h"

namespace yibao::storage {

namespace {

constexpr Column kMigrationColumns[] = {
    {"number", ColumnType::integer}, {"name", ColumnType::text}, {"digest", ColumnType::text}};
constexpr Table kMigrationTable{1, "schema_migration",     kMigrationColumns, 1, Owner::none,
                                0, Mutability::append_only};

constexpr Statement kAppliedMigrations{
    "applied_migrations", "SELECT number, name, digest FROM schema_migration ORDER BY number"};

constexpr std::string_view kCreate =
    "CREATE TABLE schema_migration (number {int} NOT NULL PRIMARY KEY, name TEXT NOT NULL, "
    "digest TEXT NOT NULL) {table}";

std::string replace_all(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
    text.replace(at, from.size(), to);
    at += to.size();
  }
  return text;
}

std::string digest_of(const Migration& migration) {
  return to_hex(sha256(migration.sql));
}

}  // namespace

std::string replace_schema_tokens(std::string_view sql, const SchemaTokens& tokens) {
  std::string text = replace_all(std::string(sql), "{int}", tokens.integer);
  text = replace_all(std::move(text), "{bytes}", tokens.bytes);
  text = replace_all(std::move(text), "{table}", tokens.table);
  return replace_all(std::move(text), "{table_in_order}", tokens.table_in_order);
}

std::vector<SchemaDifference> compare_schemas(std::vector<SchemaObject> expected,
                                              std::vector<SchemaObject> found) {
  std::ranges::sort(expected);
  std::ranges::sort(found);
  const auto same = [](const SchemaObject& one, const SchemaObject& other) {
    return one.kind == other.kind && one.name == other.name;
  };
  std::vector<SchemaDifference> differences;
  auto standing = found.begin();
  for (const SchemaObject& each : expected) {
    for (; standing != found.end() && *standing < each && !same(*standing, each); ++standing) {
      differences.push_back({standing->kind, standing->name, "is not of our schema"});
    }
    if (standing == found.end() || !same(*standing, each)) {
      differences.push_back({each.kind, each.name, "is missing"});
      continue;
    }
    if (standing->definition != each.definition) {
      differences.push_back(
          {each.kind, each.name, "is " + standing->definition + ", not " + each.definition});
    }
    ++standing;
  }
  for (; standing != found.end(); ++standing) {
    differences.push_back({standing->kind, standing->name, "is not of our schema"});
  }
  return differences;
}

int newest_applied(Database& database, Session& session) {
  if (!database.has_table(session, "schema_migration")) return 0;
  const Rows rows = session.select(kAppliedMigrations, {});
  return rows.empty() ? 0 : static_cast<int>(rows.back()[0].integer());
}

std::vector<SchemaDifference> compare_migrations(Session& session,
                                                 const std::vector<Migration>& migrations) {
  constexpr const char* kKind = "schema_migration";
  std::vector<SchemaDifference> differences;
  std::map<std::int64_t, Row> applied;
  for (Row& row : session.select(kAppliedMigrations, {}))
    applied[row[0].integer()] = std::move(row);
  for (const Migration& each : migrations) {
    const auto found = applied.find(each.number);
    if (found == applied.end()) {
      differences.push_back({kKind, each.name, "is missing"});
      continue;
    }
    const Row& row = found->second;
    if (row[1].text() != each.name) {
      differences.push_back({kKind, each.name, "has the name " + row[1].text()});
    }
    if (row[2].text() != digest_of(each)) {
      differences.push_back({kKind, each.name, "was applied with another content"});
    }
    applied.erase(found);
  }
  for (const auto& [number, row] : applied) {
    differences.push_back({kKind, row[1].text(), "is not of our schema"});
  }
  return differences;
}

namespace {

// A file whose tables are there and whose record is not: somebody has taken the record away.
void require_not_made_yet(Database& database, Session& session, const Migration& migration) {
  constexpr std::string_view kMakes = "CREATE TABLE ";
  const std::size_t at = migration.sql.find(kMakes);
  if (at == std::string::npos) return;
  const std::size_t begin = at + kMakes.size();
  const std::string table = migration.sql.substr(begin, migration.sql.find(' ', begin) - begin);
  if (!database.has_table(session, table)) return;
  throw Fault("数据库中没有 schema/" + migration.name + " 的升级记录,而它的表 " + table +
              " 已经存在:升级记录 schema_migration 被人改动过,请从备份恢复,或者由数据库管理员"
              "补上这一行。没有写入任何数据");
}

}  // namespace

void migrate(Database& database, Session& session, const std::vector<Migration>& migrations,
             const std::string& guard_sql) {
  if (!database.has_table(session, "schema_migration")) {
    session.begin();
    session.execute(database.translate_schema(kCreate));
    session.commit();
  }
  const Rows applied = session.select(kAppliedMigrations, {});
  if (applied.size() > migrations.size()) {
    throw Fault("数据库比这一版程序新,它的表已升级到 " + applied.back()[1].text() +
                ":请使用升级数据库的那一版程序,或者恢复升级之前的备份。没有写入任何数据");
  }
  for (std::size_t i = 0; i < migrations.size(); ++i) {
    const std::string digest = digest_of(migrations[i]);
    if (i < applied.size()) {
      if (applied[i][2].text() != digest) {
        throw Fault("数据库的表是按另一种内容的 schema/" + migrations[i].name +
                    " 建立的:请恢复程序原来的 schema 目录。没有写入任何数据");
      }
      continue;
    }
    require_not_made_yet(database, session, migrations[i]);
    session.begin();
    session.execute(database.translate_schema(migrations[i].sql));
    session.insert_row(kMigrationTable, {migrations[i].number, migrations[i].name, digest});
    // With the last one: a program killed in between would leave the tables without their guard.
    if (i + 1 == migrations.size()) session.execute(guard_sql);
    session.commit();
  }
}

}  // namespace yibao::storage
