// The rows of a text with fields between separators (RFC 4180, and what else there is): quoted
// fields, over several lines if need be. Where nothing is quoted, fields are cut where they stand:
// a month of a large hospital is read as fast as it is sorted.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/decision.h"

namespace yibao::reconciliation {

class BookRows {
 public:
  explicit BookRows(std::string_view text);

  void separate_by(char separator) { separator_ = separator; }
  // False behind the last row; blank lines are passed over.
  bool next();
  std::int64_t line() const { return line_; }  // where the row begins; 1 is the first
  // Valid until the next call. Without blanks around, be they within quotes.
  const std::vector<std::string_view>& fields();
  // One of them alone, of a row without quotes; empty where there are not so many.
  std::string_view field(std::size_t place) const;
  // csv_line_too_long, csv_row_encoding, csv_row_syntax, csv_quote_open, csv_too_many_fields. The
  // lines behind the first of a row that is broken are read again as rows of their own.
  const std::optional<Refusal>& broken() const { return broken_; }

 private:
  std::string_view take_line();
  void cut_quoted();
  void fail(const char* code);

  std::string_view rest_;
  std::string_view row_;
  char separator_ = ',';
  bool is_utf8_;
  std::int64_t line_ = 0;
  std::int64_t next_line_ = 1;
  bool is_cut_ = false;
  std::vector<std::string_view> fields_;
  std::deque<std::string> quoted_;  // the texts of quoted fields
  std::optional<Refusal> broken_;
};

}  // namespace yibao::reconciliation
