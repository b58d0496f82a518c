#include "adapters/sqlite/sqlite_database.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <unistd.h>

#include <utility>

#include "adapters/sqlite/sqlite_session.h"
#include "storage/schema.h"

namespace yibao::adapters {

namespace {

using storage::Session;

// SQLite counts its memory behind one mutex of the whole process: each allocation of a reader would
// wait for the writer's, and for the writer to be given a core again where it lost its own in
// there. Too late, and without effect, in a process that has used SQLite before.
void count_no_memory() {
  static const int configured = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  (void)configured;
}

// Only who runs the service may read what people have trusted it with; SQLite makes the files
// beside it as this one is. Not where it is there already: closing it would give up the locks on
// it.
void make_private(const std::string& path) {
  const int made = open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (made >= 0) close(made);
}

// The operating system's lock on FILE.lock: who holds it owns the database.
class FileLock {
 public:
  explicit FileLock(const std::string& path)
      : descriptor_(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    if (descriptor_ < 0) throw Fault("无法打开 " + path + ":请检查目录的属主和权限");
    if (flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
      close(descriptor_);
      throw DatabaseInUse("the database is in use by another process: " + path);
    }
  }
  ~FileLock() { close(descriptor_); }
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  int descriptor_;
};

class SqliteDatabase : public storage::Database {
 public:
  explicit SqliteDatabase(SqliteOptions options)
      : options_(std::move(options)), lock_(options_.path + ".lock") {
    if (options_.vfs.empty()) make_private(options_.path);
  }

  std::string engine() const override { return "sqlite"; }
  int writers_max() const override { return 1; }

  std::unique_ptr<Session> writer() override {
    YB_CHECK(!writer_.open.exchange(true), "a second writer on the embedded database");
    return std::make_unique<SqliteSession>(options_, SqliteSession::Mode::writer, &writer_);
  }

  std::unique_ptr<Session> reader() override {
    return std::make_unique<SqliteSession>(options_, SqliteSession::Mode::reader, nullptr);
  }

  std::string writing_stopped() override {
    const std::lock_guard lock(writer_.mutex);
    return writer_.stopped;
  }

  std::string translate_schema(std::string_view sql) const override {
    return storage::replace_schema_tokens(sql,
                                          {"INTEGER", "BLOB", "STRICT, WITHOUT ROWID", "STRICT"});
  }

  bool has_table(Session& session, std::string_view table) override {
    static constexpr storage::Statement kHasTable{
        "sqlite_has_table", "SELECT name FROM sqlite_schema WHERE type = 'table' AND name = $1"};
    return !session.select(kHasTable, {storage::Value(table)}).empty();
  }

 private:
  SqliteOptions options_;
  FileLock lock_;
  WriterState writer_;
};

}  // namespace

std::unique_ptr<storage::Database> open_sqlite(const SqliteOptions& options) {
  count_no_memory();
  return std::make_unique<SqliteDatabase>(options);
}

}  // namespace yibao::adapters
