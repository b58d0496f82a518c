#include "adapters/files/write.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <iterator>

#include "base/check.h"

namespace yibao::files {

namespace {

namespace fs = std::filesystem;

// Writes the bytes, or the folder's entry, to the disk itself.
bool is_synced(const std::string& path, const std::string& bytes, int flags) {
  const int file = ::open(path.c_str(), flags | O_CLOEXEC, 0600);
  if (file < 0) return false;
  const bool written =
      bytes.empty() || ::write(file, bytes.data(), bytes.size()) == std::ssize(bytes);
  const bool good = written && fsync(file) == 0;
  return close(file) == 0 && good;
}

}  // namespace

void write_whole(const std::string& path, const std::string& bytes) {
  const std::string unfinished = path + ".new";
  fs::remove(unfinished);
  if (!is_synced(unfinished, bytes, O_WRONLY | O_CREAT | O_EXCL) ||
      std::rename(unfinished.c_str(), path.c_str()) != 0 ||
      !is_synced(fs::path(path).parent_path().string(), "", O_RDONLY)) {
    throw Fault("cannot write " + path);
  }
}

}  // namespace yibao::files
