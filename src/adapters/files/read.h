// Reading from the disk: a whole file of bounded size, and a folder in a fixed order. A missing
// file or an I/O error is a Fault that names the path.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace yibao::files {

inline constexpr std::size_t kFileBytesMax = std::size_t{16} * 1024 * 1024;
inline constexpr std::size_t kFolderEntriesMax = 10'000;

std::string read_file(const std::string& path, std::size_t bytes_max = kFileBytesMax);

// The names in a folder, without "." and "..", sorted by bytes.
std::vector<std::string> list_folder(const std::string& path);

// The files under a folder at any depth whose name ends with `suffix`, as paths relative to it,
// sorted by bytes. Links are not followed; names that begin with a dot are left out.
std::vector<std::string> list_files_below(const std::string& path, const std::string& suffix);

}  // namespace yibao::files
