#include "business/reconciliation/book_rows.h"

#include <string>

#include "base/text.h"

namespace yibao::reconciliation {

namespace {

constexpr std::size_t kLineBytesMax = 16 * 1024;
constexpr std::size_t kFieldsMax = 64;
constexpr int kLinesMax = 20;  // of one row with quoted line ends
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kBlanks = " \t";

bool is_ascii(char c) {
  return static_cast<unsigned char>(c) < 0x80;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  text = text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
  if (is_ascii(text.front()) && is_ascii(text.back())) return text;
  return without_blanks_around(text);  // wide ones
}

}  // namespace

BookRows::BookRows(std::string_view text) : rest_(text), is_utf8_(yibao::is_utf8(text)) {
  if (rest_.starts_with(kByteOrderMark)) rest_.remove_prefix(kByteOrderMark.size());
}

std::string_view BookRows::take_line() {
  const std::size_t end = rest_.find('\n');
  std::string_view line = rest_.substr(0, end);
  rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
  ++next_line_;
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

bool BookRows::next() {
  is_cut_ = false;
  broken_.reset();
  while (!rest_.empty()) {
    line_ = next_line_;
    row_ = take_line();
    if (row_.find_first_not_of(kBlanks) != std::string_view::npos) return true;
  }
  return false;
}

void BookRows::fail(const char* code) {
  broken_ = refuse(RefusalKind::malformed, code);
  fields_.clear();
}

std::string_view BookRows::field(std::size_t place) const {
  std::string_view left = row_;
  for (; place > 0; --place) {
    const std::size_t end = left.find(separator_);
    if (end == std::string_view::npos) return {};
    left.remove_prefix(end + 1);
  }
  return trimmed(left.substr(0, left.find(separator_)));
}

const std::vector<std::string_view>& BookRows::fields() {
  if (is_cut_) return fields_;
  is_cut_ = true;
  fields_.clear();
  quoted_.clear();
  if (row_.size() > kLineBytesMax) {
    broken_ = refuse(RefusalKind::malformed, "csv_line_too_long",
                     {{"bytes_max", std::to_string(kLineBytesMax)}});
    return fields_;
  }
  if (!is_utf8_ && !yibao::is_utf8(row_)) {
    fail("csv_row_encoding");
    return fields_;
  }
  if (row_.find('"') != std::string_view::npos) {
    cut_quoted();
  } else {
    for (std::string_view left = row_;;) {
      const std::size_t end = left.find(separator_);
      fields_.push_back(trimmed(left.substr(0, end)));
      if (end == std::string_view::npos) break;
      left.remove_prefix(end + 1);
    }
  }
  if (fields_.size() > kFieldsMax) fail("csv_too_many_fields");
  return fields_;
}

// A quote opens a field only where the field begins; "" within is one quote. An office program's
// ="…" keeps the quotes as they stand.
void BookRows::cut_quoted() {
  const std::string_view rest = rest_;
  const std::int64_t next_line = next_line_;
  const auto give_up = [&](const char* code) {
    rest_ = rest;
    next_line_ = next_line;
    fail(code);
  };
  std::string_view left = row_;
  int lines = 1;
  for (;;) {
    const std::size_t first = left.find_first_not_of(kBlanks);
    const bool is_quoted = first != std::string_view::npos && left[first] == '"';
    if (!is_quoted) {
      const std::size_t end = left.find(separator_);
      fields_.push_back(trimmed(left.substr(0, end)));
      if (end == std::string_view::npos) return;
      left.remove_prefix(end + 1);
      continue;
    }
    left.remove_prefix(first + 1);
    std::string& text = quoted_.emplace_back();
    for (;;) {
      const std::size_t quote = left.find('"');
      text += left.substr(0, quote);
      if (quote == std::string_view::npos) {  // the field goes on in the next line
        if (rest_.empty() || ++lines > kLinesMax) return give_up("csv_quote_open");
        text += '\n';
        left = take_line();
      } else if (left.substr(quote + 1).starts_with('"')) {
        text += '"';
        left.remove_prefix(quote + 2);
      } else {
        left.remove_prefix(quote + 1);
        break;
      }
    }
    fields_.push_back(trimmed(text));
    const std::size_t end = left.find(separator_);
    if (!trimmed(left.substr(0, end)).empty()) return give_up("csv_row_syntax");
    if (end == std::string_view::npos) return;
    left.remove_prefix(end + 1);
  }
}

}  // namespace yibao::reconciliation
