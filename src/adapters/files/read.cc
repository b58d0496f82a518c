#include "adapters/files/read.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "base/check.h"

namespace yibao::files {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& path, const std::string& problem) {
  throw Fault("cannot read " + path + ": " + problem);
}

void check_size(const std::string& path, std::size_t entries) {
  if (entries > kFolderEntriesMax) fail(path, "too many entries");
}

}  // namespace

std::string read_file(const std::string& path, std::size_t bytes_max) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) fail(path, error ? error.message() : "not a file");
  const std::uintmax_t size = fs::file_size(path, error);
  if (error) fail(path, error.message());
  if (size > bytes_max) fail(path, "larger than " + std::to_string(bytes_max) + " bytes");
  std::ifstream stream(path, std::ios::binary);
  std::string content(static_cast<std::size_t>(size), '\0');
  if (!stream.read(content.data(), static_cast<std::streamsize>(size))) {
    fail(path, "the read ended early");
  }
  return content;
}

std::vector<std::string> list_folder(const std::string& path) {
  std::error_code error;
  std::vector<std::string> names;
  fs::directory_iterator entry(path, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    names.push_back(entry->path().filename().string());
    check_size(path, names.size());
  }
  if (error) fail(path, error.message());
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<std::string> list_files_below(const std::string& path, const std::string& suffix) {
  std::error_code error;
  std::vector<std::string> files;
  fs::recursive_directory_iterator entry(path, error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (name.starts_with('.')) {
      entry.disable_recursion_pending();
    } else if (entry->is_regular_file(error) && name.ends_with(suffix)) {
      files.push_back(entry->path().lexically_relative(path).generic_string());
      check_size(path, files.size());
    }
    if (error) break;
  }
  if (error) fail(path, error.message());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace yibao::files
