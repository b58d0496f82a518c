#include "service/kept_refusals.h"

namespace yibao::service {

namespace {

using storage::Column;
using storage::ColumnType;

constexpr Column kColumns[] = {{"number", ColumnType::integer},
                               {"last_entry", ColumnType::integer},
                               {"refusals", ColumnType::integer},
                               {"digest", ColumnType::bytes}};

constexpr storage::Statement kLast{
    "last_kept_refusals",
    "SELECT number, last_entry, refusals, digest FROM kept_refusals ORDER BY number DESC LIMIT 1"};

}  // namespace

const storage::Table kKeptRefusals{
    216, "kept_refusals", kColumns, 1, storage::Owner::none, 0, storage::Mutability::append_only};

const storage::Statement kRefusalsBehind{
    "refusals_behind",
    "SELECT entry_id, seal, recorded_at FROM idempotency WHERE seal IS NOT NULL AND entry_id > $1 "
    "ORDER BY entry_id"};

storage::Row KeptRefusals::row() const {
  return {number, last_entry, count, storage::Bytes{digest}};
}

KeptRefusals read_kept_refusals(const storage::Row& row) {
  return {row[0].integer(), row[1].integer(), row[2].integer(), row[3].bytes().data};
}

void RefusalSum::add(std::int64_t entry, std::string_view seal) {
  ++count_;
  digest_.add(std::to_string(entry));
  digest_.add(seal);
}

KeptRefusals refusals_to_count(storage::Session& reader, Instant before) {
  const storage::Rows last = reader.select(kLast, {});
  const KeptRefusals behind = last.empty() ? KeptRefusals() : read_kept_refusals(last.front());
  KeptRefusals found{behind.number + 1, behind.last_entry, 0, ""};
  RefusalSum sum;
  bool settled = true;  // up to the first that may still be overtaken
  const storage::Value key[] = {behind.last_entry};
  reader.visit(kRefusalsBehind, key, [&](std::span<const storage::Value> row) {
    settled = settled && row[2].integer() < before.milliseconds();
    if (!settled) return;
    sum.add(row[0].integer(), row[1].bytes().data);
    found.last_entry = row[0].integer();
  });
  found.count = sum.count();
  found.digest = sum.finish();
  return found;
}

}  // namespace yibao::service
