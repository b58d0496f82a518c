// One connection to the embedded database, with its prepared statements.
#pragma once

#include <sqlite3.h>

#include <atomic>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "adapters/sqlite/kept_mapping.h"
#include "adapters/sqlite/sqlite_database.h"
#include "storage/database.h"

namespace yibao::adapters {

// What the program knows of its one writer.
struct WriterState {
  std::atomic<bool> open = false;
  std::mutex mutex;
  std::string stopped;  // why nothing is written any more
};

class SqliteSession : public storage::Session {
 public:
  enum class Mode { writer, reader };

  // `state` is for a writer only.
  SqliteSession(const SqliteOptions& options, Mode mode, WriterState* state);
  ~SqliteSession() override;
  SqliteSession(const SqliteSession&) = delete;
  SqliteSession& operator=(const SqliteSession&) = delete;

  void begin() override;
  void commit() override;
  void rollback() override;
  void tidy_up() override { checkpoint_above(kCheckpointPages); }
  using storage::Session::select;
  storage::Rows select(const storage::Statement& statement,
                       std::span<const storage::Value> parameters) override;
  void visit(const storage::Statement& statement, std::span<const storage::Value> parameters,
             const Visitor& visitor) override;
  std::vector<storage::Rows> select_keyed(const storage::KeyedSelect& select,
                                          std::span<const storage::Value> keys) override;
  void insert_rows(const storage::Table& table, std::span<const storage::Row* const> rows) override;
  void update_rows(const storage::Table& table, std::span<const storage::Row* const> rows) override;
  storage::Rows lock_heads(std::span<const std::int64_t> subjects) override;
  void execute(std::string_view sql) override;

 private:
  // Above this much of the log, in pages of 4096 bytes: 8 MiB. It takes some 50 ms on a disk of
  // 200 MB/s; with 16 MiB that was 100 ms, for as many payments a second; 4 MiB cost 8 % of them. A
  // checkpoint copies each page once however often it was written, so rarer is cheaper; a restart
  // replays little more than this.
  static constexpr int kCheckpointPages = 2048;
  static constexpr int kCheckpointPagesUntidied = 2 * kCheckpointPages;

  // Statements are constants or belong to a table: the address names them.
  enum class Use { plain, keyed, insert, update };
  template<class MakeSql>
  sqlite3_stmt* prepared(const void* owner, Use use, MakeSql make_sql);
  enum class Expect { anything, one_change };
  sqlite3_stmt* bound(const storage::Statement& statement,
                      std::span<const storage::Value> parameters);
  void run_rows(sqlite3_stmt* statement, std::span<const storage::Row* const> rows, Expect expect);
  void open(const SqliteOptions& options);
  void close();
  void checkpoint_above(int pages);
  [[noreturn]] void fail(int code, std::string_view doing);

  KeptMapping mapping_;
  sqlite3* handle_ = nullptr;
  Mode mode_;
  WriterState* state_;
  std::string stopped_;  // the fault after which this writer writes no more
  std::unordered_map<const void*, sqlite3_stmt*> statements_[4];
  int wal_pages_ = 0;
};

}  // namespace yibao::adapters
