// Writing to the disk so that a file is there whole or not at all: beside its place first, synced,
// then moved there, and the folder's entry synced too. A failure is a Fault that names the path.
#pragma once

#include <string>

namespace yibao::files {

// Readable and writable by its owner only.
void write_whole(const std::string& path, const std::string& bytes);

}  // namespace yibao::files
