#include "business/scan.h"

#include <algorithm>
#include <mutex>
#include <numeric>
#include <set>
#include <string>
#include <string_view>

namespace yibao::business {

namespace {

// A session knows a statement by where its text stands: made texts stay where they are for good.
// There is one for each table and kind of question.
std::string_view kept(std::string sql) {
  static std::mutex mutex;
  static std::set<std::string, std::less<>> texts;
  const std::lock_guard lock(mutex);
  return *texts.insert(std::move(sql)).first;
}

std::string columns_of(const storage::Table& table, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    text += (i > 0 ? ", " : "") + std::string(table.columns[i].name);
  }
  return text;
}

std::string key_of(const storage::Table& table) {
  return columns_of(table, static_cast<std::size_t>(table.key_columns));
}

// The columns by which the rows stand.
std::vector<std::size_t> order_of(const storage::Table& table) {
  std::vector<std::size_t> order(static_cast<std::size_t>(table.key_columns));
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (table.layout == storage::Layout::by_time) std::ranges::rotate(order, order.begin() + 1);
  return order;
}

std::string names_of(const storage::Table& table, std::span<const std::size_t> columns) {
  std::string text;
  for (const std::size_t column : columns) {
    text += (text.empty() ? "" : ", ") + std::string(table.columns[column].name);
  }
  return text;
}

std::string places(int count) {
  std::string text;
  for (int i = 1; i <= count; ++i) text += (i > 1 ? ", $" : "$") + std::to_string(i);
  return text;
}

std::string select_from(const storage::Table& table) {
  return "SELECT " + columns_of(table, table.columns.size()) + " FROM " + std::string(table.name);
}

// Behind a whole key, behind its first column only, or from the start; the last parameter is how
// many rows.
storage::Statement page_statement(const storage::Table& table, std::size_t key_values) {
  const int behind = static_cast<int>(key_values);
  const std::vector<std::size_t> order = order_of(table);
  std::string sql = select_from(table);
  if (behind > 0) {
    sql += " WHERE (" + names_of(table, std::span(order).first(key_values)) + ") > (" +
           places(behind) + ")";
  }
  return {"verify_page", kept(sql + " ORDER BY " + names_of(table, order) + " LIMIT $" +
                              std::to_string(behind + 1))};
}

std::size_t size_of(const storage::Rows& rows) {
  std::size_t bytes = 0;
  for (const storage::Row& row : rows) {
    for (const storage::Value& value : row) {
      if (value.if_text() != nullptr) bytes += value.text().size();
      if (value.if_bytes() != nullptr) bytes += value.bytes().data.size();
    }
  }
  return bytes;
}

}  // namespace

Scan::Scan(const CheckContext& context, const storage::Table& table,
           std::optional<std::int64_t> behind)
    : context_(context), table_(table), behind_(behind) {}

const storage::Row* Scan::peek() {
  if (at_ == rows_.size() && !last_) turn_page();
  return at_ == rows_.size() ? nullptr : &rows_[at_];
}

storage::Row Scan::take() {
  YB_CHECK(peek() != nullptr, "no row behind the last one");
  return std::move(rows_[at_++]);
}

void Scan::turn_page() {
  std::vector<storage::Value> parameters = key_;
  if (first_ && behind_) parameters.emplace_back(*behind_);
  const storage::Statement statement = page_statement(table_, parameters.size());
  parameters.emplace_back(page_);
  rows_ = context_.session.select(statement, parameters);
  context_.rows_read += static_cast<std::int64_t>(rows_.size());
  at_ = 0;
  first_ = false;
  last_ = rows_.size() < static_cast<std::size_t>(page_);
  if (last_) return;
  key_.clear();
  for (const std::size_t column : order_of(table_)) key_.push_back(rows_.back()[column]);
  // Documents and bulk events are large: the next page holds as many rows as memory likes.
  const std::size_t each = size_of(rows_) / rows_.size() + 1;
  page_ = static_cast<int>(std::clamp<std::size_t>(kScanBytes / each, kScanFirstPage, kScanPage));
}

Walk::Walk(const CheckContext& context, std::vector<const storage::Table*> tables,
           std::optional<std::int64_t> behind) {
  for (const storage::Table* table : tables) {
    YB_CHECK(table->layout == storage::Layout::by_key, "its rows do not stand person by person");
    lanes_.push_back({table, Scan(context, *table, behind), {}});
  }
}

bool Walk::next() {
  std::optional<std::int64_t> least;
  for (Lane& lane : lanes_) {
    lane.rows.clear();
    const storage::Row* row = lane.scan.peek();
    if (row == nullptr) continue;
    const std::int64_t key = row->front().integer();
    least = least ? std::min(*least, key) : key;
  }
  if (!least) return false;
  key_ = *least;
  for (Lane& lane : lanes_) {
    for (const storage::Row* row = lane.scan.peek();
         row != nullptr && row->front().integer() == key_; row = lane.scan.peek()) {
      lane.rows.push_back(lane.scan.take());
    }
  }
  return true;
}

const storage::Rows& Walk::rows(const storage::Table& table) const {
  for (const Lane& lane : lanes_) {
    if (lane.table == &table) return lane.rows;
  }
  YB_CHECK(false, "a table that this walk does not read");
}

std::optional<storage::Row> find_row(const CheckContext& context, const storage::Table& table,
                                     std::span<const storage::Value> key) {
  YB_CHECK(static_cast<int>(key.size()) == table.key_columns, "a key of another length");
  const storage::Statement statement{
      "verify_row", kept(select_from(table) + " WHERE (" + key_of(table) + ") = (" +
                         places(table.key_columns) + ")")};
  storage::Rows rows = context.session.select(statement, key);
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

std::int64_t count_rows(const CheckContext& context, const storage::Table& table) {
  const storage::Statement statement{
      "verify_count", kept("SELECT CAST(COUNT(*) AS BIGINT) FROM " + std::string(table.name))};
  return context.session.select(statement, std::span<const storage::Value>())[0][0].integer();
}

}  // namespace yibao::business
