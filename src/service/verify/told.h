// What one journal tells of rows: the last record for each of them (service::journal_record).
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "storage/value.h"

namespace yibao::service {

// Everything but the digest names the row: the table's number and its key without the owner.
struct Record {
  std::string_view name;
  std::string_view digest;
};
Record split_record(std::string_view record);

class Told {
 public:
  // The column `rows` of one event, in the order of events: what comes later counts. False where
  // the bytes are no records.
  bool add(std::string_view rows);

  const std::map<std::string, std::string, std::less<>>& all() const { return digests_; }

 private:
  std::map<std::string, std::string, std::less<>> digests_;  // by name
};

int table_number(std::string_view name);
// The whole primary key of the row that a name stands for; the owner's column is taken from the
// subject of the journal. Nothing where the name is not of this table.
std::optional<storage::Row> key_of(std::string_view name, const storage::Table& table,
                                   std::int64_t subject);
// Whose row it is, as the subject of a journal; nothing where the table has no owner.
std::optional<std::int64_t> subject_of(const storage::Table& table, const storage::Row& row);

}  // namespace yibao::service
