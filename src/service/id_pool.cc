#include "service/id_pool.h"

#include "service/tables.h"

namespace yibao::service {

namespace {

constexpr storage::Statement kAdvance{"advance_ids",
                                      "UPDATE id_block SET next = next + $1 WHERE name = 'all'"};
constexpr storage::Statement kGiveBack{
    "give_back_ids", "UPDATE id_block SET next = $1 WHERE name = 'all' AND next = $2"};
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
  std::int64_t ours = 0;
  {
    const std::lock_guard lock(mutex_);
    if (spare_.first != spare_.end || end_ - next_ > kBlock / 2) return {};
    ours = end_;
  }
  writer.select(kAdvance, {kBlock});  // takes the row's lock, so that what follows is ours alone
  const storage::Rows rows = writer.select(kNext, {});
  if (rows.empty()) writer.insert_row(kIdBlock, {"all", 1 + kBlock});
  const std::int64_t end = rows.empty() ? 1 + kBlock : rows[0][0].integer();
  // Whoever else takes blocks takes them behind ours.
  if (end - kBlock < ours) throw Fault("id_block was moved back, ids would be given out twice");
  return {end - kBlock, end};
}

std::int64_t IdPool::next_free(storage::Session& reader) {
  const storage::Rows rows = reader.select(kNext, {});
  return rows.empty() ? 1 : rows[0][0].integer();
}

void IdPool::adopt(const Reserved& reserved) {
  if (reserved.first == reserved.end) return;
  const std::lock_guard lock(mutex_);
  spare_ = reserved;
}

void IdPool::give_back(storage::Session& writer) {
  const std::lock_guard lock(mutex_);
  const bool has_spare = spare_.first != spare_.end;
  if (!has_spare && next_ == end_) return;
  const bool together = has_spare && spare_.first == end_;
  const std::int64_t first = has_spare && !together ? spare_.first : next_;
  writer.select(kGiveBack, {first, has_spare ? spare_.end : end_});
  next_ = end_ = 0;
  spare_ = {};
}

}  // namespace yibao::service
