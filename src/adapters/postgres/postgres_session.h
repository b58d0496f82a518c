// One connection to PostgreSQL, with its prepared statements. Parameters and results travel in
// binary form. Writes are queued in pipeline mode and settled by the commit, so that a batch costs
// one round trip however many tables it touches.
#pragma once

#include <libpq-fe.h>

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "adapters/postgres/wire.h"
#include "storage/database.h"

namespace yibao::adapters {

class PostgresSession : public storage::Session {
 public:
  enum class Mode { writer, reader };

  PostgresSession(const std::string& url, Mode mode);
  ~PostgresSession() override;
  PostgresSession(const PostgresSession&) = delete;
  PostgresSession& operator=(const PostgresSession&) = delete;

  void begin() override;
  void commit() override;
  void rollback() override;
  using storage::Session::select;
  storage::Rows select(const storage::Statement& statement,
                       std::span<const storage::Value> parameters) override;
  std::vector<storage::Rows> select_keyed(const storage::KeyedSelect& select,
                                          std::span<const storage::Value> keys) override;
  std::vector<std::vector<storage::Rows>> select_keyed_all(
      std::span<const KeyedRequest> requests) override;
  void insert_rows(const storage::Table& table, std::span<const storage::Row* const> rows) override;
  void update_rows(const storage::Table& table, std::span<const storage::Row* const> rows) override;
  storage::Rows lock_heads(std::span<const std::int64_t> subjects) override;
  Locked lock_and_select(std::span<const std::int64_t> subjects,
                         std::span<const KeyedRequest> requests) override;
  void execute(std::string_view sql) override;

 private:
  enum class Use { plain, keyed, insert, update };
  // A statement that was sent and not answered yet.
  struct Queued {
    std::string what;
    storage::Rows* into = nullptr;  // of a select; outlives the drain
  };

  // The name under which a statement is prepared; prepares it at first use.
  template<class MakeSql>
  const std::string& prepared(const void* owner, Use use, MakeSql make_sql);
  storage::Rows run(const std::string& name, const wire::Parameters& parameters);
  void queue(const std::string& name, const wire::Parameters& parameters, Queued queued);
  void queue_plain(const char* sql);
  const std::string& prepared_keyed(const storage::KeyedSelect& select);
  // For many rows at once: COPY costs a round trip more and much less per row.
  void copy_in(const storage::Table& table, std::span<const storage::Row* const> rows);
  void queue_lock(std::span<const std::int64_t> subjects, storage::Rows& into);
  // Waits for the answers to all that was queued and leaves pipeline mode.
  void drain();
  void connect();
  // Between two transactions a lost connection is made anew; within one it stays lost.
  void reconnect_when_lost();
  void notice_goodbye();
  [[noreturn]] void fail(const PGresult* result, const std::string& doing);

  std::string url_;
  Mode mode_;
  PGconn* connection_ = nullptr;
  std::unordered_map<const void*, std::string> statements_[4];
  int next_name_ = 1;
  std::vector<Queued> queued_;
  bool in_transaction_ = false;
  bool lost_ = false;
};

}  // namespace yibao::adapters
