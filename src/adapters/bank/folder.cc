#include "adapters/bank/folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "adapters/files/read.h"
#include "base/check.h"

namespace yibao::bank {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMarkerEnd = ".part";
constexpr mode_t kFileMode =
    0640;  // accounts and telephones are in it: the owner, and who carries it on

[[noreturn]] void fail(const std::string& path) {
  throw Fault("cannot write " + path + ": " + std::strerror(errno));
}

void write_synced(const std::string& path, std::string_view content) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kFileMode);
  if (file < 0) fail(path);
  std::string_view left = content;
  bool good = true;
  while (good && !left.empty()) {
    const ssize_t written = write(file, left.data(), left.size());
    good = written > 0 || (written < 0 && errno == EINTR);
    if (written > 0) left.remove_prefix(static_cast<std::size_t>(written));
  }
  good = good && fsync(file) == 0;
  if (close(file) != 0 || !good) fail(path);
}

void rename_to(const std::string& from, const std::string& to) {
  if (std::rename(from.c_str(), to.c_str()) != 0) fail(to);
}

}  // namespace

Folder::Folder(std::string path) : path_(std::move(path)) {
  fs::create_directories(path_);
  const std::string lock = path_ + "/.lock";
  lock_ = open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kFileMode);
  if (lock_ < 0) fail(lock);
  if (flock(lock_, LOCK_EX | LOCK_NB) != 0) {
    close(lock_);
    throw Fault("another process is writing bank files in " + path_);
  }
}

Folder::~Folder() {
  close(lock_);
}

bool Folder::has(const std::string& name) const {
  return fs::exists(path_ + "/" + name);
}

std::vector<std::string> Folder::unfinished() const {
  std::vector<std::string> names;
  for (const std::string& name : files::list_folder(path_)) {
    if (!name.starts_with('.') || !name.ends_with(kMarkerEnd)) continue;
    names.push_back(name.substr(1, name.size() - 1 - kMarkerEnd.size()));
  }
  return names;
}

void Folder::begin(const std::string& name) {
  YB_CHECK(!fs::exists(path_ + "/" + name) && !fs::exists(marker(name)), "a file begun twice");
  write_synced(marker(name), "");
  sync();
}

void Folder::publish(const std::string& name, std::string_view content) {
  YB_CHECK(fs::exists(marker(name)), "a file that was not begun");
  const std::string fresh = path_ + "/." + name + ".new";
  write_synced(fresh, content);
  rename_to(fresh, marker(name));
  rename_to(marker(name), path_ + "/" + name);
  sync();
}

void Folder::abandon(const std::string& name) {
  if (std::remove(marker(name).c_str()) != 0) fail(marker(name));
  sync();
}

void Folder::sync() const {
  const int folder = open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) fail(path_);
  const bool good = fsync(folder) == 0;
  close(folder);
  if (!good) fail(path_);
}

}  // namespace yibao::bank
