// PostgreSQL's binary forms of the values that the port knows: int8, text, bytea, and arrays of
// them for set statements.
#pragma once

#include <libpq-fe.h>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "storage/value.h"

namespace yibao::adapters::wire {

// Parameters of one statement, in binary form, owning their bytes.
class Parameters {
 public:
  void add(const storage::Value& value);
  // One column of many rows, as an array.
  void add_column(std::span<const storage::Row* const> rows, std::size_t column,
                  storage::ColumnType type);
  void add_keys(std::span<const storage::Value> keys, storage::ColumnType type);

  int count() const { return static_cast<int>(data_.size()); }
  // Pointers into this object; valid until it changes.
  std::vector<const char*> pointers() const;
  std::vector<int> lengths() const;
  std::vector<int> formats() const { return std::vector<int>(data_.size(), 1); }

 private:
  std::vector<std::string> data_;
  std::vector<bool> null_;
};

// Whole rows as COPY … (FORMAT binary) takes them.
std::string copy_rows(std::span<const storage::Row* const> rows);

// The PostgreSQL type a column has inside set statements: bigint, text or bytea.
std::string_view type_name(storage::ColumnType type);

storage::Row read_row(const PGresult* result, int row);

}  // namespace yibao::adapters::wire
