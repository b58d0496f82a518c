// A file system for tests that loses what was not synced, as a power cut does.
//
// A shim over SQLite's own: writes stay in memory until the file is synced. At a crash every later
// call fails, and recover() lets through a random part of what was waiting, sector by sector, in
// no order: more cruel than dropping all of it, and allowed to a disk.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace yibao::test {

class LossyFileSystem {
 public:
  LossyFileSystem();   // registers itself under name()
  ~LossyFileSystem();  // all its files are closed by now
  LossyFileSystem(const LossyFileSystem&) = delete;
  LossyFileSystem& operator=(const LossyFileSystem&) = delete;

  const std::string& name() const;

  // The power fails at the n-th write, sync or truncation from now.
  void crash_after(std::int64_t operations);
  // The next sync fails once, and what it should have kept is gone.
  void fail_next_sync();
  bool crashed() const;
  std::int64_t operations() const;  // so far
  std::int64_t bytes_lost() const;  // at all recoveries

  enum class Loss { everything, a_random_part };
  // The power is back: the files are what had been synced, and what the loss left over.
  void recover(Loss loss, std::uint64_t seed);

  struct State;

 private:
  std::unique_ptr<State> state_;
};

}  // namespace yibao::test
