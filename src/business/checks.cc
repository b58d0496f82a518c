#include "business/checks.h"

#include "storage/digest.h"

namespace yibao::business {

namespace {

std::string shown(const storage::Value& value) {
  if (value.is_null()) return "NULL";
  if (const std::int64_t* number = value.if_integer()) return std::to_string(*number);
  if (const std::string* text = value.if_text()) return *text;
  return storage::to_hex(value.bytes().data);
}

}  // namespace

std::string key_text(const storage::Table& table, std::span<const storage::Value> key) {
  std::string text;
  for (std::size_t i = 0; i < key.size(); ++i) {
    if (i > 0) text += ", ";
    text += std::string(table.columns[i].name) + "=" + shown(key[i]);
  }
  return text;
}

void Findings::add(const storage::Table& table, const storage::Row& row, std::string what) {
  add_missing(table, {row.data(), static_cast<std::size_t>(table.key_columns)}, std::move(what));
}

void Findings::add_missing(const storage::Table& table, std::span<const storage::Value> key,
                           std::string what) {
  add(table.name, key_text(table, key), std::move(what));
}

void Findings::add(std::string_view table, std::string row, std::string what) {
  count_ += 1;
  if (all_.size() >= kFindingsMax) return;
  all_.push_back({std::string(check_), std::string(table), std::move(row), std::move(what)});
}

std::string differs(std::string_view column, std::int64_t found, std::int64_t expected) {
  return differs(column, std::to_string(found), std::to_string(expected));
}

std::string differs(std::string_view column, std::string_view found, std::string_view expected) {
  return std::string(column) + " is " + std::string(found) + ", not " + std::string(expected);
}

}  // namespace yibao::business
