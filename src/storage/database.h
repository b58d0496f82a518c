// The database port: what a use case may ask of SQLite and of PostgreSQL alike.
//
// SQL is written once, in the dialect both engines share, as named constants beside the feature
// that owns the table, with $1..$n. A Session is one connection and belongs to one thread at a
// time. Everything here throws Fault when the engine or the disk fails, and Conflict when a
// constraint says no; neither leaves a transaction half written.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "storage/value.h"

namespace yibao::storage {

// A statement with a stable name: the name goes to logs and metrics.
struct Statement {
  std::string_view name;
  std::string_view sql;
};

// A select by one key, written with the token {key} behind the key column:
//   SELECT person_id, … FROM account WHERE person_id {key} ORDER BY person_id, region
// The first column is the key. Sets of keys are one round trip on PostgreSQL (= ANY) and a loop
// over one prepared statement on SQLite, where there is no round trip to save.
struct KeyedSelect {
  std::string_view name;
  std::string_view sql;
  ColumnType key = ColumnType::integer;
};

// A unique or check constraint refused a row: another command was faster, or a bug.
class Conflict : public Fault {
 public:
  using Fault::Fault;
};

// The same transaction may succeed when it is tried again (deadlock, serialisation).
class Retry : public Fault {
 public:
  using Fault::Fault;
};

// The connection is gone; whether a commit under way was done, only the database knows. The next
// begin() or select connects anew.
class ConnectionLost : public Fault {
 public:
  using Fault::Fault;
};

class Session {
 public:
  virtual ~Session() = default;

  // A reader sees one snapshot from its first select to the end of the transaction; a writer sees
  // what was committed before each of its selects, its own writes included.
  virtual void begin() = 0;
  // Durable when it returns. Writes may be sent as late as here, and fail here.
  virtual void commit() = 0;
  virtual void rollback() = 0;  // never throws
  // Between two transactions of a writer: what its commits have put off, so that who waits for one
  // does not wait for that too. One that is not called for a long time does it by itself.
  virtual void tidy_up() {}

  virtual Rows select(const Statement& statement, std::span<const Value> parameters) = 0;
  // The same, one row at a time, for more rows than memory should hold: the row is gone when
  // `visitor` returns. It must not ask this session anything.
  using Visitor = std::function<void(std::span<const Value> row)>;
  virtual void visit(const Statement& statement, std::span<const Value> parameters,
                     const Visitor& visitor);
  // One group of rows per key, in the order of the keys.
  virtual std::vector<Rows> select_keyed(const KeyedSelect& select,
                                         std::span<const Value> keys) = 0;

  // Rows in the order of the table's columns.
  virtual void insert_rows(const Table& table, std::span<const Row* const> rows) = 0;
  // Replaces whole rows by primary key; a row that is not there is a Bug.
  virtual void update_rows(const Table& table, std::span<const Row* const> rows) = 0;
  // Several keyed selects at once: one round trip where there is a network between.
  struct KeyedRequest {
    const KeyedSelect* select;
    std::span<const Value> keys;
  };
  virtual std::vector<std::vector<Rows>> select_keyed_all(std::span<const KeyedRequest> requests);

  // Locks the heads of journals until the end of the transaction, in the order given, and returns
  // them: subject, sequence, hash. A subject without a head yet has no row. Where one writer
  // excludes all others the lock is there already.
  virtual Rows lock_heads(std::span<const std::int64_t> subjects) = 0;

  // The same, and then the answers to the requests: what they see was committed before the locks
  // were there. One round trip where there is a network between.
  struct Locked {
    Rows heads;
    std::vector<std::vector<Rows>> answers;
  };
  virtual Locked lock_and_select(std::span<const std::int64_t> subjects,
                                 std::span<const KeyedRequest> requests);

  // Migrations and maintenance only.
  virtual void execute(std::string_view sql) = 0;

  Rows select(const Statement& statement, std::initializer_list<Value> parameters) {
    return select(statement, std::span<const Value>(parameters.begin(), parameters.size()));
  }
  void insert_row(const Table& table, const Row& row) {
    const Row* rows[] = {&row};
    insert_rows(table, rows);
  }
};

class Database {
 public:
  virtual ~Database() = default;
  virtual std::string engine() const = 0;  // "sqlite" or "postgres"
  // The one session that may write (SQLite), or one of the pool (PostgreSQL).
  virtual std::unique_ptr<Session> writer() = 0;
  virtual std::unique_ptr<Session> reader() = 0;  // cannot write
  // How many writers may exist at once.
  virtual int writers_max() const = 0;
  // Why nothing is written any more, after a fault of the disk; empty while all is well.
  virtual std::string writing_stopped() { return {}; }
  // Replaces the three tokens of schema files by this engine's words.
  virtual std::string translate_schema(std::string_view sql) const = 0;
  virtual bool has_table(Session& session, std::string_view table) = 0;
};

}  // namespace yibao::storage
