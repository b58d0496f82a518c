#include "adapters/paper/xlsx.h"

#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "adapters/files/read.h"
#include "base/check.h"
#include "base/date.h"
#include "base/money.h"
#include "base/text.h"

namespace yibao::adapters {

namespace {

using document::Grid;
using document::Heading;
using document::Line;
using document::Lines;
using document::Paragraph;

constexpr std::size_t kFileBytesMax = 64 << 20;
constexpr lxw_row_t kRowsMax = 1'000'000;  // the format ends at 1 048 576

// The library writes files only.
class TemporaryFile {
 public:
  TemporaryFile() : path_((std::filesystem::temp_directory_path() / "yibao-XXXXXX").string()) {
    const int descriptor = mkstemp(path_.data());
    if (descriptor < 0) throw Fault("no temporary file: " + path_);
    close(descriptor);
  }
  ~TemporaryFile() { std::filesystem::remove(path_); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

class Book {
 public:
  explicit Book(const Sheet& sheet, const std::string& path) : book_(workbook_new(path.c_str())) {
    YB_CHECK(book_ != nullptr, "no workbook");
    lxw_doc_properties properties{};
    // Copied by the library, which has not heard of const.
    properties.title = const_cast<char*>(sheet.paper.title.c_str());
    properties.author = const_cast<char*>(sheet.paper.issuer.c_str());
    const std::optional<Date> day = Date::parse(sheet.printed_on);
    // By itself the library would write the moment of printing.
    properties.created =
        day ? static_cast<time_t>(Instant::start_of(*day).milliseconds() / 1'000) : 1;
    workbook_set_properties(book_, &properties);
    page_ = workbook_add_worksheet(book_, "Sheet1");
    bold_ = workbook_add_format(book_);
    format_set_bold(bold_);
    amount_ = workbook_add_format(book_);
    format_set_num_format(amount_, "#,##0.00");
  }

  void put(const Heading& heading) { text_row({heading.text}, bold_); }
  void put(const Paragraph& paragraph) { text_row({paragraph.text}, nullptr); }
  void put(const Lines& lines) {
    for (const Line& line : lines.lines) text_row({line.label, line.value}, nullptr);
  }
  void put(const Grid& grid) {
    text_row(grid.columns, bold_);
    for (const auto& cells : grid.rows) {
      for (std::size_t i = 0; i < cells.size(); ++i) {
        i < grid.words ? text_cell(i, cells[i], nullptr) : amount_cell(i, cells[i]);
      }
      next_row();
    }
  }
  void text_row(const std::vector<std::string>& cells, lxw_format* format) {
    for (std::size_t i = 0; i < cells.size(); ++i) text_cell(i, cells[i], format);
    next_row();
  }
  void make_bold_row(const std::string& text) { text_row({text}, bold_); }
  void blank_row() { next_row(); }

  void finish() {
    for (std::size_t i = 0; i < widths_.size(); ++i) {
      const double width = std::min(static_cast<double>(widths_[i]) * 1.9 + 3, 40.0);
      worksheet_set_column(page_, static_cast<lxw_col_t>(i), static_cast<lxw_col_t>(i), width,
                           nullptr);
    }
    if (const lxw_error error = workbook_close(book_); error != LXW_NO_ERROR) {
      throw Fault(std::string("a spreadsheet could not be written: ") + lxw_strerror(error));
    }
  }

 private:
  // As a text, whatever it begins with: "=1+1" is shown and not computed.
  void text_cell(std::size_t column, const std::string& text, lxw_format* format) {
    worksheet_write_string(page_, row_, static_cast<lxw_col_t>(column), text.c_str(), format);
    if (column >= widths_.size()) widths_.resize(column + 1);
    if (column > 0 || widths_.size() > 2) {
      widths_[column] = std::max(widths_[column], count_characters(text));
    }
  }
  void amount_cell(std::size_t column, const std::string& text) {
    const bool negative = text.starts_with('-');
    const std::optional<Money> amount =
        Money::parse_yuan(std::string_view(text).substr(negative ? 1 : 0));
    if (!amount) return text_cell(column, text, nullptr);
    const double yuan = static_cast<double>(amount->fen()) / 100;
    worksheet_write_number(page_, row_, static_cast<lxw_col_t>(column), negative ? -yuan : yuan,
                           amount_);
    if (column >= widths_.size()) widths_.resize(column + 1);
    widths_[column] = std::max(widths_[column], text.size() / 2 + 2);
  }
  void next_row() {
    if (++row_ > kRowsMax) throw Fault("a paper too long for a spreadsheet");
  }

  lxw_workbook* book_;  // freed by workbook_close
  lxw_worksheet* page_ = nullptr;
  lxw_format* bold_ = nullptr;
  lxw_format* amount_ = nullptr;
  lxw_row_t row_ = 0;
  std::vector<std::size_t> widths_;
};

}  // namespace

std::string print_xlsx(const Sheet& sheet) {
  const TemporaryFile file;
  Book book(sheet, file.path());
  book.make_bold_row(sheet.paper.title);
  if (!sheet.paper.issuer.empty()) book.text_row({sheet.paper.issuer}, nullptr);
  if (!sheet.number.empty()) {
    book.text_row({"编号", sheet.number}, nullptr);
    book.text_row({"校验码", sheet.check_code}, nullptr);
    book.text_row({"核验", sheet.verify}, nullptr);
  }
  book.blank_row();
  for (const document::Block& block : sheet.paper.blocks) {
    std::visit([&](const auto& each) { book.put(each); }, block);
    book.blank_row();
  }
  book.finish();
  return files::read_file(file.path(), kFileBytesMax);
}

}  // namespace yibao::adapters
