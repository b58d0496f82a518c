// The lossy file system as SQLite sees it. What is proved with it is in power_cut_test.cc.
#include "adapters/sqlite/lossy_vfs_test.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <random>
#include <utility>
#include <vector>

#include "adapters/test_databases.h"

namespace yibao::test {

namespace {

constexpr std::int64_t kSector = 512;

struct Waiting {  // a write, or a truncation where there is no data
  std::int64_t offset;
  std::string data;
};

struct File {
  sqlite3_int64 size = 0;  // as its users see it
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
  bool fail_sync = false;

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
  if (std::exchange(self.state->fail_sync, false)) {
    self.file->waiting.clear();
    self.below->pMethods->xFileSize(self.below, &self.file->size);
    return SQLITE_IOERR_FSYNC;
  }
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

void LossyFileSystem::fail_next_sync() {
  const std::lock_guard lock(state_->mutex);
  state_->fail_sync = true;
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
