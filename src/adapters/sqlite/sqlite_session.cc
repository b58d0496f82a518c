#include "adapters/sqlite/sqlite_session.h"

namespace yibao::adapters {

namespace {

using storage::Bytes;
using storage::Row;
using storage::Rows;
using storage::Table;
using storage::Value;

// Prepared like any other: every answer begins and ends a transaction, parsing would show.
constexpr storage::Statement kBeginWriting{"sqlite_begin_writing", "BEGIN IMMEDIATE"};
constexpr storage::Statement kBeginReading{"sqlite_begin_reading", "BEGIN"};
constexpr storage::Statement kCommit{"sqlite_commit", "COMMIT"};

// $1 would be a name to SQLite, numbered by first appearance; ?1 is a number.
std::string numbered(std::string_view sql) {
  std::string text(sql);
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] == '$' && text[i + 1] >= '1' && text[i + 1] <= '9') text[i] = '?';
  }
  return text;
}

int bind(sqlite3_stmt* statement, int index, const Value& value) {
  if (const std::int64_t* number = value.if_integer()) {
    return sqlite3_bind_int64(statement, index, *number);
  }
  // The values outlive the step: no copy is made.
  if (const std::string* text = value.if_text()) {
    return sqlite3_bind_text64(statement, index, text->data(), text->size(), SQLITE_STATIC,
                               SQLITE_UTF8);
  }
  if (const Bytes* bytes = value.if_bytes()) {
    return sqlite3_bind_blob64(statement, index, bytes->data.data(), bytes->data.size(),
                               SQLITE_STATIC);
  }
  return sqlite3_bind_null(statement, index);
}

// Each sqlite3_column_… looks the column up and locks the connection anew. Ours is used by one
// thread at a time, so the value may be asked by itself.
Value column(sqlite3_stmt* statement, int index) {
  sqlite3_value* value = sqlite3_column_value(statement, index);
  switch (sqlite3_value_type(value)) {
    case SQLITE_INTEGER:
      return std::int64_t{sqlite3_value_int64(value)};
    case SQLITE_TEXT: {
      const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
      return std::string(text, static_cast<std::size_t>(sqlite3_value_bytes(value)));
    }
    case SQLITE_BLOB: {
      const void* data = sqlite3_value_blob(value);
      const auto size = static_cast<std::size_t>(sqlite3_value_bytes(value));
      return size == 0 ? Bytes{} : Bytes{std::string(static_cast<const char*>(data), size)};
    }
    case SQLITE_NULL:
      return {};
    default:
      YB_CHECK(false, "a fraction in the database");
  }
}

Row read_row(sqlite3_stmt* statement) {
  const int columns = sqlite3_column_count(statement);
  Row row;
  row.reserve(static_cast<std::size_t>(columns));
  for (int i = 0; i < columns; ++i) row.push_back(column(statement, i));
  return row;
}

// Resets a statement however its use ends, so that it never keeps a read lock.
class Resetting {
 public:
  explicit Resetting(sqlite3_stmt* statement) : statement_(statement) {}
  ~Resetting() { sqlite3_reset(statement_); }
  Resetting(const Resetting&) = delete;
  Resetting& operator=(const Resetting&) = delete;

 private:
  sqlite3_stmt* statement_;
};

std::string insert_sql(const Table& table) {
  std::string names;
  std::string places;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    names += (i > 0 ? ", " : "") + std::string(table.columns[i].name);
    places += (i > 0 ? ", ?" : "?") + std::to_string(i + 1);
  }
  return "INSERT INTO " + std::string(table.name) + " (" + names + ") VALUES (" + places + ")";
}

std::string update_sql(const Table& table) {
  std::string changes;
  std::string keys;
  for (int i = 0; i < static_cast<int>(table.columns.size()); ++i) {
    const std::string term = std::string(table.columns[i].name) + " = ?" + std::to_string(i + 1);
    if (i < table.key_columns) {
      keys += (keys.empty() ? "" : " AND ") + term;
    } else {
      changes += (changes.empty() ? "" : ", ") + term;
    }
  }
  return "UPDATE " + std::string(table.name) + " SET " + changes + " WHERE " + keys;
}

}  // namespace

SqliteSession::SqliteSession(const SqliteOptions& options, Mode mode, WriterState* state)
    : mode_(mode), state_(state) {
  try {
    open(options);
  } catch (...) {
    close();
    throw;
  }
}

SqliteSession::~SqliteSession() {
  close();
}

void SqliteSession::open(const SqliteOptions& options) {
  const int flags =
      (mode_ == Mode::writer ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY) |
      SQLITE_OPEN_NOMUTEX;
  // unix-excl keeps the WAL's index in this process' memory: no other process may open the file
  // anyway, the system's locks are saved, and no reader waits for the journal of the file system
  // before it may note, in a mapped file, how far it reads.
  const char* vfs = options.vfs.empty() ? "unix-excl" : options.vfs.c_str();
  const int code = sqlite3_open_v2(options.path.c_str(), &handle_, flags, vfs);
  if (code != SQLITE_OK) fail(code, "open " + options.path);
  sqlite3_extended_result_codes(handle_, 1);
  sqlite3_busy_timeout(handle_, 5'000);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  if (mode_ == Mode::writer) {
    execute("PRAGMA journal_mode=WAL");
    execute("PRAGMA synchronous=FULL");
    execute("PRAGMA foreign_keys=ON");
    // Replaces SQLite's own checkpoints: only checkpoint_above decides.
    sqlite3_wal_hook(
        handle_,
        [](void* pages, sqlite3*, const char*, int in_wal) {
          *static_cast<int*>(pages) = in_wal;
          return SQLITE_OK;
        },
        &wal_pages_);
  } else {
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  }
  execute("PRAGMA temp_store=MEMORY");
  execute("PRAGMA cache_size=-" + std::to_string(options.cache_mebibytes * 1024));
  // What the writer loads for its commands is mapped too; what it changes it reads into its cache.
  execute("PRAGMA mmap_size=" + std::to_string(1LL << 33));
  if (mode_ == Mode::reader) mapping_.keep(handle_);
}

void SqliteSession::close() {
  for (auto& uses : statements_) {
    for (auto& [owner, statement] : uses) sqlite3_finalize(statement);
  }
  sqlite3_close(handle_);
  if (state_ != nullptr) state_->open.store(false);
}

void SqliteSession::fail(int code, std::string_view doing) {
  const std::string text = "sqlite: " + std::string(doing) + ": " +
                           (handle_ != nullptr ? sqlite3_errmsg(handle_) : sqlite3_errstr(code));
  const int kind = code & 0xFF;
  if (kind == SQLITE_CONSTRAINT) throw storage::Conflict(text);
  // What the disk has lost without telling cannot be known after this: a second sync may succeed
  // although the first one failed and its pages are gone. So this writer writes no more.
  const bool of_the_disk = kind == SQLITE_IOERR || kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB;
  if (of_the_disk && state_ != nullptr && stopped_.empty()) {
    stopped_ = text;
    const std::lock_guard lock(state_->mutex);
    state_->stopped = text;
  }
  throw Fault(text);
}

template<class MakeSql>
sqlite3_stmt* SqliteSession::prepared(const void* owner, Use use, MakeSql make_sql) {
  sqlite3_stmt*& statement = statements_[static_cast<int>(use)][owner];
  if (statement == nullptr) {
    const std::string text = numbered(make_sql());
    const int code = sqlite3_prepare_v3(handle_, text.data(), static_cast<int>(text.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) fail(code, text);
  }
  return statement;
}

void SqliteSession::begin() {
  if (!stopped_.empty()) throw Fault("writing has stopped after: " + stopped_);
  select(mode_ == Mode::writer ? kBeginWriting : kBeginReading, {});
}

void SqliteSession::commit() {
  select(kCommit, {});
  if (mode_ == Mode::writer) checkpoint_above(kCheckpointPagesUntidied);
}

void SqliteSession::rollback() {
  if (sqlite3_get_autocommit(handle_) == 0) {
    sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr);
  }
}

sqlite3_stmt* SqliteSession::bound(const storage::Statement& statement,
                                   std::span<const Value> parameters) {
  sqlite3_stmt* known = prepared(statement.sql.data(), Use::plain, [&] { return statement.sql; });
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const int code = bind(known, static_cast<int>(i) + 1, parameters[i]);
    if (code != SQLITE_OK) fail(code, statement.name);
  }
  return known;
}

// One row's values are written over the last one's: an integer costs no memory.
void SqliteSession::visit(const storage::Statement& statement, std::span<const Value> parameters,
                          const Visitor& visitor) {
  sqlite3_stmt* known = bound(statement, parameters);
  const Resetting resetting(known);
  Row row(static_cast<std::size_t>(sqlite3_column_count(known)));
  for (;;) {
    const int code = sqlite3_step(known);
    if (code == SQLITE_DONE) return;
    if (code != SQLITE_ROW) fail(code, statement.name);
    for (std::size_t i = 0; i < row.size(); ++i) row[i] = column(known, static_cast<int>(i));
    visitor(row);
  }
}

Rows SqliteSession::select(const storage::Statement& statement, std::span<const Value> parameters) {
  sqlite3_stmt* prepared_statement = bound(statement, parameters);
  const Resetting resetting(prepared_statement);
  Rows rows;
  for (;;) {
    const int code = sqlite3_step(prepared_statement);
    if (code == SQLITE_DONE) return rows;
    if (code != SQLITE_ROW) fail(code, statement.name);
    rows.push_back(read_row(prepared_statement));
  }
}

std::vector<Rows> SqliteSession::select_keyed(const storage::KeyedSelect& select,
                                              std::span<const Value> keys) {
  sqlite3_stmt* known = prepared(select.sql.data(), Use::keyed, [&] {
    std::string sql(select.sql);
    return sql.replace(sql.find("{key}"), 5, "= ?1");
  });
  std::vector<Rows> groups(keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const Resetting resetting(known);
    bind(known, 1, keys[i]);
    int code = sqlite3_step(known);
    for (; code == SQLITE_ROW; code = sqlite3_step(known)) groups[i].push_back(read_row(known));
    if (code != SQLITE_DONE) fail(code, select.name);
  }
  return groups;
}

void SqliteSession::run_rows(sqlite3_stmt* statement, std::span<const Row* const> rows,
                             Expect expect) {
  for (const Row* row : rows) {
    const Resetting resetting(statement);
    for (std::size_t i = 0; i < row->size(); ++i) {
      bind(statement, static_cast<int>(i) + 1, (*row)[i]);
    }
    const int code = sqlite3_step(statement);
    if (code != SQLITE_DONE) fail(code, sqlite3_sql(statement));
    YB_CHECK(expect == Expect::anything || sqlite3_changes(handle_) == 1, "an update met no row");
  }
}

void SqliteSession::insert_rows(const Table& table, std::span<const Row* const> rows) {
  run_rows(prepared(&table, Use::insert, [&] { return insert_sql(table); }), rows,
           Expect::anything);
}

void SqliteSession::update_rows(const Table& table, std::span<const Row* const> rows) {
  run_rows(prepared(&table, Use::update, [&] { return update_sql(table); }), rows,
           Expect::one_change);
}

Rows SqliteSession::lock_heads(std::span<const std::int64_t> subjects) {
  static constexpr storage::KeyedSelect kHeads{
      "sqlite_heads", "SELECT subject, sequence, hash FROM journal_head WHERE subject {key}"};
  const std::vector<Value> keys(subjects.begin(), subjects.end());
  Rows heads;
  for (Rows& rows : select_keyed(kHeads, keys)) {
    for (Row& row : rows) heads.push_back(std::move(row));
  }
  return heads;
}

void SqliteSession::execute(std::string_view sql) {
  char* message = nullptr;
  const int code = sqlite3_exec(handle_, std::string(sql).c_str(), nullptr, nullptr, &message);
  sqlite3_free(message);
  if (code != SQLITE_OK) fail(code, sql.substr(0, 200));
}

void SqliteSession::checkpoint_above(int pages) {
  if (wal_pages_ < pages) return;
  const int code =
      sqlite3_wal_checkpoint_v2(handle_, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  if (code != SQLITE_OK && code != SQLITE_BUSY) fail(code, "checkpoint");
  wal_pages_ = 0;  // counted anew from the next commit, so that a reader in the way costs one try
}

}  // namespace yibao::adapters
