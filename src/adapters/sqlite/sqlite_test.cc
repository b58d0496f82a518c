// What the embedded database alone must promise: one writer, checkpoints, and its settings. What
// it shares with PostgreSQL is in adapters/conformance_test.cc; power cuts are in
// lossy_vfs_test.cc.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "adapters/sqlite/kept_mapping.h"
#include "adapters/sqlite/lossy_vfs_test.h"
#include "adapters/sqlite/sqlite_database.h"
#include "adapters/test_databases.h"

namespace yibao {
namespace {

using adapters::KeptMapping;
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
  static void insert_and_tidy_up(Session& writer, std::int64_t id) {
    insert(writer, id);
    writer.tidy_up();
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

// Where a file is mapped in this process: "7f…-7f…", as the operating system tells.
std::set<std::string> mappings_of(const std::string& file) {
  std::set<std::string> found;
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {
    if (line.ends_with(file)) found.insert(line.substr(0, line.find(' ')));
  }
  return found;
}

// On the operating system's files: what is mapped is read without asking anybody.
TEST_F(Sqlite, keeps_a_readers_mapping_while_it_writes) {
  const std::string file = folder_.file("mapped.db");
  const auto database = open_sqlite({file, "", 8});
  const auto writer = database->writer();
  writer->execute("CREATE TABLE sample (id INTEGER PRIMARY KEY, content BLOB) STRICT");
  const auto write = [&](std::int64_t first, std::int64_t last, std::size_t size, char letter) {
    writer->begin();
    for (std::int64_t id = first; id <= last; ++id) {
      const storage::Row row{id, storage::Bytes{std::string(size, letter)}};
      writer->insert_row(kSample, row);
    }
    writer->commit();
    writer->tidy_up();
  };
  constexpr std::size_t kMebibyte = 1U << 20;
  constexpr Statement kLetters{
      "test_letters", "SELECT substr(content, 1, 1), COUNT(*) FROM sample GROUP BY 1 ORDER BY 1"};
  const auto letter = [](char of) { return storage::Value(storage::Bytes{std::string(1, of)}); };
  write(1, 12, kMebibyte, 'a');  // more than a checkpoint waits for
  const auto of_writer = mappings_of(file);
  const auto reader = database->reader();
  EXPECT_EQ(reader->select(kLetters, {}), (Rows{{letter('a'), 12}}));
  auto of_reader = mappings_of(file);
  for (const std::string& each : of_writer) of_reader.erase(each);
  ASSERT_EQ(of_reader.size(), 1U) << "the reader maps the file once";
  const std::string mapped = *of_reader.begin();

  // What it has mapped is written over, by way of the log and a checkpoint, and it sees that.
  for (int turn = 0; turn < 3; ++turn) {
    writer->execute("UPDATE sample SET content = zeroblob(1048576) WHERE id <= 12");
    write(13 + turn, 13 + turn, 10 * kMebibyte, 'b');
    EXPECT_EQ(reader->select(kLetters, {}), (Rows{{letter('\0'), 12}, {letter('b'), turn + 1}}));
    EXPECT_TRUE(mappings_of(file).contains(mapped)) << "commits of others took the mapping away";
  }
  // Grown by a lot, it is mapped anew with what it has grown by.
  write(20, 20 + KeptMapping::kUnmappedMax / kMebibyte, kMebibyte, 'c');
  EXPECT_EQ(reader->select(kLetters, {}),
            (Rows{{letter('\0'), 12}, {letter('b'), 3}, {letter('c'), 65}}));
  EXPECT_FALSE(mappings_of(file).contains(mapped));
  EXPECT_EQ(mappings_of(file).size(), of_writer.size() + 1);
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
  const auto largest_log = [&](int first, const auto& write) {
    std::uintmax_t most = 0;
    for (int i = first; i < first + 10'000; ++i) {
      write(*writer, i);
      if (i % 100 == 0) most = std::max(most, wal_size());
    }
    return most;
  };
  EXPECT_LT(largest_log(0, insert_and_tidy_up), 9U << 20);
  EXPECT_GT(std::filesystem::file_size(file_), 4U << 20) << "nothing was copied";
  const std::uintmax_t before = std::filesystem::file_size(file_);
  EXPECT_LT(largest_log(10'000, insert), 18U << 20) << "not by itself, where nobody tidies up";
  EXPECT_GT(std::filesystem::file_size(file_), before + (4U << 20));
}

TEST_F(Sqlite, leaves_the_copying_until_those_who_wait_have_been_told) {
  auto writer = writer_with_table();
  const std::uintmax_t before = std::filesystem::file_size(file_);
  int id = 0;
  while (wal_size() < (9U << 20)) insert(*writer, ++id);
  EXPECT_EQ(std::filesystem::file_size(file_), before) << "a commit copied the log";
  writer->tidy_up();
  EXPECT_GT(std::filesystem::file_size(file_), before);
}

TEST_F(Sqlite, goes_on_checkpointing_after_a_reader_stood_in_the_way) {
  auto writer = writer_with_table();
  const auto reader = database_->reader();
  reader->begin();
  EXPECT_EQ(reader->select(kCount, {}), (Rows{{0}}));
  for (int i = 0; i < 3'000; ++i) insert_and_tidy_up(*writer, i);
  EXPECT_EQ(reader->select(kCount, {}), (Rows{{0}}));
  const std::uintmax_t grown = wal_size();
  EXPECT_GT(grown, 17U << 20) << "the test wants a log that could not be reset";
  reader->commit();
  for (int i = 3'000; i < 4'500; ++i) insert_and_tidy_up(*writer, i);
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
