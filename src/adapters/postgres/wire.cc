#include "adapters/postgres/wire.h"

namespace yibao::adapters::wire {

namespace {

using storage::ColumnType;
using storage::Value;

constexpr std::size_t kElementSize = 24;  // of most columns, with its length
constexpr Oid kInt8 = 20;
constexpr Oid kInt4 = 23;
constexpr Oid kInt2 = 21;
constexpr Oid kText = 25;
constexpr Oid kBytea = 17;

void append_big_endian(std::string& out, std::uint64_t value, int bytes) {
  char buffer[8];
  for (int i = bytes; i-- > 0; value >>= 8) buffer[i] = static_cast<char>(value & 0xFF);
  out.append(buffer, static_cast<std::size_t>(bytes));
}

std::int64_t read_big_endian(const char* data, int bytes) {
  std::uint64_t value = (data[0] & 0x80) != 0 ? ~std::uint64_t{0} : 0;
  for (int i = 0; i < bytes; ++i) value = value << 8 | static_cast<unsigned char>(data[i]);
  return static_cast<std::int64_t>(value);
}

Oid oid_of(ColumnType type) {
  switch (type) {
    case ColumnType::integer:
      return kInt8;
    case ColumnType::text:
      return kText;
    case ColumnType::bytes:
      return kBytea;
  }
  YB_CHECK(false, "no such column type");
}

std::string binary(const Value& value) {
  if (const std::int64_t* number = value.if_integer()) {
    std::string out;
    append_big_endian(out, static_cast<std::uint64_t>(*number), 8);
    return out;
  }
  if (const std::string* text = value.if_text()) return *text;
  return value.bytes().data;
}

void append_element(std::string& out, const Value& value) {
  if (value.is_null()) {
    append_big_endian(out, ~std::uint64_t{0}, 4);
  } else if (const std::int64_t* number = value.if_integer()) {
    append_big_endian(out, 8, 4);
    append_big_endian(out, static_cast<std::uint64_t>(*number), 8);
  } else {
    const std::string& data = value.if_text() != nullptr ? value.text() : value.bytes().data;
    append_big_endian(out, data.size(), 4);
    out += data;
  }
}

std::string array_header(std::size_t size, ColumnType type) {
  std::string out;
  append_big_endian(out, size > 0 ? 1 : 0, 4);  // dimensions
  append_big_endian(out, 1, 4);                 // may hold nulls
  append_big_endian(out, oid_of(type), 4);
  if (size > 0) {
    append_big_endian(out, size, 4);
    append_big_endian(out, 1, 4);  // lower bound
  }
  return out;
}

}  // namespace

void Parameters::add(const Value& value) {
  null_.push_back(value.is_null());
  data_.push_back(value.is_null() ? std::string() : binary(value));
}

void Parameters::add_column(std::span<const storage::Row* const> rows, std::size_t column,
                            ColumnType type) {
  std::string out = array_header(rows.size(), type);
  out.reserve(out.size() + rows.size() * kElementSize);
  for (const storage::Row* row : rows) append_element(out, (*row)[column]);
  null_.push_back(false);
  data_.push_back(std::move(out));
}

void Parameters::add_keys(std::span<const Value> keys, ColumnType type) {
  std::string out = array_header(keys.size(), type);
  for (const Value& key : keys) append_element(out, key);
  null_.push_back(false);
  data_.push_back(std::move(out));
}

std::string copy_rows(std::span<const storage::Row* const> rows) {
  using namespace std::string_literals;
  std::string out = "PGCOPY\n\377\r\n\0"s;
  append_big_endian(out, 0, 8);  // no flags, no extension of the header
  for (const storage::Row* row : rows) {
    append_big_endian(out, row->size(), 2);
    for (const Value& value : *row) append_element(out, value);
  }
  append_big_endian(out, ~std::uint64_t{0}, 2);
  return out;
}

std::vector<const char*> Parameters::pointers() const {
  std::vector<const char*> result;
  for (std::size_t i = 0; i < data_.size(); ++i) {
    result.push_back(null_[i] ? nullptr : data_[i].data());
  }
  return result;
}

std::vector<int> Parameters::lengths() const {
  std::vector<int> result;
  for (const std::string& data : data_) result.push_back(static_cast<int>(data.size()));
  return result;
}

std::string_view type_name(ColumnType type) {
  switch (type) {
    case ColumnType::integer:
      return "bigint";
    case ColumnType::text:
      return "text";
    case ColumnType::bytes:
      return "bytea";
  }
  YB_CHECK(false, "no such column type");
}

storage::Row read_row(const PGresult* result, int row) {
  storage::Row values;
  const int columns = PQnfields(result);
  values.reserve(static_cast<std::size_t>(columns));
  for (int i = 0; i < columns; ++i) {
    if (PQgetisnull(result, row, i) != 0) {
      values.emplace_back();
      continue;
    }
    const char* data = PQgetvalue(result, row, i);
    const int length = PQgetlength(result, row, i);
    switch (PQftype(result, i)) {
      case kInt8:
      case kInt4:
      case kInt2:
        values.emplace_back(read_big_endian(data, length));
        break;
      case kBytea:
        values.emplace_back(storage::Bytes{std::string(data, static_cast<std::size_t>(length))});
        break;
      default:
        values.emplace_back(std::string(data, static_cast<std::size_t>(length)));
    }
  }
  return values;
}

}  // namespace yibao::adapters::wire
