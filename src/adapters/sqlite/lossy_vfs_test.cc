// The lossy file system itself, and what SQLite on top of it must keep: after a power cut at any
// moment everything acknowledged is there, once, and nothing is half there.
#include "adapters/sqlite/lossy_vfs_test.h"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <new>
#include <random>
#include <vector>

#include "adapters/sqlite/sqlite_database.h"
#include "adapters/test_databases.h"
#include "service/test_commands.h"

namespace yibao::test {

namespace {

constexpr std::int64_t kSector = 512;

struct Waiting {  // a write, or a truncation where there is no data
  std::int64_t offset;
  std::string data;
};

struct File {
  std::int64_t size = 0;  // as its users see it
  std::vector<Waiting> waiting;
};

}  // namespace

struct LossyFileSystem::State {
  sqlite3_vfs vfs{};
  sqlite3_vfs* below = nullptr;
  std::string name;
  std::mutex mutex;
  std::map<std::string, File> files;
  std::int64_t operations = 0;
  std::int64_t crash_at = -1;
  std::int64_t bytes_lost = 0;

  bool down() const { return crash_at >= 0 && operations >= crash_at; }
  bool step() {  // false: the power has failed
    if (down()) return false;
    ++operations;
    return !down();
  }
};

namespace {

using State = LossyFileSystem::State;

// What SQLite sees as one open file; the real one stands behind it in the same allocation.
struct Handle {
  sqlite3_file base;
  State* state;
  File* file;
  sqlite3_file* below;
};

Handle& handle(sqlite3_file* file) {
  return *reinterpret_cast<Handle*>(file);
}
sqlite3_file* below(sqlite3_file* file) {
  return handle(file).below;
}
State& state_of(sqlite3_vfs* vfs) {
  return *static_cast<State*>(vfs->pAppData);
}
sqlite3_vfs* below(sqlite3_vfs* vfs) {
  return state_of(vfs).below;
}

int close_file(sqlite3_file* file) {
  return below(file)->pMethods->xClose(below(file));
}

int read_file(sqlite3_file* file, void* buffer, int amount, sqlite3_int64 offset) {
  Handle& self = handle(file);
  const std::lock_guard lock(self.state->mutex);
  if (self.state->down()) return SQLITE_IOERR_READ;
  const int code = self.below->pMethods->xRead(self.below, buffer, amount, offset);
  if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ) return code;
  auto* out = static_cast<char*>(buffer);
  for (const Waiting& each : self.file->waiting) {
    if (each.data.empty()) {
      const std::int64_t from = std::max<std::int64_t>(each.offset - offset, 0);
      if (from < amount) std::memset(out + from, 0, static_cast<std::size_t>(amount - from));
      continue;
    }
    const auto size = static_cast<std::int64_t>(each.data.size());
    const std::int64_t first = std::max<std::int64_t>(each.offset, offset);
    const std::int64_t last = std::min<std::int64_t>(each.offset + size, offset + amount);
    if (first < last) {
      std::memcpy(out + (first - offset), each.data.data() + (first - each.offset),
                  static_cast<std::size_t>(last - first));
    }
  }
  const std::int64_t there = std::clamp<std::int64_t>(self.file->size - offset, 0, amount);
  if (there == amount) return SQLITE_OK;
  std::memset(out + there, 0, static_cast<std::size_t>(amount - there));
  return SQLITE_IOERR_SHORT_READ;
}

int write_file(sqlite3_file* file, const void* data, int amount, sqlite3_int64 offset) {
  Handle& self = handle(file);
  const std::lock_guard lock(self.state->mutex);
  const bool up = self.state->step();
  self.file->waiting.push_back(
      {offset, std::string(static_cast<const char*>(data), static_cast<std::size_t>(amount))});
  self.file->size = std::max<std::int64_t>(self.file->size, offset + amount);
  return up ? SQLITE_OK : SQLITE_IOERR_WRITE;
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  Handle& self = handle(file);
  const std::lock_guard lock(self.state->mutex);
  if (!self.state->step()) return SQLITE_IOERR_TRUNCATE;
  self.file->waiting.push_back({size, ""});
  self.file->size = size;
  return SQLITE_OK;
}

int apply(sqlite3_file* file, const Waiting& waiting) {
  const sqlite3_io_methods* methods = file->pMethods;
  if (waiting.data.empty()) return methods->xTruncate(file, waiting.offset);
  return methods->xWrite(file, waiting.data.data(), static_cast<int>(waiting.data.size()),
                         waiting.offset);
}

int sync_file(sqlite3_file* file, int) {
  Handle& self = handle(file);
  const std::lock_guard lock(self.state->mutex);
  if (!self.state->step()) return SQLITE_IOERR_FSYNC;
  for (const Waiting& each : self.file->waiting) {
    if (const int code = apply(self.below, each); code != SQLITE_OK) return code;
  }
  self.file->waiting.clear();
  return SQLITE_OK;
}

int size_of_file(sqlite3_file* file, sqlite3_int64* size) {
  const std::lock_guard lock(handle(file).state->mutex);
  *size = handle(file).file->size;
  return SQLITE_OK;
}

int lock_file(sqlite3_file* file, int level) {
  return below(file)->pMethods->xLock(below(file), level);
}
int unlock_file(sqlite3_file* file, int level) {
  return below(file)->pMethods->xUnlock(below(file), level);
}
int check_lock(sqlite3_file* file, int* result) {
  return below(file)->pMethods->xCheckReservedLock(below(file), result);
}
int control_file(sqlite3_file* file, int operation, void* argument) {
  if (operation == SQLITE_FCNTL_SIZE_HINT) return SQLITE_OK;  // would grow the file unseen
  return below(file)->pMethods->xFileControl(below(file), operation, argument);
}
int sector_size(sqlite3_file*) {
  return kSector;
}
int characteristics(sqlite3_file*) {
  return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}
int map_shared(sqlite3_file* file, int region, int size, int extend, void volatile** memory) {
  return below(file)->pMethods->xShmMap(below(file), region, size, extend, memory);
}
int lock_shared(sqlite3_file* file, int offset, int count, int flags) {
  return below(file)->pMethods->xShmLock(below(file), offset, count, flags);
}
void shared_barrier(sqlite3_file* file) {
  below(file)->pMethods->xShmBarrier(below(file));
}
int unmap_shared(sqlite3_file* file, int remove) {
  return below(file)->pMethods->xShmUnmap(below(file), remove);
}

// Version 2: no memory mapping, which would look past the shim.
const sqlite3_io_methods kMethods = {2,
                                     close_file,
                                     read_file,
                                     write_file,
                                     truncate_file,
                                     sync_file,
                                     size_of_file,
                                     lock_file,
                                     unlock_file,
                                     check_lock,
                                     control_file,
                                     sector_size,
                                     characteristics,
                                     map_shared,
                                     lock_shared,
                                     shared_barrier,
                                     unmap_shared,
                                     nullptr,
                                     nullptr};

int open_file(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out_flags) {
  State& state = state_of(vfs);
  Handle& self = handle(file);
  self.base.pMethods = nullptr;
  const std::lock_guard lock(state.mutex);
  if (state.down() || path == nullptr) return SQLITE_CANTOPEN;
  self.state = &state;
  self.below = reinterpret_cast<sqlite3_file*>(&self + 1);
  const int code = state.below->xOpen(state.below, path, self.below, flags, out_flags);
  if (code != SQLITE_OK) return code;
  const auto [found, is_new] = state.files.try_emplace(path);
  self.file = &found->second;
  if (is_new) {
    sqlite3_int64 size = 0;
    self.below->pMethods->xFileSize(self.below, &size);
    self.file->size = size;
  }
  self.base.pMethods = &kMethods;
  return SQLITE_OK;
}

int delete_file(sqlite3_vfs* vfs, const char* path, int sync) {
  State& state = state_of(vfs);
  const std::lock_guard lock(state.mutex);
  if (!state.step()) return SQLITE_IOERR_DELETE;
  // The entry stays: its address is in the handles.
  if (const auto found = state.files.find(path); found != state.files.end()) found->second = {};
  return state.below->xDelete(state.below, path, sync);
}

int access_file(sqlite3_vfs* vfs, const char* path, int flags, int* result) {
  return below(vfs)->xAccess(below(vfs), path, flags, result);
}
int full_path(sqlite3_vfs* vfs, const char* path, int size, char* out) {
  return below(vfs)->xFullPathname(below(vfs), path, size, out);
}
int randomness(sqlite3_vfs* vfs, int size, char* out) {
  return below(vfs)->xRandomness(below(vfs), size, out);
}
int sleep_for(sqlite3_vfs* vfs, int microseconds) {
  return below(vfs)->xSleep(below(vfs), microseconds);
}
int current_time(sqlite3_vfs* vfs, double* time) {
  return below(vfs)->xCurrentTime(below(vfs), time);
}
int last_error(sqlite3_vfs* vfs, int size, char* out) {
  return below(vfs)->xGetLastError(below(vfs), size, out);
}

}  // namespace

LossyFileSystem::LossyFileSystem() : state_(std::make_unique<State>()) {
  State& state = *state_;
  state.below = sqlite3_vfs_find(nullptr);
  state.name = fresh_name("lossy");
  sqlite3_vfs& vfs = state.vfs;
  vfs.iVersion = 1;
  vfs.szOsFile = static_cast<int>(sizeof(Handle)) + state.below->szOsFile;
  vfs.mxPathname = state.below->mxPathname;
  vfs.zName = state.name.c_str();
  vfs.pAppData = &state;
  vfs.xOpen = open_file;
  vfs.xDelete = delete_file;
  vfs.xAccess = access_file;
  vfs.xFullPathname = full_path;
  vfs.xRandomness = randomness;
  vfs.xSleep = sleep_for;
  vfs.xCurrentTime = current_time;
  vfs.xGetLastError = last_error;
  sqlite3_vfs_register(&vfs, 0);
}

LossyFileSystem::~LossyFileSystem() {
  sqlite3_vfs_unregister(&state_->vfs);
}

const std::string& LossyFileSystem::name() const {
  return state_->name;
}

void LossyFileSystem::crash_after(std::int64_t operations) {
  const std::lock_guard lock(state_->mutex);
  state_->crash_at = state_->operations + operations;
}

bool LossyFileSystem::crashed() const {
  const std::lock_guard lock(state_->mutex);
  return state_->down();
}

std::int64_t LossyFileSystem::operations() const {
  return state_->operations;
}

std::int64_t LossyFileSystem::bytes_lost() const {
  return state_->bytes_lost;
}

void LossyFileSystem::recover(Loss loss, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  for (auto& [path, file] : state_->files) {
    std::fstream disk(path, std::ios::in | std::ios::out | std::ios::binary);
    for (const Waiting& each : file.waiting) {
      for (std::size_t at = 0; at < each.data.size(); at += kSector) {
        const std::string sector = each.data.substr(at, kSector);
        if (loss == Loss::a_random_part && random() % 2 == 0 && disk.is_open()) {
          disk.seekp(each.offset + static_cast<std::int64_t>(at));
          disk.write(sector.data(), static_cast<std::streamsize>(sector.size()));
        } else {
          state_->bytes_lost += static_cast<std::int64_t>(sector.size());
        }
      }
    }
  }
  for (const auto& [path, file] : state_->files) std::filesystem::remove(path + "-shm");
  state_->files.clear();
  state_->crash_at = -1;
}

}  // namespace yibao::test

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

// Checkpoints come with 16 MiB of WAL: large rows bring them about soon.
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
