#include "main/reconcile_file.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "adapters/csv/columns.h"
#include "adapters/csv/reader.h"
#include "adapters/files/read.h"
#include "base/text.h"
#include "main/import/values.h"

namespace yibao::main {

namespace {

using reconciliation::Entry;
using reconciliation::Number;

enum Place : std::size_t {
  kSettlement,
  kMessage,
  kTime,
  kTotal,
  kFund,
  kAccount,
  kFlag,
  kOriginal
};

constexpr std::array<csv::Column, 8> kColumns{{
    {"setl_id", "结算ID", false, {"结算编号", "结算流水号"}},
    {"msgid", "报文ID", false, {"发送方报文ID", "medins_setl_id"}},
    {"setl_time", "结算时间", false, {"结算日期", "setl_date"}},
    {"medfee_sumamt", "医疗费总额", true, {"总费用", "总金额"}},
    {"fund_pay_sumamt", "基金支付总额", true, {"统筹支付", "基金支付"}},
    {"acct_pay", "个人账户支出", true, {"个人账户支付金额", "个账支付"}},
    {"refd_setl_flag", "退费结算标志", false, {"退费标志", "是否退费"}},
    {"init_setl_id", "原结算ID", false, {"原结算编号", "被撤销的结算ID"}},
}};

// What a row says in the columns that are known, wherever its bytes are.
using Values = std::array<std::string_view, kColumns.size()>;

bool is_nothing(std::string_view text) {
  return text.empty() || text == "null" || text == "NULL";
}

Refusal wrong(std::string code, Place place, std::string_view value) {
  return refuse(RefusalKind::malformed, std::move(code),
                {{"column", std::string(kColumns[place].chinese)}, {"value", std::string(value)}});
}

Decision<Number> read_number(std::string_view text, Place place) {
  if (is_nothing(text)) return Number();
  if (text.size() >= Number::kCharactersMax) return wrong("reconcile_number_shape", place, text);
  for (const unsigned char c : text) {
    if (c <= 0x20 || c == 0x7F) return wrong("reconcile_number_shape", place, text);
  }
  return Number(text);
}

// "1,058.00", as a spreadsheet shows it; other commas stay, and are refused.
std::string without_grouping(std::string_view text) {
  const std::size_t point = std::min(text.find('.'), text.size());
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool groups = text[i] == ',' && i > 0 && i < point && (point - i) % 4 == 0;
    if (!groups) plain += text[i];
  }
  return plain;
}

// An amount of a line that takes back stands below zero; nothing is nothing (R09).
Decision<Money> read_amount(std::string_view text, Place place) {
  if (is_nothing(text)) return Money();
  const bool below = text.front() == '-';
  const std::string_view above = text.substr(below ? 1 : 0);
  const std::optional<Money> money = above.find(',') == std::string_view::npos
                                         ? Money::parse_yuan(above)
                                         : Money::parse_yuan(without_grouping(above));
  if (!money) return wrong("reconcile_amount_shape", place, text);
  return below ? Money() - *money : *money;
}

// "2025-04-25", whatever time stands behind it, 20250425… or 2025/4/25 9:00, as spreadsheets do.
Decision<std::optional<Date>> read_day(std::string_view text) {
  if (is_nothing(text)) return std::optional<Date>();
  std::optional<Date> day = Date::parse(text.substr(0, 10));
  if (!day && text.size() >= 8) {
    const std::string compact(text.substr(0, 8));
    day = Date::parse(compact.substr(0, 4) + "-" + compact.substr(4, 2) + "-" + compact.substr(6));
  }
  if (!day && text.find('/') != std::string_view::npos) {
    day = parse_day(std::string(text.substr(0, text.find_first_of(" T"))));
  }
  if (!day) return wrong("reconcile_day_shape", kTime, text);
  return day;
}

Decision<bool> read_flag(std::string_view text) {
  if (is_nothing(text) || text == "0" || text == "否") return false;
  if (text == "1" || text == "是") return true;
  return wrong("reconcile_flag_shape", kFlag, text);
}

Decision<Entry> read_entry(const Values& text, std::int64_t line) {
  const Decision<Number> settlement = read_number(text[kSettlement], kSettlement);
  const Decision<Number> message = read_number(text[kMessage], kMessage);
  const Decision<Number> original = read_number(text[kOriginal], kOriginal);
  const Decision<std::optional<Date>> day = read_day(text[kTime]);
  const Decision<Money> total = read_amount(text[kTotal], kTotal);
  const Decision<Money> fund = read_amount(text[kFund], kFund);
  const Decision<Money> account = read_amount(text[kAccount], kAccount);
  const Decision<bool> flag = read_flag(text[kFlag]);
  if (!settlement) return settlement.refusal();
  if (!message) return message.refusal();
  if (!original) return original.refusal();
  if (settlement->is_none() && message->is_none()) {
    return refuse(RefusalKind::malformed, "reconcile_number_missing");
  }
  if (!day) return day.refusal();
  if (!total) return total.refusal();
  if (!fund) return fund.refusal();
  if (!account) return account.refusal();
  if (!flag) return flag.refusal();
  if (is_nothing(text[kTotal])) return wrong("reconcile_amount_shape", kTotal, "");
  Entry entry;
  entry.settlement = *settlement;
  entry.message = *message;
  entry.reverses = *original;
  entry.day = *day;
  entry.amounts = {*total, *fund, *account};
  entry.takes_back = *flag || *total < Money();
  entry.line = line;
  return entry;
}

Verdict check_columns(const csv::Columns& columns) {
  if (columns.place(kSettlement) || columns.place(kMessage)) return Nothing{};
  return refuse(RefusalKind::malformed, "reconcile_number_column");
}

// Rows into a file, as many as a file may have.
class Taking {
 public:
  explicit Taking(std::size_t rows = 0) { file_.entries.reserve(rows); }
  Verdict take(Decision<Entry> entry, std::int64_t line) {
    if (entry) {
      file_.entries.push_back(*entry);
    } else {
      file_.bad.push_back({line, entry.refusal()});
    }
    if (file_.entries.size() + file_.bad.size() <= kReconcileRowsMax) return Nothing{};
    return refuse(RefusalKind::too_large, "reconcile_file_too_long",
                  {{"most", std::to_string(kReconcileRowsMax)}});
  }
  ReconcileFile finish() { return std::move(file_); }

 private:
  ReconcileFile file_;
};

constexpr std::size_t kPlainBytesMax = std::size_t{1} << 30;  // in memory at once
constexpr auto kMatch = csv::Columns::Unknown::passed_over;

// Any file: quotes, GB18030, records over several lines.
Decision<ReconcileFile> read_any(const std::string& path) {
  csv::Reader reader(path, csv::examine(path).encoding);
  const std::optional<csv::Record> header = reader.next();
  if (!header) return refuse(RefusalKind::malformed, "csv_empty");
  const Decision<csv::Columns> columns = csv::Columns::match(*header, kColumns, kMatch);
  if (!columns) return columns.refusal();
  if (const Verdict enough = check_columns(*columns); !enough) return enough.refusal();
  Taking taking;
  while (const std::optional<csv::Record> record = reader.next()) {
    const auto read = [&]() -> Decision<Entry> {
      if (const Verdict whole = columns->check(*record); !whole) return whole.refusal();
      Values values;
      for (std::size_t i = 0; i < values.size(); ++i) values[i] = columns->value(*record, i);
      return read_entry(values, record->line);
    };
    if (const Verdict taken = taking.take(read(), record->line); !taken) return taken.refusal();
  }
  return taking.finish();
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// The lines of a file in UTF-8 without a quote, cut where they stand: a month of a large hospital
// is read as fast as it is sorted.
class PlainLines {
 public:
  explicit PlainLines(std::string_view content) : rest_(content) {
    if (rest_.starts_with(csv::kByteOrderMark)) rest_.remove_prefix(csv::kByteOrderMark.size());
  }
  // False behind the last one; empty lines are passed over.
  bool next() {
    while (!rest_.empty()) {
      const std::size_t end = rest_.find('\n');
      line_ = rest_.substr(0, end);
      rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
      ++number_;
      if (line_.ends_with('\r')) line_.remove_suffix(1);
      if (line_.find_first_not_of(" \t") != std::string_view::npos) return true;
    }
    return false;
  }
  std::int64_t number() const { return number_; }
  bool too_long() const { return line_.size() > csv::kLineBytesMax; }
  // One of them alone; empty where there are not so many.
  std::string_view field(std::size_t place) const {
    std::string_view left = line_;
    for (; place > 0; --place) {
      const std::size_t comma = left.find(',');
      if (comma == std::string_view::npos) return {};
      left.remove_prefix(comma + 1);
    }
    return trimmed(left.substr(0, left.find(',')));
  }
  // Valid until the next call.
  const std::vector<std::string_view>& fields() {
    fields_.clear();
    std::string_view left = line_;
    for (;;) {
      const std::size_t comma = left.find(',');
      fields_.push_back(trimmed(left.substr(0, comma)));
      if (comma == std::string_view::npos) return fields_;
      left.remove_prefix(comma + 1);
    }
  }

 private:
  std::string_view rest_;
  std::string_view line_;
  std::int64_t number_ = 0;
  std::vector<std::string_view> fields_;
};

// Refused in the words of csv::Reader and csv::Columns.
Verdict check_width(const std::vector<std::string_view>& fields, std::size_t width) {
  if (fields.size() > csv::kFieldsMax) {
    return refuse(RefusalKind::malformed, "csv_too_many_fields");
  }
  if (fields.size() == width) return Nothing{};
  return refuse(RefusalKind::malformed, "csv_field_count",
                {{"fields", std::to_string(fields.size())}, {"columns", std::to_string(width)}});
}

Decision<ReconcileFile> read_plain(std::string_view content) {
  PlainLines lines(content);
  if (!lines.next()) return refuse(RefusalKind::malformed, "csv_empty");
  csv::Record header;
  header.line = lines.number();
  for (const std::string_view name : lines.fields()) header.fields.emplace_back(name);
  const Decision<csv::Columns> columns = csv::Columns::match(header, kColumns, kMatch);
  if (!columns) return columns.refusal();
  if (const Verdict enough = check_columns(*columns); !enough) return enough.refusal();
  std::array<std::optional<std::size_t>, kColumns.size()> places;
  for (std::size_t i = 0; i < places.size(); ++i) places[i] = columns->place(i);
  Taking taking(static_cast<std::size_t>(std::ranges::count(content, '\n')));
  while (lines.next()) {
    const auto read = [&]() -> Decision<Entry> {
      if (lines.too_long()) {
        return refuse(RefusalKind::malformed, "csv_line_too_long",
                      {{"bytes_max", std::to_string(csv::kLineBytesMax)}});
      }
      const std::vector<std::string_view>& fields = lines.fields();
      if (const Verdict whole = check_width(fields, columns->width()); !whole) {
        return whole.refusal();
      }
      Values values;
      for (std::size_t i = 0; i < values.size(); ++i) {
        if (places[i]) values[i] = fields[*places[i]];
      }
      return read_entry(values, lines.number());
    };
    if (const Verdict taken = taking.take(read(), lines.number()); !taken) return taken.refusal();
  }
  return taking.finish();
}

// The content of a file that may be cut as it stands; none: it is read by csv::Reader.
std::optional<std::string> plain_content(const std::string& path) {
  std::error_code missing;
  if (std::filesystem::file_size(path, missing) > kPlainBytesMax || missing) return std::nullopt;
  std::string content = files::read_file(path, kPlainBytesMax);
  if (content.find('"') != std::string::npos || !is_utf8(content)) return std::nullopt;
  return content;
}

}  // namespace

std::vector<Entry> peek_days(const std::string& path) {
  const std::optional<std::string> content = plain_content(path);
  PlainLines lines(content ? std::string_view(*content) : std::string_view());
  if (!lines.next()) return {};
  csv::Record header;
  for (const std::string_view name : lines.fields()) header.fields.emplace_back(name);
  const Decision<csv::Columns> columns = csv::Columns::match(header, kColumns, kMatch);
  const std::optional<std::size_t> place = columns ? columns->place(kTime) : std::nullopt;
  if (!place) return {};
  std::string_view first;
  std::string_view last;
  while (lines.next()) {
    const std::string_view text = lines.field(*place).substr(0, 10);
    if (is_nothing(text)) continue;
    if (first.empty() || text < first) first = text;
    if (text > last) last = text;
  }
  std::vector<Entry> days;
  for (const std::string_view text : {first, last}) {
    const Decision<std::optional<Date>> day = read_day(text);
    if (!day || !*day) return {};
    days.emplace_back().day = *day;
  }
  return days;
}

Decision<ReconcileFile> read_reconcile_file(const std::string& path) {
  const std::optional<std::string> content = plain_content(path);
  return content ? read_plain(*content) : read_any(path);
}

std::span<const csv::Column> reconcile_columns() {
  return kColumns;
}

}  // namespace yibao::main
