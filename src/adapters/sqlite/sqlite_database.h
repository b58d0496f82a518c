// The embedded database: one file, one writer, many readers.
//
// SQLite before 3.51.3 can lose acknowledged WAL commits when several connections write and
// checkpoint. So one process owns the file (an exclusive lock on FILE.lock), and in it exactly one
// connection can write and checkpoint; readers open read-only. A test asserts both.
#pragma once

#include <memory>
#include <string>

#include "storage/database.h"

namespace yibao::adapters {

struct SqliteOptions {
  std::string path;
  std::string vfs;  // a test's file system; empty: the operating system's
  // Of each connection. No more: in a file below 1 GiB SQLite (3.40) walks the whole cache at every
  // commit that has moved a page (it borrows page 262 145 meanwhile and then drops what lies behind
  // the end of the file), a fifth of the writer's time with 256 MiB. What is not here is mapped, or
  // in the system's cache.
  int cache_mebibytes = 32;
};

class DatabaseInUse : public Fault {
 public:
  using Fault::Fault;
};

// Throws DatabaseInUse when another process owns the file.
std::unique_ptr<storage::Database> open_sqlite(const SqliteOptions& options);

}  // namespace yibao::adapters
