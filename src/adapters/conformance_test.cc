// What the database port promises, asked of SQLite and of PostgreSQL alike. A third engine would
// have to pass this file and nothing else.
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "adapters/test_databases.h"

namespace yibao {
namespace {

using storage::Bytes;
using storage::Column;
using storage::ColumnType;
using storage::Conflict;
using storage::KeyedSelect;
using storage::Row;
using storage::Rows;
using storage::Session;
using storage::Statement;
using storage::Table;
using storage::Value;

constexpr std::string_view kSchema =
    "CREATE TABLE sample (id {int} NOT NULL PRIMARY KEY, number {int} CHECK (number <> 13), "
    "words TEXT UNIQUE, content {bytes}) {table}";

constexpr Column kSampleColumns[] = {{"id", ColumnType::integer},
                                     {"number", ColumnType::integer},
                                     {"words", ColumnType::text},
                                     {"content", ColumnType::bytes}};
const Table kSample{
    250, "sample", kSampleColumns, 1, storage::Owner::none, 0, storage::Mutability::mutable_rows};

constexpr Statement kAll{"test_all", "SELECT id, number, words, content FROM sample ORDER BY id"};
constexpr Statement kCount{"test_count", "SELECT CAST(COUNT(*) AS BIGINT) FROM sample"};
constexpr Statement kBetween{
    "test_between", "SELECT id FROM sample WHERE id >= $2 AND id < $1 AND number = $3 ORDER BY id"};
constexpr KeyedSelect kByNumber{
    "test_by_number", "SELECT number, id FROM sample WHERE number {key} ORDER BY number, id DESC"};
constexpr KeyedSelect kByWords{"test_by_words", "SELECT words, id FROM sample WHERE words {key}",
                               ColumnType::text};
constexpr KeyedSelect kByContent{"test_by_content",
                                 "SELECT content, id FROM sample WHERE content {key} ORDER BY id",
                                 ColumnType::bytes};

class DatabasePort : public test::OnBothEngines {
 protected:
  void SetUp() override {
    OnBothEngines::SetUp();
    if (IsSkipped()) return;
    writer_ = database()->writer();
    writer_->execute(database()->translate_schema(kSchema));
    reader_ = database()->reader();
  }
  void TearDown() override {
    reader_.reset();
    writer_.reset();
  }

  static Row row(std::int64_t id, Value number = {}, Value words = {}, Value content = {}) {
    return {id, std::move(number), std::move(words), std::move(content)};
  }
  static std::vector<const Row*> pointers(const Rows& rows) {
    std::vector<const Row*> all;
    for (const Row& each : rows) all.push_back(&each);
    return all;
  }
  void insert(const Rows& rows) {
    writer_->begin();
    writer_->insert_rows(kSample, pointers(rows));
    writer_->commit();
  }
  static std::int64_t count(Session& session) { return session.select(kCount, {})[0][0].integer(); }

  // What a batch would do that fails while writing or while committing, and its end.
  template<class Error, class Write>
  void expect_failure(Write write) {
    writer_->begin();
    const auto write_and_commit = [&] {
      write();
      writer_->commit();
    };
    EXPECT_THROW(write_and_commit(), Error);
    writer_->rollback();
  }

  std::unique_ptr<Session> writer_;
  std::unique_ptr<Session> reader_;
};

TEST_P(DatabasePort, gives_back_every_value_as_it_was_written) {
  constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  std::string all_bytes;
  for (int i = 0; i < 256; ++i) all_bytes += static_cast<char>(i);
  const Rows rows = {
      row(kLeast, kMost, "汉字、𠀀 and 'quotes' \"\\ $1 ?1", Bytes{all_bytes}),
      row(-1, kLeast, "", Bytes{""}),
      row(0, 0, "0", Bytes{std::string(3, '\0')}),
      row(1, -1, std::string(2'000, 'x'), Bytes{std::string(300'000, '\xFF')}),
      row(kMost, {}, {}, {}),
  };
  insert(rows);
  EXPECT_EQ(writer_->select(kAll, {}), rows);
  EXPECT_EQ(reader_->select(kAll, {}), rows);
}

TEST_P(DatabasePort, binds_parameters_by_their_number) {
  insert({row(1, 7), row(2, 7), row(3, 8), row(4, 7)});
  EXPECT_EQ(reader_->select(kBetween, {4, 2, 7}), (Rows{{2}}));
  EXPECT_EQ(reader_->select(kBetween, {9, 1, 7}), (Rows{{1}, {2}, {4}}));
  EXPECT_TRUE(reader_->select(kBetween, {9, 1, Value()}).empty());
}

TEST_P(DatabasePort, inserts_and_updates_sets_of_rows) {
  writer_->begin();
  writer_->insert_rows(kSample, {});
  writer_->update_rows(kSample, {});
  writer_->commit();
  EXPECT_EQ(count(*reader_), 0);

  insert({row(5'000, 1, "one")});
  Rows many;
  for (int i = 0; i < 1'000; ++i) many.push_back(row(i, i * 2, "第" + std::to_string(i)));
  insert(many);
  EXPECT_EQ(count(*reader_), 1'001);

  for (Row& each : many) {
    each[1] = each[0].integer() % 3 == 0 ? Value() : Value(each[0].integer() + 100'000);
    each[3] = Bytes{"changed"};
  }
  writer_->begin();
  writer_->update_rows(kSample, pointers(many));
  const Row alone = row(5'000, {}, "changed");
  const Row* one[] = {&alone};
  writer_->update_rows(kSample, one);
  writer_->commit();
  many.push_back(alone);
  EXPECT_EQ(reader_->select(kAll, {}), many);
}

TEST_P(DatabasePort, shows_a_transaction_its_own_writes) {
  writer_->begin();
  writer_->insert_row(kSample, row(1, 10));
  EXPECT_EQ(writer_->select(kAll, {}), Rows{row(1, 10)});
  const Row changed = row(1, 11);
  const Row* rows[] = {&changed};
  writer_->update_rows(kSample, rows);
  const Value keys[] = {11};
  EXPECT_EQ(writer_->select_keyed(kByNumber, keys), (std::vector<Rows>{{{11, 1}}}));
  writer_->rollback();
  EXPECT_EQ(count(*writer_), 0);
}

TEST_P(DatabasePort, calls_an_update_of_a_missing_row_a_bug) {
  insert({row(1, 1)});
  const Row here = row(1, 2);
  const Row missing = row(2, 2);
  const Row* both[] = {&here, &missing};
  expect_failure<Bug>([&] { writer_->update_rows(kSample, both); });
  EXPECT_EQ(reader_->select(kAll, {}), Rows{row(1, 1)});
  insert({row(3, 3)});
  EXPECT_EQ(count(*reader_), 2);
}

TEST_P(DatabasePort, tells_a_broken_constraint_from_a_fault_and_stays_usable) {
  insert({row(1, 1, "taken")});
  expect_failure<Conflict>([&] { writer_->insert_row(kSample, row(1, 2)); });
  expect_failure<Conflict>([&] { writer_->insert_row(kSample, row(2, 2, "taken")); });
  expect_failure<Conflict>([&] { writer_->insert_row(kSample, row(2, 13)); });
  expect_failure<Conflict>([&] {
    writer_->insert_row(kSample, {Value(), Value(), Value(), Value()});
  });
  expect_failure<Conflict>([&] {
    const Row bad = row(1, 13, "taken");
    const Row* rows[] = {&bad};
    writer_->insert_row(kSample, row(3, 3));
    writer_->update_rows(kSample, rows);
    writer_->insert_row(kSample, row(4, 4));
  });
  EXPECT_EQ(reader_->select(kAll, {}), Rows{row(1, 1, "taken")});
  insert({row(2, 2)});
  EXPECT_EQ(count(*reader_), 2);

  constexpr Statement kNonsense{"test_nonsense", "SELECT nothing FROM nowhere"};
  try {
    (void)writer_->select(kNonsense, {});
    ADD_FAILURE() << "nonsense was answered";
  } catch (const Conflict&) {
    ADD_FAILURE() << "nonsense is not a conflict";
  } catch (const Fault&) {
  }
  insert({row(3, 3)});
  EXPECT_EQ(count(*reader_), 3);
}

TEST_P(DatabasePort, answers_keyed_selects_in_the_order_of_the_keys) {
  insert({row(1, 30), row(2, 10), row(3, 30), row(4, 20), row(5)});
  const Value keys[] = {30, 99, 10, 30, -1};
  EXPECT_EQ(writer_->select_keyed(kByNumber, keys),
            (std::vector<Rows>{{{30, 3}, {30, 1}}, {}, {{10, 2}}, {{30, 3}, {30, 1}}, {}}));
  EXPECT_TRUE(writer_->select_keyed(kByNumber, {}).empty());
}

TEST_P(DatabasePort, finds_rows_by_text_and_by_bytes) {
  insert({row(1, {}, "张三", Bytes{std::string("a\0b", 3)}), row(2, {}, "", Bytes{""}),
          row(3, {}, "z", Bytes{"\xFF\xFE"}), row(4, {}, "Z", Bytes{std::string("a\0b", 3)})});
  const Value words[] = {"z", "", "张三", "none", "Z"};
  EXPECT_EQ(writer_->select_keyed(kByWords, words),
            (std::vector<Rows>{{{"z", 3}}, {{"", 2}}, {{"张三", 1}}, {}, {{"Z", 4}}}));
  const Value contents[] = {Bytes{std::string("a\0b", 3)}, Bytes{"a"}, Bytes{"\xFF\xFE"},
                            Bytes{""}};
  const std::vector<Rows> found = writer_->select_keyed(kByContent, contents);
  ASSERT_EQ(found.size(), 4U);
  EXPECT_EQ(found[0], (Rows{{contents[0], 1}, {contents[0], 4}}));
  EXPECT_TRUE(found[1].empty());
  EXPECT_EQ(found[2], (Rows{{contents[2], 3}}));
  EXPECT_EQ(found[3], (Rows{{contents[3], 2}}));
}

TEST_P(DatabasePort, sorts_text_by_its_bytes) {
  insert({row(1, {}, "b"), row(2, {}, "B"), row(3, {}, "一"), row(4, {}, "a1"), row(5, {}, "a")});
  constexpr Statement kSorted{"test_sorted", "SELECT words FROM sample ORDER BY words"};
  EXPECT_EQ(reader_->select(kSorted, {}), (Rows{{"B"}, {"a"}, {"a1"}, {"b"}, {"一"}}));
}

TEST_P(DatabasePort, shows_others_what_was_committed_and_nothing_else) {
  writer_->begin();
  writer_->insert_row(kSample, row(1, 1));
  EXPECT_EQ(count(*reader_), 0);
  writer_->rollback();
  EXPECT_EQ(count(*reader_), 0);
  insert({row(2, 2)});
  EXPECT_EQ(count(*reader_), 1);
  writer_->rollback();  // nothing is open: nothing happens
  EXPECT_EQ(count(*reader_), 1);
}

TEST_P(DatabasePort, keeps_what_was_committed_when_the_session_ends) {
  insert({row(1, 1)});
  writer_->begin();
  writer_->insert_row(kSample, row(2, 2));
  writer_.reset();  // in the middle of a transaction
  writer_ = database()->writer();
  EXPECT_EQ(writer_->select(kAll, {}), Rows{row(1, 1)});
}

TEST_P(DatabasePort, gives_a_reader_one_snapshot_for_all_its_selects) {
  insert({row(1, 1)});
  reader_->begin();
  EXPECT_EQ(count(*reader_), 1);
  insert({row(2, 2)});
  EXPECT_EQ(count(*reader_), 1) << "the reader saw a commit that came later";
  reader_->commit();
  EXPECT_EQ(count(*reader_), 2);
}

TEST_P(DatabasePort, lets_no_reader_write) {
  EXPECT_THROW(reader_->execute("DELETE FROM sample"), Fault);
  reader_->begin();
  const auto write = [&] {
    reader_->insert_row(kSample, row(1, 1));
    reader_->commit();
  };
  EXPECT_THROW(write(), Fault);
  reader_->rollback();
  EXPECT_EQ(count(*reader_), 0);
}

TEST_P(DatabasePort, knows_its_tables) {
  EXPECT_TRUE(database()->has_table(*reader_, "sample"));
  EXPECT_FALSE(database()->has_table(*reader_, "samples"));
}

YB_ON_BOTH_ENGINES(DatabasePort);

class Migrations : public test::OnBothEngines {
 protected:
  std::vector<storage::Migration> migrations_ = {
      {1, "001_first.sql", "CREATE TABLE first (id {int} NOT NULL PRIMARY KEY) {table};"},
      {2, "002_second.sql", "CREATE TABLE second (id {int} NOT NULL PRIMARY KEY) {table};"}};
  int migrate() {
    const auto writer = database()->writer();
    storage::migrate(*database(), *writer, migrations_, "");
    return storage::newest_applied(*database(), *writer);
  }
};

TEST_P(Migrations, are_applied_once_and_in_order) {
  const storage::Migration second = migrations_.back();
  migrations_.pop_back();
  EXPECT_EQ(migrate(), 1);
  EXPECT_EQ(migrate(), 1);
  migrations_.push_back(second);
  EXPECT_EQ(migrate(), 2);
  const auto reader = database()->reader();
  EXPECT_TRUE(database()->has_table(*reader, "first"));
  EXPECT_TRUE(database()->has_table(*reader, "second"));
}

TEST_P(Migrations, are_refused_when_one_has_changed_or_the_database_is_newer) {
  migrate();
  migrations_[0].sql += " ";
  EXPECT_THROW(migrate(), Fault);
  migrations_[0].sql.pop_back();
  const storage::Migration second = migrations_.back();
  migrations_.pop_back();
  EXPECT_THROW(migrate(), Fault);
  migrations_.push_back(second);
  EXPECT_EQ(migrate(), 2);
}

TEST_P(Migrations, leave_nothing_behind_when_one_fails) {
  migrations_.push_back({3, "003_third.sql",
                         "CREATE TABLE third (id {int} NOT NULL PRIMARY KEY) {table};"
                         "CREATE TABLE first (id {int} NOT NULL PRIMARY KEY) {table};"});
  EXPECT_THROW(migrate(), Fault);
  const auto writer = database()->writer();
  EXPECT_EQ(storage::newest_applied(*database(), *writer), 2);
  EXPECT_FALSE(database()->has_table(*writer, "third"));
}

TEST_P(Migrations, of_the_program_apply_and_apply_again) {
  database().migrate();
  database().migrate();
  const auto reader = database()->reader();
  EXPECT_EQ(storage::newest_applied(*database(), *reader),
            static_cast<int>(test::program_migrations().size()));
}

YB_ON_BOTH_ENGINES(Migrations);

}  // namespace
}  // namespace yibao
