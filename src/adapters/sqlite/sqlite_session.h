// One connection to the embedded database, with its prepared statements.
#pragma once

#include <sqlite3.h>

#include <atomic>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "adapters/sqlite/sqlite_database.h"
#include "storage/database.h"

namespace yibao::adapters {

class SqliteSession : public storage::Session {
 public:
  enum class Mode { writer, reader };

  // `in_use` is cleared when a writer is closed.
  SqliteSession(const SqliteOptions& options, Mode mode, std::atomic<bool>* in_use);
  ~SqliteSession() override;
  SqliteSession(const SqliteSession&) = delete;
  SqliteSession& operator=(const SqliteSession&) = delete;

  void begin() override;
  void commit() override;
  void rollback() override;
  using storage::Session::select;
  storage::Rows select(const storage::Statement& statement,
                       std::span<const storage::Value> parameters) override;
  std::vector<storage::Rows> select_keyed(const storage::KeyedSelect& select,
                                          std::span<const storage::Value> keys) override;
  void insert_rows(const storage::Table& table, std::span<const storage::Row* const> rows) override;
  void update_rows(const storage::Table& table, std::span<const storage::Row* const> rows) override;
  void lock_heads(std::span<const std::int64_t> subjects) override;
  void execute(std::string_view sql) override;

 private:
  // Statements are constants or belong to a table: the address names them.
  enum class Use { plain, keyed, insert, update };
  template<class MakeSql>
  sqlite3_stmt* prepared(const void* owner, Use use, MakeSql make_sql);
  enum class Expect { anything, one_change };
  void run_rows(sqlite3_stmt* statement, std::span<const storage::Row* const> rows, Expect expect);
  void checkpoint_when_due();
  [[noreturn]] void fail(int code, std::string_view doing) const;

  sqlite3* handle_ = nullptr;
  Mode mode_;
  std::atomic<bool>* in_use_;
  std::unordered_map<const void*, sqlite3_stmt*> statements_[4];
  int wal_pages_ = 0;
};

}  // namespace yibao::adapters
