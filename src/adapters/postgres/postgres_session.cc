#include "adapters/postgres/postgres_session.h"

#include <poll.h>

#include <algorithm>
#include <memory>

#include "adapters/postgres/unfit.h"

namespace yibao::adapters {

namespace {

using storage::Row;
using storage::Rows;
using storage::Table;
using storage::Value;

using Result = std::unique_ptr<PGresult, decltype(&PQclear)>;

constexpr std::size_t kCopyRows = 300;

Result own(PGresult* result) {
  return {result, &PQclear};
}

bool succeeded(const PGresult* result) {
  const ExecStatusType status = PQresultStatus(result);
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

// INSERT INTO t (a, b) SELECT * FROM unnest($1::bigint[], $2::text[])
std::string insert_sql(const Table& table) {
  std::string names;
  std::string arrays;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const std::string comma = i > 0 ? ", " : "";
    names += comma + std::string(table.columns[i].name);
    arrays += comma + "$" + std::to_string(i + 1) +
              "::" + std::string(wire::type_name(table.columns[i].type)) + "[]";
  }
  return "INSERT INTO " + std::string(table.name) + " (" + names + ") SELECT * FROM unnest(" +
         arrays + ")";
}

// COPY t (a, b) FROM STDIN (FORMAT binary)
std::string copy_sql(const Table& table) {
  std::string names;
  for (const storage::Column& column : table.columns) {
    names += (names.empty() ? "" : ", ") + std::string(column.name);
  }
  return "COPY " + std::string(table.name) + " (" + names + ") FROM STDIN (FORMAT binary)";
}

// A row that an update does not meet divides by zero: the server itself says no, and the commit may
// be on its way behind the writes before anybody here has counted.
constexpr std::string_view kDivisionByZero = "22012";
constexpr std::string_view kNoRight = "42501";
constexpr std::string_view kNoSchema = "3F000";  // to make a table in: none that may be used

// WITH changed AS (UPDATE t SET b = v.b FROM unnest(…) AS v (a, b) WHERE t.a = v.a RETURNING 1)
// SELECT 1 / (all of them)
std::string update_sql(const Table& table) {
  std::string names;
  std::string arrays;
  std::string changes;
  std::string keys;
  for (int i = 0; i < static_cast<int>(table.columns.size()); ++i) {
    const std::string name(table.columns[i].name);
    const std::string comma = i > 0 ? ", " : "";
    names += comma + name;
    arrays += comma + "$" + std::to_string(i + 1) +
              "::" + std::string(wire::type_name(table.columns[i].type)) + "[]";
    if (i < table.key_columns) {
      keys += (keys.empty() ? "t." : " AND t.") + name + " = v." + name;
    } else {
      changes += (changes.empty() ? "" : ", ") + name + " = v." + name;
    }
  }
  return "WITH changed AS (UPDATE " + std::string(table.name) + " AS t SET " + changes +
         " FROM unnest(" + arrays + ") AS v (" + names + ") WHERE " + keys +
         " RETURNING 1) SELECT 1 / CAST(COUNT(*) = cardinality($1) AS INTEGER) FROM changed";
}

wire::Parameters columns_of(const Table& table, std::span<const Row* const> rows) {
  wire::Parameters parameters;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    parameters.add_column(rows, i, table.columns[i].type);
  }
  return parameters;
}

// Locks in the order of the subjects: the sort comes before the locking. An UPDATE over a join
// would lock in whatever order the plan meets the rows, and two batches could wait for each other.
constexpr std::string_view kLockHeads =
    "SELECT subject, sequence, hash FROM journal_head WHERE subject = ANY($1::bigint[]) "
    "ORDER BY subject FOR NO KEY UPDATE";

void append_rows(Rows& rows, const PGresult* result) {
  const int count = PQntuples(result);
  rows.reserve(rows.size() + static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) rows.push_back(wire::read_row(result, i));
}

// The rows of each key, in the order of the keys; the key is the first column.
std::vector<Rows> group_by_key(std::span<const Value> keys, Rows rows) {
  std::vector<Rows> groups(keys.size());
  std::vector<std::size_t> order(keys.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return keys[a] < keys[b]; });
  for (Row& row : rows) {
    const auto at =
        std::lower_bound(order.begin(), order.end(), row[0],
                         [&](std::size_t i, const Value& key) { return keys[i] < key; });
    YB_CHECK(at != order.end() && keys[*at] == row[0], "a row of another key");
    groups[*at].push_back(std::move(row));
  }
  for (std::size_t i = 1; i < order.size(); ++i) {  // a key that was given twice
    if (keys[order[i]] == keys[order[i - 1]]) groups[order[i]] = groups[order[i - 1]];
  }
  return groups;
}

// The library tells no code of a connection that did not come about, only the server's words.
Reason why_not_reached(std::string told) {
  const std::size_t newest = told.find("FATAL:");
  if (newest != std::string::npos) told = told.substr(newest);
  std::ranges::replace_if(
      told, [](char c) { return c == '\n' || c == '\t'; }, ' ');
  while (told.ends_with(' ')) told.pop_back();
  const bool missing = told.find("database \"") != std::string::npos &&
                       told.find("does not exist") != std::string::npos;
  return {missing ? "database_missing" : "database_not_reached", {{"told", told}}, {}};
}

}  // namespace

PostgresSession::PostgresSession(const std::string& url, Mode mode) : url_(url), mode_(mode) {
  connect();
}

PostgresSession::~PostgresSession() {
  PQfinish(connection_);
}

void PostgresSession::connect() {
  connection_ = PQconnectdb(url_.c_str());
  if (PQstatus(connection_) != CONNECTION_OK) {
    const std::string text = PQerrorMessage(connection_);
    PQfinish(connection_);
    connection_ = nullptr;
    throw UnfitDatabase("postgres: cannot connect: " + text, why_not_reached(text));
  }
  for (auto& uses : statements_) uses.clear();
  queued_.clear();
  lost_ = false;
  execute("SET client_min_messages = warning; SET jit = off");
  // A writer must see what was committed before it got its locks, a reader one moment only.
  // What a writer asks and changes is always by key. A plan made for one set of keys would read the
  // whole table instead where the set is large, and would be made anew each time.
  execute(mode_ == Mode::writer ? "SET default_transaction_isolation = 'read committed'; "
                                  "SET plan_cache_mode = force_generic_plan"
                                : "SET default_transaction_isolation = 'repeatable read'; "
                                  "SET default_transaction_read_only = on");
}

void PostgresSession::reconnect_when_lost() {
  if (in_transaction_) return;
  notice_goodbye();
  if (!lost_ && PQstatus(connection_) == CONNECTION_OK) return;
  PQfinish(connection_);
  connection_ = nullptr;
  connect();
}

void PostgresSession::fail(const PGresult* result, const std::string& doing) {
  const char* state = result != nullptr ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
  const std::string code = state != nullptr ? state : "";
  const std::string text = "postgres: " + doing + ": " +
                           (result != nullptr && state != nullptr ? PQresultErrorMessage(result)
                                                                  : PQerrorMessage(connection_));
  YB_CHECK(code != kDivisionByZero, "an update met another number of rows");
  if (code.starts_with("23")) throw storage::Conflict(text);
  if (code == "40P01" || code == "40001") throw storage::Retry(text);
  // 08: connection exceptions; 57P01 to 57P03: the server ended the connection.
  lost_ = lost_ || PQstatus(connection_) != CONNECTION_OK || code.starts_with("08") ||
          code.starts_with("57P0");
  if (lost_) throw storage::ConnectionLost(text);
  if (code == kNoRight || code == kNoSchema) {
    const char* told = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    throw UnfitDatabase(text, {"database_right_missing", {{"told", told}}, {}});
  }
  throw Fault(text);
}

template<class MakeSql>
const std::string& PostgresSession::prepared(const void* owner, Use use, MakeSql make_sql) {
  reconnect_when_lost();
  std::string& name = statements_[static_cast<int>(use)][owner];
  if (name.empty()) {
    drain();
    const std::string sql(make_sql());
    const std::string fresh = "s" + std::to_string(next_name_++);
    const Result result = own(PQprepare(connection_, fresh.c_str(), sql.c_str(), 0, nullptr));
    if (!succeeded(result.get())) {
      statements_[static_cast<int>(use)].erase(owner);
      fail(result.get(), sql);
    }
    name = fresh;
  }
  return name;
}

Rows PostgresSession::run(const std::string& name, const wire::Parameters& parameters) {
  Rows rows;
  queue(name, parameters, {name, &rows});
  drain();
  return rows;
}

void PostgresSession::queue(const std::string& name, const wire::Parameters& parameters,
                            Queued queued) {
  if (PQpipelineStatus(connection_) == PQ_PIPELINE_OFF) PQenterPipelineMode(connection_);
  if (PQsendQueryPrepared(connection_, name.c_str(), parameters.count(),
                          parameters.pointers().data(), parameters.lengths().data(),
                          parameters.formats().data(), 1) != 1) {
    fail(nullptr, queued.what);
  }
  queued_.push_back(std::move(queued));
}

void PostgresSession::drain() {
  if (PQpipelineStatus(connection_) == PQ_PIPELINE_OFF) return;
  const std::vector<Queued> queued = std::move(queued_);
  queued_.clear();
  if (PQpipelineSync(connection_) != 1) fail(nullptr, "sync");
  Result error = own(nullptr);
  std::string error_of;
  for (const Queued& each : queued) {
    for (PGresult* raw = PQgetResult(connection_); raw != nullptr; raw = PQgetResult(connection_)) {
      Result result = own(raw);
      if (succeeded(raw)) {
        if (each.into != nullptr) append_rows(*each.into, raw);
      } else if (error == nullptr && PQresultStatus(raw) != PGRES_PIPELINE_ABORTED) {
        error = std::move(result);
        error_of = each.what;
      }
    }
  }
  PQclear(PQgetResult(connection_));  // the sync
  PQexitPipelineMode(connection_);
  if (error != nullptr) fail(error.get(), error_of);
  if (PQstatus(connection_) != CONNECTION_OK) fail(nullptr, "connection lost");
}

// Nothing is expected on an idle connection: what can be read is the server's goodbye.
void PostgresSession::notice_goodbye() {
  pollfd waiting{PQsocket(connection_), POLLIN, 0};
  for (int i = 0; i < 3 && !lost_ && poll(&waiting, 1, 0) > 0; ++i) {
    lost_ = PQconsumeInput(connection_) == 0 || PQstatus(connection_) != CONNECTION_OK;
  }
}

void PostgresSession::queue_plain(const char* sql) {
  if (PQpipelineStatus(connection_) == PQ_PIPELINE_OFF) PQenterPipelineMode(connection_);
  if (PQsendQueryParams(connection_, sql, 0, nullptr, nullptr, nullptr, nullptr, 1) != 1) {
    fail(nullptr, sql);
  }
  queued_.push_back({sql});
}

// Goes out with the first statement of the transaction: no round trip of its own.
void PostgresSession::begin() {
  reconnect_when_lost();
  drain();
  queue_plain("BEGIN");
  in_transaction_ = true;
}

void PostgresSession::commit() {
  // The transaction is over however this ends; only until then must the connection be the same.
  struct Ending {
    bool& in_transaction;
    ~Ending() { in_transaction = false; }
  } const ending{in_transaction_};
  // Right behind the writes: the server skips it when one of them has failed.
  queue_plain("COMMIT");
  drain();
}

void PostgresSession::rollback() {
  try {
    drain();
  } catch (const std::exception&) {
    // The transaction is being given up: what failed in it has been reported already.
  }
  if (PQtransactionStatus(connection_) != PQTRANS_IDLE) PQclear(PQexec(connection_, "ROLLBACK"));
  in_transaction_ = false;
}

Rows PostgresSession::select(const storage::Statement& statement,
                             std::span<const Value> parameters) {
  wire::Parameters bound;
  for (const Value& value : parameters) bound.add(value);
  return run(prepared(statement.sql.data(), Use::plain, [&] { return statement.sql; }), bound);
}

const std::string& PostgresSession::prepared_keyed(const storage::KeyedSelect& select) {
  return prepared(select.sql.data(), Use::keyed, [&] {
    std::string sql(select.sql);
    return sql.replace(sql.find("{key}"), 5,
                       "= ANY($1::" + std::string(wire::type_name(select.key)) + "[])");
  });
}

std::vector<Rows> PostgresSession::select_keyed(const storage::KeyedSelect& select,
                                                std::span<const Value> keys) {
  const KeyedRequest request[] = {{&select, keys}};
  return std::move(select_keyed_all(request).front());
}

std::vector<std::vector<Rows>> PostgresSession::select_keyed_all(
    std::span<const KeyedRequest> requests) {
  // Preparing waits for answers, so it comes before anything is sent.
  for (const KeyedRequest& request : requests) prepared_keyed(*request.select);
  std::vector<Rows> all(requests.size());
  for (std::size_t i = 0; i < requests.size(); ++i) {
    wire::Parameters parameters;
    parameters.add_keys(requests[i].keys, requests[i].select->key);
    queue(prepared_keyed(*requests[i].select), parameters,
          {std::string(requests[i].select->name), &all[i]});
  }
  drain();
  std::vector<std::vector<Rows>> answers;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    answers.push_back(group_by_key(requests[i].keys, std::move(all[i])));
  }
  return answers;
}

void PostgresSession::copy_in(const Table& table, std::span<const Row* const> rows) {
  reconnect_when_lost();
  drain();  // COPY has no place in a pipeline
  const std::string sql = copy_sql(table);
  const Result started = own(PQexec(connection_, sql.c_str()));
  if (PQresultStatus(started.get()) != PGRES_COPY_IN) fail(started.get(), sql);
  const std::string data = wire::copy_rows(rows);
  if (PQputCopyData(connection_, data.data(), static_cast<int>(data.size())) != 1 ||
      PQputCopyEnd(connection_, nullptr) != 1) {
    fail(nullptr, sql);
  }
  Result result = own(nullptr);
  while (PGresult* raw = PQgetResult(connection_)) {
    if (result != nullptr && !succeeded(result.get())) {
      PQclear(raw);
    } else {
      result = own(raw);
    }
  }
  if (!succeeded(result.get())) fail(result.get(), sql);
}

void PostgresSession::insert_rows(const Table& table, std::span<const Row* const> rows) {
  if (rows.empty()) return;
  if (rows.size() >= kCopyRows) return copy_in(table, rows);
  queue(prepared(&table, Use::insert, [&] { return insert_sql(table); }), columns_of(table, rows),
        {std::string(table.name)});
}

void PostgresSession::update_rows(const Table& table, std::span<const Row* const> rows) {
  if (rows.empty()) return;
  queue(prepared(&table, Use::update, [&] { return update_sql(table); }), columns_of(table, rows),
        {std::string(table.name)});
}

void PostgresSession::queue_lock(std::span<const std::int64_t> subjects, Rows& into) {
  const std::vector<Value> keys(subjects.begin(), subjects.end());
  wire::Parameters parameters;
  parameters.add_keys(keys, storage::ColumnType::integer);
  queue(prepared(kLockHeads.data(), Use::plain, [] { return kLockHeads; }), parameters,
        {"lock_heads", &into});
}

Rows PostgresSession::lock_heads(std::span<const std::int64_t> subjects) {
  Rows heads;
  queue_lock(subjects, heads);
  drain();
  return heads;
}

// In one pipeline: each statement sees what was committed before it began, so the selects see what
// was committed before the locks were there.
storage::Session::Locked PostgresSession::lock_and_select(std::span<const std::int64_t> subjects,
                                                          std::span<const KeyedRequest> requests) {
  for (const KeyedRequest& request : requests) prepared_keyed(*request.select);
  Locked locked;
  queue_lock(subjects, locked.heads);
  locked.answers = select_keyed_all(requests);
  return locked;
}

void PostgresSession::execute(std::string_view sql) {
  reconnect_when_lost();
  drain();
  const Result result = own(PQexec(connection_, std::string(sql).c_str()));
  if (!succeeded(result.get()) && PQresultStatus(result.get()) != PGRES_EMPTY_QUERY) {
    fail(result.get(), std::string(sql.substr(0, 200)));
  }
}

}  // namespace yibao::adapters
