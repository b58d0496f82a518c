// A reader's mapping of the file, which stays while the file is written.
#pragma once

#include <sqlite3.h>

namespace yibao::adapters {

// SQLite takes a reader's mapping of the whole file away after each commit of somebody else:
// another process may have made the file shorter. In a file of a gigabyte that is milliseconds for
// every thread of the process each time, and then a fault for each page that is read again. Here
// one process owns the file, which never becomes shorter, and the operating system shows in a
// mapping what was written to the file. So it stays, until the file has grown by so much that what
// is not mapped, and read instead, is worth mapping.
//
// Between SQLite and its methods of one file; must outlive the connection.
class KeptMapping {
 public:
  static constexpr sqlite3_int64 kUnmappedMax = 64LL << 20;  // bytes

  KeptMapping() = default;
  KeptMapping(const KeptMapping&) = delete;
  KeptMapping& operator=(const KeptMapping&) = delete;

  void keep(sqlite3* reader);

 private:
  static int unfetch(sqlite3_file* file, sqlite3_int64 offset, void* page);
  static KeptMapping& of(sqlite3_file* file);
  bool is_worth_mapping(sqlite3_file* file);

  sqlite3_io_methods methods_{};  // the first member: of a file SQLite knows these
  const sqlite3_io_methods* below_ = nullptr;
  sqlite3_int64 mapped_ = 0;  // bytes of the file when it was mapped last, or more
};

}  // namespace yibao::adapters
