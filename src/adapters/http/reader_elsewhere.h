// A reader that is none: where the database is a network away.
#pragma once

#include "storage/database.h"

namespace yibao::adapters {

// Stands where a reader would on an io thread, while the database is a network away. Few commands
// ask one anything before they wait for the runner; those that do are handed to the pool.
class ReaderElsewhere : public storage::Session {
 public:
  struct Asked {};  // no std::exception: nobody answers it on the way

  void begin() override { throw Asked(); }
  void commit() override { throw Asked(); }
  void rollback() override {}
  using storage::Session::select;
  storage::Rows select(const storage::Statement&, std::span<const storage::Value>) override {
    throw Asked();
  }
  std::vector<storage::Rows> select_keyed(const storage::KeyedSelect&,
                                          std::span<const storage::Value>) override {
    throw Asked();
  }
  void insert_rows(const storage::Table&, std::span<const storage::Row* const>) override {
    throw Asked();
  }
  void update_rows(const storage::Table&, std::span<const storage::Row* const>) override {
    throw Asked();
  }
  storage::Rows lock_heads(std::span<const std::int64_t>) override { throw Asked(); }
  void execute(std::string_view) override { throw Asked(); }
};

}  // namespace yibao::adapters
