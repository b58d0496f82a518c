#include "service/id_pool.h"

#include "service/tables.h"

namespace yibao::service {

namespace {

constexpr storage::Statement kAdvance{"advance_ids",
                                      "UPDATE id_block SET next = next + $1 WHERE name = 'all'"};
constexpr storage::Statement kNext{"next_ids", "SELECT next FROM id_block WHERE name = 'all'"};

}  // namespace

std::int64_t IdPool::next() {
  const std::lock_guard lock(mutex_);
  if (next_ == end_) {
    if (spare_.first == spare_.end) throw Fault("no ids in reserve");
    next_ = spare_.first;
    end_ = spare_.end;
    spare_ = {};
  }
  return next_++;
}

IdPool::Reserved IdPool::reserve_when_low(storage::Session& writer) {
  {
    const std::lock_guard lock(mutex_);
    if (spare_.first != spare_.end || end_ - next_ > kBlock / 2) return {};
  }
  writer.select(kAdvance, {kBlock});  // takes the row's lock, so that what follows is ours alone
  const storage::Rows rows = writer.select(kNext, {});
  if (rows.empty()) {
    writer.insert_row(kIdBlock, {"all", 1 + kBlock});
    return {1, 1 + kBlock};
  }
  const std::int64_t end = rows[0][0].integer();
  return {end - kBlock, end};
}

void IdPool::adopt(const Reserved& reserved) {
  if (reserved.first == reserved.end) return;
  const std::lock_guard lock(mutex_);
  spare_ = reserved;
}

}  // namespace yibao::service
