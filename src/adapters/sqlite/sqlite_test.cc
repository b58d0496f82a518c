// What the embedded database alone must promise: one writer, checkpoints, and its settings. What
// it shares with PostgreSQL is in adapters/conformance_test.cc; power cuts are in
// lossy_vfs_test.cc.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

#include "adapters/sqlite/lossy_vfs_test.h"
#include "adapters/sqlite/sqlite_database.h"
#include "adapters/test_databases.h"

namespace yibao {
namespace {

using adapters::open_sqlite;
using storage::Rows;
using storage::Session;
using storage::Statement;

constexpr storage::Column kColumns[] = {{"id", storage::ColumnType::integer},
                                        {"content", storage::ColumnType::bytes}};
const storage::Table kSample{
    250, "sample", kColumns, 1, storage::Owner::none, 0, storage::Mutability::mutable_rows};
constexpr Statement kCount{"test_count", "SELECT COUNT(*) FROM sample"};

class Sqlite : public testing::Test {
 protected:
  // On a disk that costs nothing to sync: these tests commit thousands of times.
  test::LossyFileSystem disk_;
  test::TemporaryFolder folder_;
  const std::string file_ = folder_.file("yibao.db");
  std::unique_ptr<storage::Database> database_ = open_sqlite({file_, disk_.name(), 8});

  std::unique_ptr<Session> writer_with_table() {
    auto writer = database_->writer();
    writer->execute("CREATE TABLE sample (id INTEGER PRIMARY KEY, content BLOB) STRICT");
    return writer;
  }
  static void insert(Session& writer, std::int64_t id) {
    writer.begin();
    writer.insert_row(kSample, {id, storage::Bytes{std::string(1'000, 'x')}});
    writer.commit();
  }
  std::uintmax_t wal_size() const { return std::filesystem::file_size(wal_); }
  const std::string wal_ = file_ + "-wal";
};

TEST_F(Sqlite, has_exactly_one_handle_that_can_write) {
  auto writer = writer_with_table();
  EXPECT_THROW((void)database_->writer(), Bug);
  const auto reader = database_->reader();
  for (const char* sql :
       {"INSERT INTO sample VALUES (1, x'00')", "DELETE FROM sample",
        "CREATE TABLE other (id INTEGER)", "PRAGMA journal_mode=DELETE", "VACUUM"}) {
    EXPECT_THROW(reader->execute(sql), Fault) << sql;
  }
  insert(*writer, 1);
  EXPECT_EQ(reader->select(kCount, {}), (Rows{{1}}));
  writer.reset();
  EXPECT_NO_THROW((void)database_->writer()) << "the one writer was closed";
}

TEST_F(Sqlite, belongs_to_one_process) {
  EXPECT_THROW((void)open_sqlite({file_, "", 8}), Fault);
  const pid_t child = fork();
  if (child == 0) {
    int result = 0;
    try {
      (void)open_sqlite({file_, "", 8});
    } catch (const Fault&) {
      result = 42;
    }
    _exit(result);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 42)
      << "another process got hold of the database";
}

// Only while the writer opens first: a reader that finds no owner makes the file of the index.
TEST_F(Sqlite, keeps_the_index_of_its_log_in_memory) {
  const auto database = open_sqlite({folder_.file("other.db"), "", 8});
  const auto writer = database->writer();
  const auto reader = database->reader();
  writer->execute("CREATE TABLE sample (id INTEGER PRIMARY KEY, content BLOB) STRICT");
  insert(*writer, 1);
  EXPECT_EQ(reader->select(kCount, {}), (Rows{{1}}));
  EXPECT_FALSE(std::filesystem::exists(folder_.file("other.db-shm")));
}

TEST_F(Sqlite, checkpoints_only_where_it_writes) {
  auto writer = writer_with_table();
  insert(*writer, 1);
  const std::uintmax_t before = wal_size();
  for (int i = 0; i < 10; ++i) {
    const auto reader = database_->reader();
    EXPECT_EQ(reader->select(kCount, {}), (Rows{{1}}));
    EXPECT_THROW(reader->execute("PRAGMA wal_checkpoint(TRUNCATE)"), Fault);
  }
  EXPECT_EQ(wal_size(), before) << "a reader copied the log into the database";
}

TEST_F(Sqlite, keeps_its_log_bounded) {
  auto writer = writer_with_table();
  std::uintmax_t most = 0;
  for (int i = 0; i < 10'000; ++i) {
    insert(*writer, i);
    if (i % 100 == 0) most = std::max(most, wal_size());
  }
  EXPECT_GT(std::filesystem::file_size(file_), 4U << 20) << "nothing was copied";
  EXPECT_LT(most, 20U << 20);
}

TEST_F(Sqlite, goes_on_checkpointing_after_a_reader_stood_in_the_way) {
  auto writer = writer_with_table();
  const auto reader = database_->reader();
  reader->begin();
  EXPECT_EQ(reader->select(kCount, {}), (Rows{{0}}));
  for (int i = 0; i < 3'000; ++i) insert(*writer, i);
  EXPECT_EQ(reader->select(kCount, {}), (Rows{{0}}));
  const std::uintmax_t grown = wal_size();
  EXPECT_GT(grown, 17U << 20) << "the test wants a log that could not be reset";
  reader->commit();
  for (int i = 3'000; i < 4'500; ++i) insert(*writer, i);
  EXPECT_LE(wal_size(), grown + (1U << 20)) << "the log grows on after the reader has gone";
  EXPECT_EQ(reader->select(kCount, {}), (Rows{{4'500}}));
}

// After a failed sync the next one may succeed although pages are gone: nothing may be built on it.
TEST_F(Sqlite, writes_no_more_after_a_failed_sync_and_reads_on) {
  auto writer = writer_with_table();
  const auto reader = database_->reader();
  insert(*writer, 1);
  EXPECT_EQ(database_->writing_stopped(), "");
  disk_.fail_next_sync();
  EXPECT_THROW(insert(*writer, 2), Fault);
  writer->rollback();
  EXPECT_THROW(insert(*writer, 3), Fault);
  EXPECT_NE(database_->writing_stopped(), "");
  EXPECT_EQ(reader->select(kCount, {}), (Rows{{1}}));
  writer.reset();
  database_->writer();  // as after a restart
  EXPECT_EQ(database_->reader()->select(kCount, {}), (Rows{{1}}));
}

TEST_F(Sqlite, can_be_opened_again_after_it_could_not) {
  disk_.crash_after(0);
  EXPECT_THROW((void)database_->writer(), Fault);
  disk_.recover(test::LossyFileSystem::Loss::everything, 1);
  EXPECT_NO_THROW((void)database_->writer());
}

TEST_F(Sqlite, runs_with_the_settings_that_durability_and_safety_need) {
  const auto writer = writer_with_table();
  const auto ask = [&](std::string_view pragma) { return writer->select({pragma, pragma}, {}); };
  EXPECT_EQ(ask("PRAGMA journal_mode"), (Rows{{"wal"}}));
  EXPECT_EQ(ask("PRAGMA synchronous"), (Rows{{2}})) << "2 is FULL";
  EXPECT_EQ(ask("PRAGMA foreign_keys"), (Rows{{1}}));
  EXPECT_EQ(ask("PRAGMA trusted_schema"), (Rows{{0}}));
  EXPECT_EQ(ask("PRAGMA temp_store"), (Rows{{2}})) << "2 is memory";
  EXPECT_EQ(ask("PRAGMA cache_size"), (Rows{{-8 * 1024}}));
  EXPECT_EQ(ask("PRAGMA page_size"), (Rows{{4096}}));
  // Defensive: the schema and the pages cannot be written behind SQLite's back.
  writer->execute("PRAGMA writable_schema=ON");
  EXPECT_THROW(writer->execute("UPDATE sqlite_schema SET sql = 'x'"), Fault);
  EXPECT_EQ(ask("PRAGMA integrity_check"), (Rows{{"ok"}}));
}

}  // namespace
}  // namespace yibao
