// Every statement and every table of the program, found in its sources, against both engines: each
// statement is prepared, each table is compared with the schema. Nobody has to register anything.
#include <gtest/gtest.h>
#include <libpq-fe.h>
#include <sqlite3.h>

#include <deque>
#include <map>
#include <regex>
#include <set>

#include "adapters/test_databases.h"

namespace yibao {
namespace {

using test::Engine;
using test::FreshDatabase;

struct Found {
  std::string place;  // the file
  std::string name;
  std::string sql;
  std::string key_type;  // of a KeyedSelect: "bigint", "text", "bytea"; empty otherwise
  bool built_at_run_time = false;
};

struct FoundTable {
  std::string place;
  std::string number;
  std::string name;
  std::vector<std::pair<std::string, std::string>> columns;  // name, "integer", "text" or "bytes"
  std::size_t key_columns = 0;
  bool append_only = false;
};

std::string source_folder() {
  return std::string(YIBAO_SOURCE_DIR) + "/src/";
}

std::vector<std::string> source_files() {
  std::vector<std::string> all;
  for (const std::string& name : files::list_files_below(source_folder(), ".cc")) {
    if (!name.ends_with("_test.cc")) all.push_back(name);
  }
  for (const std::string& name : files::list_files_below(source_folder(), ".h")) {
    if (name.find("/test_") == std::string::npos) all.push_back(name);
  }
  return all;
}

// The text between the brace at `open` and its partner, braces inside literals left alone.
std::string braced(const std::string& text, std::size_t open) {
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = open; i < text.size(); ++i) {
    if (quoted) {
      if (text[i] == '\\') {
        ++i;
      } else if (text[i] == '"') {
        quoted = false;
      }
    } else if (text[i] == '"') {
      quoted = true;
    } else if (text[i] == '{') {
      ++depth;
    } else if (text[i] == '}' && --depth == 0) {
      return text.substr(open + 1, i - open - 1);
    }
  }
  return "";
}

// The comma-separated parts of an initialiser; neighbouring literals are joined. A part that is
// not a literal is kept as it is written.
std::vector<std::string> parts_of(const std::string& initialiser) {
  std::vector<std::string> parts(1);
  for (std::size_t i = 0; i < initialiser.size(); ++i) {
    const char c = initialiser[i];
    if (c == '"') {
      for (++i; initialiser[i] != '"'; ++i) {
        if (initialiser[i] == '\\') ++i;
        parts.back() += initialiser[i];
      }
    } else if (c == '{') {
      const std::string inside = braced(initialiser, i);
      parts.back() += "{" + inside + "}";
      i += inside.size() + 1;
    } else if (c == ',') {
      parts.emplace_back();
    } else if (c == '/' && initialiser.substr(i, 2) == "//") {
      i = initialiser.find('\n', i);
    } else if (std::isspace(static_cast<unsigned char>(c)) == 0) {
      parts.back() += c;
    }
  }
  return parts;
}

// True where a part is more than literals: a call, a sum.
bool is_computed(const std::string& initialiser, std::size_t part) {
  std::size_t at = 0;
  bool quoted = false;
  int depth = 0;
  for (std::size_t i = 0; i < initialiser.size(); ++i) {
    const char c = initialiser[i];
    if (quoted && c == '\\') {
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && (c == '(' || c == '+')) {
      if (at == part) return true;
      depth += c == '(' ? 1 : 0;
    } else if (!quoted && c == ')') {
      --depth;
    } else if (!quoted && depth == 0 && c == ',') {
      ++at;
    }
  }
  return false;
}

template<class Use>
void for_each_match(const std::string& text, const char* pattern, Use use) {
  const std::regex expression(pattern);
  for (std::sregex_iterator at(text.begin(), text.end(), expression), end; at != end; ++at) {
    use(*at, braced(text, static_cast<std::size_t>(at->position() + at->length() - 1)));
  }
}

std::vector<Found> statements() {
  std::vector<Found> all;
  for (const std::string& file : source_files()) {
    const std::string text = files::read_file(source_folder() + file);
    for_each_match(text, R"((Statement|KeyedSelect)\s+k?\w*\s*\{)",
                   [&](const std::smatch& match, const std::string& inside) {
                     const std::vector<std::string> parts = parts_of(inside);
                     if (parts.size() < 2) return;
                     if (is_computed(inside, 1)) {
                       all.push_back({file, parts[0], "", "", true});
                       return;
                     }
                     if (parts[1].find(' ') == std::string::npos) return;
                     Found found{file, parts[0], parts[1], "", false};
                     if (match[1] == "KeyedSelect") {
                       const std::string type = parts.size() > 2 ? parts[2] : "integer";
                       found.key_type = type.ends_with("text")    ? "text"
                                        : type.ends_with("bytes") ? "bytea"
                                                                  : "bigint";
                     }
                     all.push_back(std::move(found));
                   });
  }
  return all;
}

std::vector<FoundTable> tables() {
  std::vector<FoundTable> all;
  for (const std::string& file : source_files()) {
    const std::string text = files::read_file(source_folder() + file);
    std::map<std::string, std::string> column_lists;
    for_each_match(text, R"(Column\s+(\w+)\[\]\s*=\s*\{)",
                   [&](const std::smatch& match, const std::string& inside) {
                     column_lists[match[1]] = inside;
                   });
    for_each_match(
        text, R"(\bTable\s+k\w+\s*(=\s*)?\{)", [&](const std::smatch&, const std::string& inside) {
          const std::vector<std::string> parts = parts_of(inside);
          if (parts.size() < 7) return;
          FoundTable table{file, parts[0], parts[1], {}, 0, false};
          for (const std::string& column : parts_of(column_lists[parts[2]])) {
            if (column.size() < 2) continue;
            const std::string words = column.substr(1, column.size() - 2);
            const std::vector<std::string> name_and_type = parts_of(words);
            const std::string& type = name_and_type.size() > 1 ? name_and_type[1] : "";
            table.columns.emplace_back(name_and_type[0], type.ends_with("text")    ? "text"
                                                         : type.ends_with("bytes") ? "bytes"
                                                                                   : "integer");
          }
          table.key_columns = std::stoul(parts[3]);
          table.append_only = parts[6].ends_with("append_only");
          all.push_back(std::move(table));
        });
  }
  return all;
}

std::string with_key(const Found& found, const std::string& key) {
  std::string sql = found.sql;
  const std::size_t at = sql.find("{key}");
  return at == std::string::npos ? sql : sql.replace(at, 5, key);
}

bool only_for(const Found& found, Engine engine) {
  const bool sqlite = found.place.find("/sqlite/") != std::string::npos;
  const bool postgres = found.place.find("/postgres/") != std::string::npos;
  return (sqlite || postgres) && sqlite == (engine == Engine::sqlite);
}

TEST(Statements, are_found_in_the_sources) {
  const std::vector<Found> all = statements();
  EXPECT_GT(all.size(), 20U) << "the search has lost its way";
  std::set<std::string> names;
  for (const Found& found : all) {
    // `verify` reads any table by its description; a feature's statements are constants.
    EXPECT_TRUE(!found.built_at_run_time || found.place == "business/scan.cc")
        << found.name << " in " << found.place << " is built at run time: nobody can prepare it";
    EXPECT_TRUE(names.insert(found.name).second)
        << found.name << " is used twice, in " << found.place;
    EXPECT_EQ(found.key_type.empty(), found.sql.find("{key}") == std::string::npos) << found.name;
  }
}

// Words that the two engines understand differently, or that decide what the program should.
TEST(Statements, keep_to_the_common_dialect) {
  const std::regex banned(
      R"(\b(LIKE|string_agg|group_concat|now|random|nextval|FOR UPDATE|RETURNING|ILIKE|json\w*)\b|->|::)",
      std::regex::icase);
  for (const Found& found : statements()) {
    if (found.place.starts_with("adapters/")) continue;
    EXPECT_FALSE(std::regex_search(found.sql, banned)) << found.name << " in " << found.place;
  }
}

TEST(Statements, prepare_on_the_embedded_database) {
  FreshDatabase database(Engine::sqlite);
  database.migrate();
  const auto keep = database->writer();
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open_v2(database.place().c_str(), &handle, SQLITE_OPEN_READONLY, nullptr),
            SQLITE_OK);
  for (const Found& found : statements()) {
    if (found.built_at_run_time || only_for(found, Engine::postgres)) continue;
    sqlite3_stmt* statement = nullptr;
    EXPECT_EQ(sqlite3_prepare_v2(handle, with_key(found, "= $1").c_str(), -1, &statement, nullptr),
              SQLITE_OK)
        << found.name << " in " << found.place << ": " << sqlite3_errmsg(handle);
    sqlite3_finalize(statement);
  }
  sqlite3_close(handle);
}

// Not only that they parse: parameters travel as 64-bit integers, text and bytes, so that a
// parameter or a column of any other type would be read wrongly.
TEST(Statements, prepare_on_postgres_with_the_types_of_the_port) {
  if (test::postgres_url().empty()) GTEST_SKIP() << "YIBAO_TEST_POSTGRES is not set";
  FreshDatabase database(Engine::postgres);
  database.migrate();
  const std::map<Oid, std::string> parameters = {{20, "bigint"}, {25, "text"}, {17, "bytea"}};
  const std::set<Oid> arrays = {1016, 1009, 1001};           // of the same three
  const std::set<Oid> columns = {20, 21, 23, 25, 17, 1043};  // smaller integers read well too
  PGconn* connection = PQconnectdb(database.place().c_str());
  int serial = 0;
  for (const Found& found : statements()) {
    if (found.built_at_run_time || only_for(found, Engine::sqlite)) continue;
    const std::string where = found.name + " in " + found.place;
    const std::string name = "s" + std::to_string(++serial);
    const std::string sql = with_key(found, "= ANY($1::" + found.key_type + "[])");
    PGresult* prepared = PQprepare(connection, name.c_str(), sql.c_str(), 0, nullptr);
    EXPECT_EQ(PQresultStatus(prepared), PGRES_COMMAND_OK)
        << where << ": " << PQresultErrorMessage(prepared);
    PGresult* described = PQdescribePrepared(connection, name.c_str());
    for (int i = 0; i < PQnparams(described); ++i) {
      const Oid type = PQparamtype(described, i);
      EXPECT_TRUE(parameters.contains(type) || (!found.key_type.empty() && arrays.contains(type)))
          << where << ": $" << i + 1 << " is of type " << type << "; cast it to BIGINT or TEXT";
    }
    for (int i = 0; i < PQnfields(described); ++i) {
      EXPECT_TRUE(columns.contains(PQftype(described, i)))
          << where << ": column " << PQfname(described, i) << " is of type "
          << PQftype(described, i) << "; cast it to BIGINT or TEXT";
    }
    if (!found.key_type.empty() && PQnfields(described) > 0) {
      const auto key = parameters.find(PQftype(described, 0));
      EXPECT_TRUE(key != parameters.end() && key->second == found.key_type)
          << where << ": the first column is not the key";
    }
    PQclear(described);
    PQclear(prepared);
  }
  PQfinish(connection);
}

using Schema = std::vector<std::pair<std::string, std::string>>;

Schema schema_on_sqlite(storage::Session& session, const std::string& table) {
  constexpr storage::Statement kInfo{"test_table_info",
                                     "SELECT name, type FROM pragma_table_info($1) ORDER BY cid"};
  Schema schema;
  for (const storage::Row& row : session.select(kInfo, {table})) {
    const std::string& type = row[1].text();
    schema.emplace_back(row[0].text(), type == "INTEGER" ? "integer"
                                       : type == "TEXT"  ? "text"
                                                         : "bytes");
  }
  return schema;
}

Schema schema_on_postgres(storage::Session& session, const std::string& table) {
  constexpr storage::Statement kInfo{
      "test_columns",
      "SELECT CAST(column_name AS TEXT), CAST(data_type AS TEXT) FROM information_schema.columns "
      "WHERE table_schema = CAST(current_schema() AS TEXT) AND table_name = $1 "
      "ORDER BY ordinal_position"};
  Schema schema;
  for (const storage::Row& row : session.select(kInfo, {table})) {
    const std::string& type = row[1].text();
    schema.emplace_back(row[0].text(), type == "bigint" ? "integer"
                                       : type == "text" ? "text"
                                                        : "bytes");
  }
  return schema;
}

TEST(Tables, are_found_in_the_sources_and_numbered_once) {
  const std::vector<FoundTable> all = tables();
  EXPECT_GT(all.size(), 15U) << "the search has lost its way";
  std::map<std::string, std::string> numbers;
  for (const FoundTable& table : all) {
    const auto [other, fresh] = numbers.emplace(table.number, table.name);
    EXPECT_TRUE(fresh) << table.name << " and " << other->second << " have one number";
  }
}

class TablesOn : public test::OnBothEngines {};

TEST_P(TablesOn, are_what_the_schema_says) {
  database().migrate();
  const auto session = database()->writer();
  for (const FoundTable& table : tables()) {
    Schema schema = GetParam() == Engine::sqlite ? schema_on_sqlite(*session, table.name)
                                                 : schema_on_postgres(*session, table.name);
    EXPECT_EQ(table.columns, schema) << table.name << " in " << table.place;
    EXPECT_LE(table.key_columns, table.columns.size());
  }
}

// A row of any table: ones and letters, and the words that its checks want.
storage::Row some_row(const FoundTable& table) {
  static const std::map<std::string, storage::Value> kWords = {
      {"posting.direction", "credit"},
      {"arrears_notice.noticed_on", 2},
      {"arrears_notice.pay_by", 3},
      {"person_group.until_day", 2},
      {"reminder.kind", "gap"},
      {"hold_release.ground", "found"},
      {"company_move_member.outcome", "moved"},
      {"inheritance_share.payout_id", storage::Value()},
      {"inheritance_recovery.bank_serial", storage::Value()},
      {"aid_use.kind", "payment"},
      {"person_merge.merged_id", 2},
      {"contribution_correction.credit_after_fen", 2},
      {"consent.topic", "privacy"},
      {"recognised_months.scheme", "employee"},
      {"settlement.total_fen", 4},
      {"settlement.cash_fen", 2},
  };
  storage::Row row;
  for (const auto& [name, type] : table.columns) {
    const auto word = kWords.find(table.name + "." + name);
    if (word != kWords.end()) {
      row.emplace_back(word->second);
    } else if (type == "integer") {
      row.emplace_back(1);
    } else if (type == "text") {
      row.emplace_back("x");
    } else {
      row.emplace_back(storage::Bytes{"x"});
    }
  }
  return row;
}

TEST_P(TablesOn, refuse_changes_where_they_are_append_only) {
  database().migrate();
  const auto writer = database()->writer();
  const std::string guard = test::guard_of(*database());
  int guarded = 0;
  std::deque<std::vector<storage::Column>> columns_of;
  std::deque<storage::Table> descriptions;
  const std::vector<FoundTable> all = tables();
  for (const FoundTable& table : all) {
    if (table.name == "schema_migration") continue;  // the migrations' own
    EXPECT_EQ(table.append_only, std::regex_search(guard, std::regex(" ON " + table.name + "\\b")))
        << table.name << ": what the program says and what schema/guard says differ";
    if (!table.append_only) continue;
    ++guarded;
    // Sessions know a table by its address: each must live as long as they do.
    std::vector<storage::Column>& columns = columns_of.emplace_back();
    for (const auto& [name, type] : table.columns) {
      columns.push_back({name, type == "integer" ? storage::ColumnType::integer
                               : type == "text"  ? storage::ColumnType::text
                                                 : storage::ColumnType::bytes});
    }
    const storage::Table& description = descriptions.emplace_back(
        storage::Table{250, table.name, columns, static_cast<int>(table.key_columns),
                       storage::Owner::none, 0, storage::Mutability::append_only});
    writer->begin();
    writer->insert_row(description, some_row(table));
    writer->commit();
    const std::string& column = table.columns.back().first;
    EXPECT_THROW(writer->execute("UPDATE " + table.name + " SET " + column + " = " + column), Fault)
        << table.name;
    EXPECT_THROW(writer->execute("DELETE FROM " + table.name), Fault) << table.name;
  }
  EXPECT_GE(guarded, 5);
}

YB_ON_BOTH_ENGINES(TablesOn);

}  // namespace
}  // namespace yibao
