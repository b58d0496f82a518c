// The header of a CSV file against the columns that are known: each has a Chinese and an English
// name. An unknown or missing column refuses the whole file, with the nearest known name, before a
// row is read: money is not booked from a guess.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/csv/reader.h"
#include "base/decision.h"

namespace yibao::csv {

struct Column {
  std::string_view name;     // "received_on"
  std::string_view chinese;  // "到账日期": what refusals say
  bool required = false;
  std::array<std::string_view, 2> also{};  // further Chinese names
};

// For --help: "证件号码 identity_number、姓名 name、…; 选填: …".
std::string told(std::span<const Column> columns);

class Columns {
 public:
  // Refuses: csv_header_missing, where not one column is known: nothing of that line is told, it
  // may be a row. Else csv_column_unknown, csv_column_twice, csv_column_missing; all of them at
  // once. A unit behind a name, 缴费基数(元), is passed over. A file that is only compared with
  // ours may have columns besides.
  enum class Unknown { refused, passed_over };
  static Decision<Columns> match(const Record& header, std::span<const Column> known,
                                 Unknown unknown = Unknown::refused);

  // Refused as csv_field_count where the row has more or fewer fields than the header.
  Verdict check(const Record& row) const;
  // Empty where the file has no such column.
  const std::string& value(const Record& row, std::size_t column) const;
  // Where it stands in the file; none where it does not.
  std::optional<std::size_t> place(std::size_t column) const;
  std::size_t width() const { return width_; }

 private:
  std::size_t width_ = 0;
  std::vector<std::size_t> places_;  // by known column
};

}  // namespace yibao::csv
