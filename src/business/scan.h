// Whole tables, front to back, in the order in which their rows stand: how checks read.
//
// Page after page behind the last key, so that memory does not grow with the table. Walk reads
// several tables that are led by the same key (a person, a journal's subject) side by side and
// stops at each key with its rows of all of them: a join in memory of one person.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "business/checks.h"
#include "storage/value.h"

namespace yibao::business {

inline constexpr int kScanPage = 1'000;             // rows
inline constexpr int kScanFirstPage = 16;           // before it is known how large the rows are
inline constexpr std::size_t kScanBytes = 4 << 20;  // of a page, as far as the last one tells

class Scan {
 public:
  // `behind`: only rows whose first column, an integer, is above it.
  Scan(const CheckContext& context, const storage::Table& table,
       std::optional<std::int64_t> behind = std::nullopt);

  const storage::Row* peek();  // the row to come; null behind the last one
  storage::Row take();

 private:
  void turn_page();

  const CheckContext& context_;
  const storage::Table& table_;
  std::optional<std::int64_t> behind_;
  int page_ = kScanFirstPage;
  storage::Rows rows_;
  std::vector<storage::Value> key_;  // of the last row of the page
  std::size_t at_ = 0;
  bool first_ = true;
  bool last_ = false;
};

class Walk {
 public:
  // The first column of each table is its leading key, an integer; only keys above `behind`.
  Walk(const CheckContext& context, std::vector<const storage::Table*> tables,
       std::optional<std::int64_t> behind = std::nullopt);

  bool next();  // to the next key of any of the tables; false behind the last one
  std::int64_t key() const { return key_; }
  const storage::Rows& rows(const storage::Table& table) const;  // checked: one of the tables

 private:
  struct Lane {
    const storage::Table* table;
    Scan scan;
    storage::Rows rows;
  };
  std::vector<Lane> lanes_;
  std::int64_t key_ = 0;
};

// One row by its whole primary key; null where there is none.
std::optional<storage::Row> find_row(const CheckContext& context, const storage::Table& table,
                                     std::span<const storage::Value> key);
std::int64_t count_rows(const CheckContext& context, const storage::Table& table);

}  // namespace yibao::business
