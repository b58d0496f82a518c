#include "service/verify/told.h"

#include <string>
#include <utility>

#include "storage/digest.h"

namespace yibao::service {

namespace {

constexpr std::size_t kNumberAndLength = 2;
constexpr std::size_t kEncodedNumber = 8;

std::size_t key_size(std::string_view record) {
  return static_cast<unsigned char>(record[1]);
}

std::uint64_t read_number(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char byte : bytes.substr(0, kEncodedNumber)) {
    number = number << 8 | static_cast<unsigned char>(byte);
  }
  return number;
}

// One value of storage::encode_values, taken off the front; nothing where it is none.
std::optional<storage::Value> take_value(std::string_view& bytes) {
  if (bytes.empty()) return std::nullopt;
  const char kind = bytes.front();
  bytes.remove_prefix(1);
  if (kind == 'n') return storage::Value();
  if (bytes.size() < kEncodedNumber) return std::nullopt;
  const std::uint64_t number = read_number(bytes);
  bytes.remove_prefix(kEncodedNumber);
  if (kind == 'i') return storage::Value(static_cast<std::int64_t>(number));
  if (bytes.size() < number) return std::nullopt;
  std::string text(bytes.substr(0, number));
  bytes.remove_prefix(number);
  if (kind == 't') return storage::Value(std::move(text));
  if (kind == 'b') return storage::Value(storage::Bytes{std::move(text)});
  return std::nullopt;
}

}  // namespace

Record split_record(std::string_view record) {
  YB_CHECK(record.size() >= kNumberAndLength + storage::kShortDigestSize, "a record too short");
  const std::size_t name = record.size() - storage::kShortDigestSize;
  return {record.substr(0, name), record.substr(name)};
}

std::optional<std::vector<Record>> records_of(std::string_view rows) {
  std::vector<Record> records;
  while (!rows.empty()) {
    if (rows.size() < kNumberAndLength) return std::nullopt;
    const std::size_t size = kNumberAndLength + key_size(rows) + storage::kShortDigestSize;
    if (rows.size() < size) return std::nullopt;
    records.push_back(split_record(rows.substr(0, size)));
    rows.remove_prefix(size);
  }
  return records;
}

int table_number(std::string_view name) {
  return static_cast<unsigned char>(name.front());
}

std::optional<storage::Row> key_of(std::string_view name, const storage::Table& table,
                                   std::int64_t subject) {
  std::string_view rest = name.substr(kNumberAndLength);
  storage::Row key;
  for (int i = 0; i < table.key_columns; ++i) {
    if (table.owner != storage::Owner::none && i == table.owner_column) {
      key.emplace_back(table.owner == storage::Owner::region ? -subject : subject);
      continue;
    }
    std::optional<storage::Value> value = take_value(rest);
    if (!value) return std::nullopt;
    key.push_back(std::move(*value));
  }
  return rest.empty() ? std::optional(std::move(key)) : std::nullopt;
}

std::optional<std::int64_t> subject_of(const storage::Table& table, const storage::Row& row) {
  const storage::Value& owner = row[static_cast<std::size_t>(table.owner_column)];
  switch (table.owner) {
    case storage::Owner::person:
      return owner.integer();
    case storage::Owner::region:
      return -owner.integer();
    case storage::Owner::none:
      break;
  }
  return std::nullopt;
}

}  // namespace yibao::service
