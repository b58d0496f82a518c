// Power cuts on the embedded database: whenever the power fails, everything acknowledged is there
// afterwards, once, and nothing is half there.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "adapters/sqlite/lossy_vfs_test.h"
#include "adapters/sqlite/sqlite_database.h"
#include "adapters/test_databases.h"
#include "service/test_commands.h"

namespace yibao {
namespace {

using test::LossyFileSystem;

using Keys = std::vector<std::string>;

class PowerCut : public testing::TestWithParam<LossyFileSystem::Loss> {
 protected:
  // The next cut comes within so many writes and syncs.
  void cut_within(std::uint64_t operations) {
    disk_.crash_after(1 + static_cast<std::int64_t>(random_() % operations));
  }
  std::unique_ptr<storage::Session> start(storage::Database& database) {
    auto writer = database.writer();
    storage::migrate(database, *writer, test::program_migrations(), test::guard_of(database));
    return writer;
  }
  void recover() { disk_.recover(GetParam(), random_()); }

  LossyFileSystem disk_;
  test::TemporaryFolder folder_;
  adapters::SqliteOptions options_{folder_.file("yibao.db"), disk_.name(), 8};
  std::mt19937_64 random_{20'250'425};
};

// One life of the program: it pays in, batch after batch, until the power fails.
void pay_in(storage::Session& writer, const LossyFileSystem& disk, std::mt19937_64& random,
            int& serial, Keys& acknowledged) {
  service::IdPool ids;
  const test::TestSurroundings surroundings(ids, writer);
  service::Batch batch(writer, surroundings.get());
  while (!disk.crashed()) {
    std::vector<service::Job> jobs;
    for (std::uint64_t i = 1 + random() % 12; i > 0; --i) {
      const std::string key = "key " + std::to_string(++serial);
      jobs.push_back(test::job(test::deposit(PersonId(1 + serial % 20), 100 + serial), key));
      jobs.back().done = [&acknowledged, key](const service::Outcome& outcome) {
        if (outcome.status == 200) acknowledged.push_back(key);
      };
    }
    batch.run(std::move(jobs));
  }
}

TEST_P(PowerCut, loses_nothing_acknowledged_and_leaves_nothing_half_done) {
  constexpr int kLives = 60;
  Keys acknowledged;
  int serial = 0;
  for (int life = 0; life < kLives && !HasFailure(); ++life) {
    try {
      const auto database = adapters::open_sqlite(options_);
      if (life % 4 == 0) cut_within(40);  // while it starts, or soon after
      const auto writer = start(*database);
      test::expect_whole(*writer, acknowledged);
      if (life % 4 != 0) cut_within(200);
      pay_in(*writer, disk_, random_, serial, acknowledged);
    } catch (const Fault&) {
      EXPECT_TRUE(disk_.crashed());
    }
    recover();
  }
  const auto database = adapters::open_sqlite(options_);
  test::expect_whole(*start(*database), acknowledged);
  EXPECT_GT(acknowledged.size(), 300U);
  EXPECT_GT(disk_.bytes_lost(), 100'000) << "the disk lost too little to prove anything";
}

constexpr storage::Column kContentColumns[] = {{"digest", storage::ColumnType::text},
                                               {"content", storage::ColumnType::bytes}};
const storage::Table kContent{250,
                              "material_content",
                              kContentColumns,
                              1,
                              storage::Owner::none,
                              0,
                              storage::Mutability::append_only};
constexpr storage::Statement kContents{
    "test_contents", "SELECT digest, content FROM material_content ORDER BY digest"};

void write_large_rows(storage::Session& writer, const LossyFileSystem& disk, Keys& acknowledged) {
  static int serial = 1'000'000;
  while (!disk.crashed()) {
    const std::string name = std::to_string(++serial);
    writer.begin();
    writer.insert_row(kContent, {name, storage::Bytes{std::string(200'000, name.back())}});
    writer.commit();
    acknowledged.push_back(name);
    writer.tidy_up();
  }
}

void expect_large_rows(storage::Session& writer, const Keys& acknowledged) {
  Keys there;
  for (const storage::Row& row : writer.select(kContents, {})) {
    there.push_back(row[0].text());
    EXPECT_EQ(row[1].bytes().data, std::string(200'000, row[0].text().back()));
  }
  for (const std::string& name : acknowledged) {
    EXPECT_TRUE(std::binary_search(there.begin(), there.end(), name)) << name << " is lost";
  }
}

// Checkpoints come with 8 MiB of WAL: large rows bring them about soon.
TEST_P(PowerCut, is_survived_during_a_checkpoint_too) {
  Keys acknowledged;
  for (int life = 0; life < 12 && !HasFailure(); ++life) {
    {
      const auto database = adapters::open_sqlite(options_);
      const auto writer = start(*database);
      expect_large_rows(*writer, acknowledged);
      cut_within(14'000);  // one filling of the WAL and its checkpoint are some 8 000
      try {
        write_large_rows(*writer, disk_, acknowledged);
      } catch (const Fault&) {
        writer->rollback();
      }
    }
    recover();
  }
  const auto database = adapters::open_sqlite(options_);
  expect_large_rows(*start(*database), acknowledged);
}

// The proof that these tests would see a loss: the same without syncing does not survive.
TEST_P(PowerCut, is_not_survived_without_syncing) {
  {
    const auto database = adapters::open_sqlite(options_);
    const auto writer = start(*database);
    writer->execute("PRAGMA synchronous=OFF");
    for (int i = 0; i < 50; ++i) {
      writer->begin();
      writer->insert_row(kContent, {std::to_string(i), storage::Bytes{"x"}});
      writer->commit();
    }
    disk_.crash_after(0);
  }
  recover();
  const auto database = adapters::open_sqlite(options_);
  EXPECT_LT(start(*database)->select(kContents, {}).size(), 50U);
}

std::string loss_name(const testing::TestParamInfo<LossyFileSystem::Loss>& info) {
  return info.param == LossyFileSystem::Loss::everything ? "of_everything" : "of_a_random_part";
}
INSTANTIATE_TEST_SUITE_P(Losses, PowerCut,
                         testing::Values(LossyFileSystem::Loss::everything,
                                         LossyFileSystem::Loss::a_random_part),
                         loss_name);

}  // namespace
}  // namespace yibao
