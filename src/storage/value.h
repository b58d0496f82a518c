// Values, rows and tables as the database port knows them: plain data, the same on every engine.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/check.h"

namespace yibao::storage {

// Bytes are not text: no encoding, no display.
struct Bytes {
  std::string data;
  bool operator==(const Bytes&) const = default;
  auto operator<=>(const Bytes&) const = default;
};

// What a column holds. There are no booleans (0 and 1 are integers) and no fractions.
class Value {
 public:
  Value() = default;                                               // NULL
  Value(std::int64_t value) : content_(value) {}                   // NOLINT: literals are values
  Value(int value) : content_(std::int64_t{value}) {}              // NOLINT
  Value(std::string value) : content_(std::move(value)) {}         // NOLINT
  Value(std::string_view value) : content_(std::string(value)) {}  // NOLINT
  Value(const char* value) : content_(std::string(value)) {}       // NOLINT
  Value(Bytes value) : content_(std::move(value)) {}               // NOLINT
  template<class T>
  Value(const std::optional<T>& value) {  // NOLINT
    if (value) *this = Value(*value);
  }

  bool is_null() const { return content_.index() == 0; }
  const std::int64_t* if_integer() const { return std::get_if<std::int64_t>(&content_); }
  const std::string* if_text() const { return std::get_if<std::string>(&content_); }
  const Bytes* if_bytes() const { return std::get_if<Bytes>(&content_); }

  // Checked: a column of another type is a bug of ours.
  std::int64_t integer() const {
    YB_CHECK(if_integer() != nullptr, "not an integer");
    return *if_integer();
  }
  const std::string& text() const {
    YB_CHECK(if_text() != nullptr, "not a text");
    return *if_text();
  }
  const Bytes& bytes() const {
    YB_CHECK(if_bytes() != nullptr, "not bytes");
    return *if_bytes();
  }
  std::int64_t integer_or(std::int64_t other) const { return is_null() ? other : integer(); }
  std::string text_or(const std::string& other) const { return is_null() ? other : text(); }

  bool operator==(const Value&) const = default;
  auto operator<=>(const Value&) const = default;

 private:
  std::variant<std::monostate, std::int64_t, std::string, Bytes> content_;
};

using Row = std::vector<Value>;
using Rows = std::vector<Row>;

enum class ColumnType { integer, text, bytes };

struct Column {
  std::string_view name;
  ColumnType type = ColumnType::integer;
};

// Whose row it is: whose journal tells of it. The owner's id stands in the column `owner_column`.
enum class Owner { person, region, none };

// mutable_rows: a row is replaced as a whole, under the lock of its owner.
// append_only: triggers refuse UPDATE and DELETE; a correction is a new row that names the old one.
// derived: follows from append-only rows; `verify` recomputes it, the journal does not carry it.
enum class Mutability { mutable_rows, append_only, derived };

// by_key: rows stand in the order of the key, those of one person together.
// by_time: led by an id behind the owner, and so in the order in which they came, which costs few
// pages to write. The key that the database has ends with the owner; nothing walks such a table
// person by person.
enum class Layout { by_key, by_time };

// A table as the program sees it. schema/*.sql is what the database sees; a test compares the two
// on both engines. The first `key_columns` columns are the primary key (see Layout).
struct Table {
  int number;  // stands in the journal: never reused
  std::string_view name;
  std::span<const Column> columns;
  int key_columns;
  Owner owner;
  int owner_column;
  Mutability mutability;
  Layout layout = Layout::by_key;
};

// A row as bytes, the same on every engine: what digests are taken over.
std::string encode_values(std::span<const Value> values);

}  // namespace yibao::storage
