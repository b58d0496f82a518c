// A file of settlements, as an information system of a hospital, or the spreadsheet behind it,
// writes it: read for a reconciliation, from the command line and from the page alike.
//
// Text in UTF-8, whatever it was before. Fields stand between commas, tabs or semicolons; a title
// above the header, empty rows, and the sums below the table are passed over. What cannot be read
// is told by its line and left out.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/decision.h"
#include "business/reconciliation/types.h"

namespace yibao::reconciliation {

inline constexpr std::size_t kBookRowsMax = 5'000'000;

// A row that could not be read. What numbers stand readable in it are kept: of the settlement that
// they name nothing is known, so it is not told as missing.
struct BadRow {
  Entry named;  // the line and the numbers
  Refusal why;
};

struct BookFile {
  std::vector<Entry> entries;
  std::vector<BadRow> bad;

  std::vector<Entry> unread() const;  // what the bad rows name
};

// Which days are compared: those that the file names, so that it needs its column of days, or given
// ones.
enum class Days { named, given };
Days days_of(std::optional<Date> from, std::optional<Date> to);

// Columns, by Chinese or English name: setl_id 结算ID, msgid 报文ID (one of them), setl_time
// 结算时间, medfee_sumamt 医疗费总额, fund_pay_sumamt 基金支付总额, acct_pay 个人账户支出,
// refd_setl_flag 退费结算标志, init_setl_id 原结算ID. Others are passed over.
// Refused: csv_empty; csv_column_missing, csv_column_twice, reconcile_number_column,
// reconcile_day_column, all of them at once; reconcile_file_too_long; book_is_workbook,
// book_is_page for what is no table of text.
Decision<BookFile> read_book_file(std::string_view text, Days days);

// The columns for who writes such a file: a line each, with every name that is known, and when it
// is needed.
std::string told_book_columns();

// The days that it is of: those that are given, else the first and the last that it names. None
// where it names none, or they are the wrong way round.
std::optional<Span> span_of(const std::vector<Entry>& entries, std::optional<Date> from,
                            std::optional<Date> to);

// Two entries without anything but the first and the last day that the file seems to name, to begin
// with before it is read; none where that is not to be seen at a glance.
std::vector<Entry> peek_days(std::string_view text);

}  // namespace yibao::reconciliation
