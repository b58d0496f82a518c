// Bulk work as set-based SQL on the embedded database: the rows that a run over a region writes,
// each table in one statement, the whole in one transaction.
//
//   yibao_bulk_sqlite month|credits|arrears|scan database=FILE [month=683]
//
// credits: a month of everybody on a roster, with the same rows and bytes as `yibao run
// monthly-credits`: contribution, posting, balance, the journal's events (a thousand people each)
// and the people's heads; no rules beyond a rate, no hashing. arrears: who owes what of the last
// two years, one notice per employer and one message per person. scan: one pass over the months of
// everybody, per person. month: the first month that nobody has paid, as an index.
#include <sqlite3.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>

namespace {

class Database {
 public:
  explicit Database(const std::string& file) {
    if (sqlite3_open(file.c_str(), &handle_) != SQLITE_OK) fail("open");
    // As the service has it: the same journal, sync and memory. Checkpoints as users have them.
    for (const char* pragma : {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL",
                               "PRAGMA temp_store=MEMORY", "PRAGMA cache_size=-262144",
                               "PRAGMA foreign_keys=ON", "PRAGMA wal_autocheckpoint=4096"}) {
      run(pragma);
    }
  }
  ~Database() { sqlite3_close(handle_); }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  void run(const std::string& sql) {
    char* message = nullptr;
    if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, &message) != SQLITE_OK) fail(sql);
  }
  long long number(const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(handle_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) fail(sql);
    long long value = 0;
    if (sqlite3_step(statement) == SQLITE_ROW) value = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return value;
  }
  // Steps through all rows; how many there were.
  long long rows(const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(handle_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) fail(sql);
    long long count = 0;
    long long sum = 0;
    while (sqlite3_step(statement) == SQLITE_ROW) {
      for (int i = 0; i < sqlite3_column_count(statement); ++i) {
        sum += sqlite3_column_int64(statement, i);
      }
      ++count;
    }
    sqlite3_finalize(statement);
    return sum == 0 ? 0 : count;
  }

 private:
  [[noreturn]] void fail(const std::string& doing) const {
    std::fprintf(stderr, "bulk_sqlite: %s: %s\n", doing.c_str(), sqlite3_errmsg(handle_));
    std::exit(1);
  }
  sqlite3* handle_ = nullptr;
};

// The first day of a month, in days since 1970.
std::string day_of(long long month) {
  const std::string year = std::to_string(1970 + month / 12);
  const std::string number = std::to_string(101 + month % 12).substr(1);
  return "CAST(strftime('%s', '" + year + "-" + number + "-01') / 86400 AS INTEGER)";
}

// A region is what an agency works on: each is a transaction of its own, as each is a run of ours.
constexpr const char* kRegions[] = {"441900", "440500", "330100", "140600",
                                    "350500", "320100", "330200"};

long long credits_of(Database& database, long long month, const std::string& region) {
  const std::string m = std::to_string(month);
  const std::string until = "(" + day_of(month) + " + 24)";  // the cut-off day
  database.run("BEGIN IMMEDIATE");
  database.run(
      "CREATE TEMP TABLE credited AS SELECT e.person_id AS p, e.ordinal AS o, e.region AS r, "
      "MIN(MAX(e.base_fen, 400000), 2500000) AS b, "
      "e.kind = 'retiree' OR (x.retired_on IS NOT NULL AND x.retired_on <= " +
      until +
      ") AS retired, "
      "a.balance_fen AS had, (SELECT next FROM id_block) + ROW_NUMBER() OVER "
      "(ORDER BY e.person_id) AS id FROM enrolment AS e "
      "JOIN person AS x ON x.person_id = e.person_id "
      "JOIN account AS a ON a.person_id = e.person_id AND a.region = e.region "
      "WHERE e.region = " +
      region + " AND e.scheme = 'employee' AND e.started_on <= " + until +
      " AND (e.suspended_on IS NULL OR e.suspended_on > " + until +
      ") "
      "AND (x.died_on IS NULL OR x.died_on >= " +
      until +
      ") "
      "AND NOT EXISTS (SELECT 1 FROM contribution AS c WHERE c.person_id = e.person_id "
      "AND c.month = " +
      m + ")");
  database.run("INSERT INTO contribution SELECT p, " + m +
               ", 0, o, 10, b, b * 200 / 10000, "
               "b * 650 / 10000, " +
               until + ", id / 1000 FROM credited WHERE NOT retired ORDER BY p");
  database.run(
      "INSERT INTO posting SELECT p, id, r, 'credit', 101, "
      "CASE WHEN retired THEN 9000 ELSE b * 200 / 10000 END, "
      "had + CASE WHEN retired THEN 9000 ELSE b * 200 / 10000 END, 'contribution:' || r, " +
      until + ", " + m + ", NULL, NULL, id / 1000, 1790000000000 FROM credited ORDER BY p");
  database.run(
      "UPDATE account SET balance_fen = account.balance_fen + "
      "CASE WHEN c.retired THEN 9000 ELSE c.b * 200 / 10000 END, last_posting = c.id FROM credited "
      "AS c "
      "WHERE account.person_id = c.p AND account.region = c.r");
  database.run(
      "UPDATE journal_head SET sequence = sequence + 1, hash = randomblob(32) FROM credited AS c "
      "WHERE subject = c.p");
  database.run("INSERT INTO journal SELECT -" + region +
               ", (SELECT COALESCE(MAX(sequence), 0) FROM journal "
               "WHERE subject = -" +
               region +
               ") + ROW_NUMBER() OVER (ORDER BY MIN(id)), MIN(id), "
               "'monthly_credits', 'system:0', 1790000000000, randomblob(84 * COUNT(*) + 40), "
               "randomblob(32) FROM credited GROUP BY id / 1000");
  database.run("UPDATE id_block SET next = (SELECT MAX(id) + 1 FROM credited)");
  const long long people = database.number("SELECT COUNT(*) FROM credited");
  database.run("COMMIT");
  database.run("DROP TABLE credited");
  return people;
}

long long credits(Database& database, long long month) {
  long long people = 0;
  for (const char* region : kRegions) people += credits_of(database, month, region);
  return people;
}

long long arrears(Database& database, long long month) {
  const std::string m = std::to_string(month);
  database.run("BEGIN IMMEDIATE");
  database.run("CREATE TEMP TABLE months (m INTEGER PRIMARY KEY, d INTEGER)");
  for (long long each = month - 29; each <= month; ++each) {
    database.run("INSERT INTO months VALUES (" + std::to_string(each) + ", " + day_of(each) +
                 " + 24)");
  }
  database.run(
      "CREATE TEMP TABLE owed AS SELECT e.region AS r, e.employer_id AS w, e.person_id AS p, "
      "n.m AS m, MIN(MAX(e.base_fen, 400000), 2500000) * 850 / 10000 AS amount, n.d AS d "
      "FROM enrolment AS e JOIN person AS x ON x.person_id = e.person_id CROSS JOIN months AS n "
      "WHERE e.kind = 'employee' AND e.started_on <= n.d "
      "AND (e.suspended_on IS NULL OR e.suspended_on > n.d) "
      "AND (x.died_on IS NULL OR x.died_on >= n.d) AND (x.retired_on IS NULL OR x.retired_on > "
      "n.d) "
      "AND NOT EXISTS (SELECT 1 FROM contribution AS c WHERE c.person_id = e.person_id "
      "AND c.month = n.m AND c.kind <> 20)");
  database.run(
      "INSERT INTO message SELECT (SELECT COALESCE(MAX(message_id), 0) FROM message) + "
      "ROW_NUMBER() OVER (ORDER BY p), p, 'arrears_noticed', "
      "'{\"employer\":\"************\",\"months\":\"' || MIN(m) || '..' || MAX(m) || '\"}', "
      "1790000000000 FROM owed GROUP BY p");
  database.run(
      "INSERT INTO arrears_notice SELECT r, w, " + m +
      ", 1, MIN(m) || '..' || MAX(m), "
      "COUNT(DISTINCT p), SUM(amount), SUM(amount * 5 / 10000), MAX(d), MAX(d) + 1, MAX(d) + 7, "
      "'system:0', 1790000000000 "
      "FROM owed GROUP BY r, w");
  const long long people = database.number("SELECT COUNT(*) FROM owed");
  database.run("COMMIT");
  return people;
}

}  // namespace

int main(int argc, char** argv) {
  std::map<std::string, std::string> options;
  for (int i = 2; i < argc; ++i) {
    const std::string word = argv[i];
    const std::size_t equals = word.find('=');
    if (equals != std::string::npos) options[word.substr(0, equals)] = word.substr(equals + 1);
  }
  const std::string verb = argc > 1 ? argv[1] : "";
  if (!options.contains("database")) {
    std::fprintf(stderr, "bulk_sqlite month|credits|arrears|scan database=FILE [month=683]\n");
    return 2;
  }
  Database database(options["database"]);
  if (verb == "month") {
    std::printf("%lld\n", database.number("SELECT MAX(month) + 1 FROM contribution"));
    return 0;
  }
  const auto start = std::chrono::steady_clock::now();
  const long long month = std::atoll(options["month"].c_str());
  const long long done = verb == "credits" ? credits(database, month)
                         : verb == "arrears"
                             ? arrears(database, month)
                             : database.rows(
                                   "SELECT person_id, COUNT(*), MAX(month) FROM contribution "
                                   "GROUP BY person_id ORDER BY person_id");
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  std::printf("{\"seconds\":%.3f,\"people\":%lld}\n", elapsed.count(), done);
}
