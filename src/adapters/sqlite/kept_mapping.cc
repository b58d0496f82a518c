#include "adapters/sqlite/kept_mapping.h"

#include <type_traits>

#include "base/check.h"

namespace yibao::adapters {

void KeptMapping::keep(sqlite3* reader) {
  static_assert(std::is_standard_layout_v<KeptMapping>, "of() goes by the first member");
  sqlite3_file* file = nullptr;
  sqlite3_file_control(reader, "main", SQLITE_FCNTL_FILE_POINTER, static_cast<void*>(&file));
  YB_CHECK(file != nullptr && file->pMethods != nullptr, "a database without a file");
  constexpr int kKnowsMappings = 3;
  if (file->pMethods->iVersion < kKnowsMappings) return;
  below_ = file->pMethods;
  methods_ = *below_;
  methods_.xUnfetch = unfetch;
  file->pMethods = &methods_;
  is_worth_mapping(file);
}

KeptMapping& KeptMapping::of(sqlite3_file* file) {
  return *reinterpret_cast<KeptMapping*>(const_cast<sqlite3_io_methods*>(file->pMethods));
}

bool KeptMapping::is_worth_mapping(sqlite3_file* file) {
  sqlite3_int64 size = 0;
  if (below_->xFileSize(file, &size) != SQLITE_OK) return true;
  if (size >= mapped_ && size - mapped_ < kUnmappedMax) return false;
  mapped_ = size;
  return true;
}

// Without a page it is the whole mapping that shall go.
int KeptMapping::unfetch(sqlite3_file* file, sqlite3_int64 offset, void* page) {
  KeptMapping& kept = of(file);
  if (page == nullptr && !kept.is_worth_mapping(file)) return SQLITE_OK;
  return kept.below_->xUnfetch(file, offset, page);
}

}  // namespace yibao::adapters
