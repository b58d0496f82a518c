#include "adapters/postgres/postgres_database.h"

#include "adapters/postgres/postgres_session.h"
#include "adapters/postgres/unfit.h"
#include "storage/schema.h"

namespace yibao::adapters {

namespace {

using storage::Session;
using storage::Statement;
using storage::Value;

constexpr Statement kSetting{"postgres_setting",
                             "SELECT setting FROM pg_catalog.pg_settings WHERE name = $1"};
constexpr Statement kMadeWith{
    "postgres_made_with",
    "SELECT CAST(pg_catalog.pg_encoding_to_char(encoding) AS TEXT), CAST(datcollate AS TEXT), "
    "CAST(datname AS TEXT) FROM pg_catalog.pg_database "
    "WHERE datname = pg_catalog.current_database()"};
constexpr Statement kHasTable{"postgres_has_table",
                              "SELECT CAST(tablename AS TEXT) FROM pg_catalog.pg_tables "
                              "WHERE schemaname = CAST(pg_catalog.current_schema() AS TEXT) "
                              "AND CAST(tablename AS TEXT) = $1"};
constexpr Statement kOwn{
    "postgres_own",
    "SELECT CASE WHEN pg_catalog.pg_try_advisory_lock(pg_catalog.hashtextextended("
    "CAST(pg_catalog.current_schema() AS TEXT), $1)) THEN 1 ELSE 0 END"};
constexpr std::int64_t kOwnership = 0x79696261'6F;  // "yibao": no other program's lock

class PostgresDatabase : public storage::Database {
 public:
  PostgresDatabase(std::string url, int writers_max)
      : url_(std::move(url)), writers_max_(writers_max) {
    PostgresSession session(url_, PostgresSession::Mode::reader);
    for (const char* name : {"fsync", "full_page_writes", "synchronous_commit"}) {
      const storage::Rows rows = session.select(kSetting, {name});
      if (rows.empty() || rows[0][0].text() == "off") {
        throw UnfitDatabase(std::string("PostgreSQL runs with ") + name + " = off",
                            {"database_may_lose", {{"setting", name}}, {}});
      }
    }
    require_made_for_us(session);
  }

  std::string engine() const override { return "postgres"; }
  int writers_max() const override { return writers_max_; }
  std::unique_ptr<Session> writer() override {
    return std::make_unique<PostgresSession>(url_, PostgresSession::Mode::writer);
  }
  std::unique_ptr<Session> reader() override {
    return std::make_unique<PostgresSession>(url_, PostgresSession::Mode::reader);
  }

  std::string translate_schema(std::string_view sql) const override {
    return storage::replace_schema_tokens(sql, {"BIGINT", "BYTEA", "", ""});
  }

  bool has_table(Session& session, std::string_view table) override {
    return !session.select(kHasTable, {Value(table)}).empty();
  }

 private:
  // Text that is not UTF-8 would be refused, or kept as bytes that nobody can sort or cut; another
  // collation sorts otherwise than the embedded engine.
  static void require_made_for_us(Session& session) {
    const storage::Rows rows = session.select(kMadeWith, {});
    YB_CHECK(rows.size() == 1, "a database that does not know itself");
    const std::string encoding = rows[0][0].text();
    const std::string collation = rows[0][1].text();
    if (encoding == "UTF8" && (collation == "C" || collation == "POSIX")) return;
    throw UnfitDatabase(
        "PostgreSQL's database has encoding " + encoding + ", collation " + collation,
        {"database_made_otherwise",
         {{"database", rows[0][2].text()}, {"encoding", encoding}, {"collation", collation}},
         {}});
  }

  std::string url_;
  int writers_max_;
};

}  // namespace

std::unique_ptr<storage::Database> open_postgres(const std::string& url, int writers_max) {
  return std::make_unique<PostgresDatabase>(url, writers_max);
}

std::unique_ptr<storage::Session> own_postgres(const std::string& url) {
  auto session = std::make_unique<PostgresSession>(url, PostgresSession::Mode::reader);
  const bool ours = session->select(kOwn, {Value(kOwnership)})[0][0].integer() == 1;
  return ours ? std::move(session) : nullptr;
}

}  // namespace yibao::adapters
