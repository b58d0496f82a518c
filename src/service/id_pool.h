// Inside ids: blocks reserved durably in the database, handed out in order. Two processes on one
// PostgreSQL each hold blocks of their own.
#pragma once

#include <mutex>

#include "business/use_case.h"
#include "storage/database.h"

namespace yibao::service {

class IdPool : public business::Ids {
 public:
  static constexpr std::int64_t kBlock = 1'000'000;

  // Thread-safe. Throws Fault when the reserve is used up, which takes half a million ids between
  // two batches.
  std::int64_t next() override;

  // Inside a transaction of the writer: reserves another block when half of the last one is used.
  // What it reserved becomes usable by adopt(), after the commit.
  struct Reserved {
    std::int64_t first = 0;
    std::int64_t end = 0;
  };
  Reserved reserve_when_low(storage::Session& writer);
  void adopt(const Reserved& reserved);

  // The first id that no block holds, as the database has it.
  static std::int64_t next_free(storage::Session& reader);

  // At the end of a process, inside a transaction of the writer: what is left of the last block
  // goes back, unless another process has a block behind it. Ids are the serial of documents, which
  // would else jump by a block with every command.
  void give_back(storage::Session& writer);

 private:
  std::mutex mutex_;
  std::int64_t next_ = 0;
  std::int64_t end_ = 0;
  Reserved spare_;
};

}  // namespace yibao::service
