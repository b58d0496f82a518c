// What a journal tells of rows, read back from the form that journal_record() writes.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "storage/value.h"

namespace yibao::service {

// Everything but the digest names the row: the table's number and its key without the owner.
struct Record {
  std::string_view name;
  std::string_view digest;
};
Record split_record(std::string_view record);

// Records one behind the other; nothing where the bytes are none.
std::optional<std::vector<Record>> records_of(std::string_view records);

int table_number(std::string_view name);
// The whole primary key of the row that a name stands for; the owner's column is taken from the
// subject of the journal. Nothing where the name is not of this table.
std::optional<storage::Row> key_of(std::string_view name, const storage::Table& table,
                                   std::int64_t subject);
// Whose row it is, as the subject of a journal; nothing where the table has no owner.
std::optional<std::int64_t> subject_of(const storage::Table& table, const storage::Row& row);

}  // namespace yibao::service
