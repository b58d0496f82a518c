#include "business/reconciliation/book_file.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "business/reconciliation/book_rows.h"
#include "business/reconciliation/book_sums.h"
#include "business/reconciliation/book_values.h"

namespace yibao::reconciliation {

namespace {

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
constexpr std::size_t kColumns = 8;
constexpr std::array<Place, 3> kRequired{kTotal, kFund, kAccount};

// The first is what refusals say. The first two are exact.
constexpr std::array<std::array<std::string_view, 4>, kColumns> kNames{{
    {"结算ID", "setl_id", "结算编号", "结算流水号"},
    {"报文ID", "msgid", "发送方报文ID", "medins_setl_id"},
    {"结算时间", "setl_time", "结算日期", "setl_date"},
    {"医疗费总额", "medfee_sumamt", "总费用", "总金额"},
    {"基金支付总额", "fund_pay_sumamt", "基金支付", "统筹支付"},
    {"个人账户支出", "acct_pay", "个人账户支付金额", "个账支付"},
    {"退费结算标志", "refd_setl_flag", "退费标志", "是否退费"},
    {"原结算ID", "init_setl_id", "原结算编号", "被撤销的结算ID"},
}};
// When it is needed, in the order of the columns.
constexpr std::array<std::string_view, kColumns> kNeeded{
    "(结算ID、报文ID 至少一列)",
    "(结算ID、报文ID 至少一列)",
    "(必填,写明 --from 和 --to 的可以没有)",
    "(必填)",
    "(必填)",
    "(必填)",
    "(选填)",
    "(选填,结算ID 或者报文ID)",
};
constexpr std::array<char, 3> kSeparators{',', '\t', ';'};
constexpr int kTitleRowsMax = 10;  // above the header
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// How well a name says what the column is: 统筹支付 beside 基金支付 is a part of it, 总金额 beside
// 医疗费总额 may be anything. Two of one rank are told.
constexpr int rank_of(std::size_t column, std::size_t name) {
  constexpr std::size_t kExact = 2;
  if (name < kExact) return 0;
  return column == kFund ? static_cast<int>(name) : 1;
}

// What a row says in the columns that are known, wherever its bytes are.
using Values = std::array<std::string_view, kColumns>;

// A unit behind a name, 医疗费总额(元), is passed over; either bracket.
std::string_view without_unit(std::string_view name) {
  for (const std::string_view bracket : {std::string_view("("), std::string_view("\uFF08")}) {
    const std::size_t found = name.find(bracket);
    if (found != std::string_view::npos && found > 0) name = name.substr(0, found);
  }
  return name;
}

struct Header {
  std::array<std::optional<std::size_t>, kColumns> places;
  std::array<int, kColumns> ranks{};
  std::array<std::string, kColumns> twice;  // the name, where there are two of one rank
  std::vector<std::string> names;           // as they stand there
  std::size_t width = 0;
  char separator = ',';

  // One that is called better takes the place of another.
  void take(std::size_t column, std::string_view name, int rank, std::size_t place) {
    const bool has_one = places[column].has_value();
    if (has_one && rank > ranks[column]) return;
    twice[column] = has_one && rank == ranks[column] ? std::string(name) : std::string();
    places[column] = place;
    ranks[column] = rank;
  }
  std::size_t known() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(places, [](const auto& place) { return place.has_value(); }));
  }
  bool has_required() const {
    return std::ranges::all_of(kRequired, [&](Place each) { return places[each].has_value(); });
  }
};

Header read_header(const std::vector<std::string_view>& fields, char separator) {
  Header header;
  header.separator = separator;
  header.width = fields.size();
  header.names.assign(fields.begin(), fields.end());
  for (std::size_t i = 0; i < fields.size(); ++i) {
    for (std::size_t column = 0; column < kColumns; ++column) {
      const auto& names = kNames[column];
      const auto found = std::ranges::find_if(names, [&](std::string_view name) {
        return name == fields[i] || name == without_unit(fields[i]);
      });
      if (found == names.end()) continue;
      const auto name = static_cast<std::size_t>(found - names.begin());
      header.take(column, fields[i], rank_of(column, name), i);
    }
  }
  return header;
}

// The row that names the columns, among the first ones; of several that do not, the one that names
// most of them. `rows` stands behind it then.
std::optional<Header> find_header(BookRows& rows) {
  std::optional<Header> best;
  BookRows behind = rows;
  for (int row = 0; row < kTitleRowsMax && rows.next(); ++row) {
    const BookRows here = rows;
    for (const char separator : kSeparators) {
      rows = here;
      rows.separate_by(separator);
      const Header header = read_header(rows.fields(), separator);
      if (best && header.known() <= best->known()) continue;
      best = header;
      behind = rows;
    }
    if (best->has_required()) break;
  }
  rows = behind;
  return best;
}

Verdict check_header(const Header& header, Days days) {
  Refusal refusal;
  refusal.kind = RefusalKind::malformed;
  for (const std::string& twice : header.twice) {
    if (twice.empty()) continue;
    refusal.reasons.push_back({"csv_column_twice", {{"column", twice}}, {}});
  }
  for (const Place each : kRequired) {
    if (header.places[each]) continue;
    refusal.reasons.push_back(
        {"csv_column_missing",
         {{"column", std::string(kNames[each][0])}, {"name", std::string(kNames[each][1])}},
         {}});
  }
  if (!header.places[kSettlement] && !header.places[kMessage]) {
    refusal.reasons.push_back({"reconcile_number_column", {}, {}});
  }
  if (days == Days::named && !header.places[kTime]) {
    refusal.reasons.push_back({"reconcile_day_column", {}, {}});
  }
  if (!refusal.reasons.empty()) return refusal;
  return Nothing{};
}

// What spreadsheets keep, and what is renamed to look like it.
Verdict check_table(std::string_view text) {
  // The head of an old workbook, read as GB18030.
  constexpr std::array<std::string_view, 2> kWorkbooks{"PK\x03\x04", "\u90A2\x11"};
  constexpr std::array<std::string_view, 4> kPages{"<html", "<HTML", "<table", "<?xml"};
  if (std::ranges::any_of(kWorkbooks, [&](auto head) { return text.starts_with(head); })) {
    return refuse(RefusalKind::malformed, "book_is_workbook");
  }
  if (std::ranges::any_of(kPages, [&](auto head) { return text.starts_with(head); })) {
    return refuse(RefusalKind::malformed, "book_is_page");
  }
  return Nothing{};
}

Refusal wrong(std::string code, Place place, std::string_view value) {
  return refuse(RefusalKind::malformed, std::move(code),
                {{"column", std::string(kNames[place][0])}, {"value", std::string(value)}});
}

Decision<Number> read_number(std::string_view text, Place place) {
  if (is_nothing(text)) return Number();
  if (text.size() >= Number::kCharactersMax) return wrong("reconcile_number_shape", place, text);
  for (const unsigned char c : text) {
    if (c <= 0x20 || c == 0x7F) return wrong("reconcile_number_shape", place, text);
  }
  return Number(text);
}

// An amount of a line that takes back stands below zero; nothing is nothing (R09).
Decision<Money> read_amount(std::string_view text, Place place) {
  const std::optional<Money> money = read_book_amount(text);
  if (!money) return wrong("reconcile_amount_shape", place, text);
  return *money;
}

Decision<std::optional<Date>> read_day(std::string_view text) {
  if (is_nothing(text)) return std::optional<Date>();
  const std::optional<Date> day = read_book_day(text);
  if (!day) return wrong("reconcile_day_shape", kTime, text);
  return day;
}

Decision<bool> read_flag(std::string_view text) {
  const std::optional<bool> flag = read_book_flag(text);
  if (!flag) return wrong("reconcile_flag_shape", kFlag, text);
  return *flag;
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

// The numbers of a row that could not be read, as far as they can.
Entry named_in(const Values& text, std::int64_t line) {
  const auto number = [&](Place place) {
    const Decision<Number> read = read_number(text[place], place);
    return read ? *read : Number();
  };
  Entry named;
  named.settlement = number(kSettlement);
  named.message = number(kMessage);
  named.reverses = number(kOriginal);
  named.line = line;
  return named;
}

// Cells that a spreadsheet leaves away or adds on the right are nothing, as long as the amounts are
// there.
Verdict check_width(const std::vector<std::string_view>& fields, const Header& header,
                    std::size_t needed) {
  const bool has_amounts = fields.size() >= needed;
  const bool is_padded =
      fields.size() <= header.width ||
      std::all_of(fields.begin() + static_cast<std::ptrdiff_t>(header.width), fields.end(),
                  [](std::string_view each) { return each.empty(); });
  if (has_amounts && is_padded) return Nothing{};
  return refuse(
      RefusalKind::malformed, "csv_field_count",
      {{"fields", std::to_string(fields.size())}, {"columns", std::to_string(header.width)}});
}

class Taking {
 public:
  Taking(const Header& header, std::size_t rows) : header_(header) {
    file_.entries.reserve(rows);
    for (const Place each : kRequired) needed_ = std::max(needed_, *header.places[each] + 1);
  }

  Verdict take(BookRows& rows) {
    const std::vector<std::string_view>& fields = rows.fields();
    if (rows.broken()) return bad(named_in(broken_values(rows), rows.line()), *rows.broken());
    if (std::ranges::all_of(fields, [](std::string_view each) { return each.empty(); })) {
      return Nothing{};
    }
    if (is_header(fields)) {
      block_ = {};
      return Nothing{};
    }
    Values values;
    for (std::size_t i = 0; i < kColumns; ++i) {
      const std::optional<std::size_t>& place = header_.places[i];
      if (place && *place < fields.size()) values[i] = without_text_marks(fields[*place]);
    }
    if (is_sum(fields, values)) {
      block_ = {};
      return Nothing{};
    }
    if (const Verdict whole = check_width(fields, header_, needed_); !whole) {
      return bad(named_in(values, rows.line()), whole.refusal());
    }
    const Decision<Entry> entry = read_entry(values, rows.line());
    if (!entry) return bad(named_in(values, rows.line()), entry.refusal());
    all_.add(entry->amounts);
    block_.add(entry->amounts);
    file_.entries.push_back(*entry);
    return within();
  }
  BookFile finish() { return std::move(file_); }

 private:
  struct Sum {
    Amounts amounts;
    std::size_t lines = 0;

    void add(const Amounts& more) {
      amounts = amounts + more;
      ++lines;
    }
    bool is_in(const Values& values) const {
      return lines > 0 && read_book_amount(values[kTotal]) == amounts.total &&
             read_book_amount(values[kFund]) == amounts.fund &&
             read_book_amount(values[kAccount]) == amounts.account;
    }
  };

  // Files of several days in one: each begins with the header, and perhaps with a byte order mark.
  bool is_header(const std::vector<std::string_view>& fields) const {
    if (fields.size() != header_.names.size()) return false;
    std::string_view first = fields.front();
    if (first.starts_with(kByteOrderMark)) first.remove_prefix(kByteOrderMark.size());
    return first == header_.names.front() &&
           std::equal(fields.begin() + 1, fields.end(), header_.names.begin() + 1);
  }
  // 合计 below a table, or between its days, is no settlement, and would be taken for one that
  // nobody made: a row without a number that a settlement can have, which says so or is the sum of
  // the rows above it.
  bool is_sum(const std::vector<std::string_view>& fields, const Values& values) const {
    SumSaid said = SumSaid::no;
    bool has_count = false;
    bool has_none = true;
    for (const Place each : {kSettlement, kMessage, kOriginal}) {
      const std::string_view cell = values[each];
      if (is_nothing(cell)) continue;
      has_none = false;
      if (is_plain_number(cell)) {
        if (!is_count(cell)) return false;
        has_count = true;
      } else if (const SumSaid here = sum_said_by(cell); here != SumSaid::no) {
        said = std::max(said, here);
      } else if (!is_days_or_count(cell)) {
        return false;
      }
    }
    if (said == SumSaid::yes) return true;
    if (has_count) return false;
    if (said == SumSaid::no && std::ranges::any_of(fields, &is_sum_phrase)) return true;
    // One line of the same amounts as the one above it may be a settlement.
    const bool is_beside = said == SumSaid::no && has_none && is_nothing(values[kTime]);
    return is_sum_of(values, is_beside ? 1 : 2) && (has_none || said == SumSaid::perhaps);
  }
  // 54, below as many rows.
  bool is_count(std::string_view cell) const {
    constexpr std::size_t kDigits = 7;
    return cell.size() <= kDigits && parse_integer(cell) == std::int64_t(all_.lines);
  }
  bool is_sum_of(const Values& values, std::size_t lines_least) const {
    return std::ranges::any_of(std::array{&all_, &block_}, [&](const Sum* sum) {
      return sum->lines >= lines_least && sum->is_in(values);
    });
  }
  // Of a row that has no fields: what stands between its separators.
  Values broken_values(const BookRows& rows) const {
    Values values;
    for (std::size_t i = 0; i < kColumns; ++i) {
      if (!header_.places[i]) continue;
      std::string_view& value = values[i];
      value = rows.field(*header_.places[i]);
      while (value.starts_with('"')) value.remove_prefix(1);
      while (value.ends_with('"')) value.remove_suffix(1);
      value = without_text_marks(value);
    }
    return values;
  }
  Verdict bad(const Entry& named, Refusal why) {
    file_.bad.push_back({named, std::move(why)});
    return within();
  }
  Verdict within() const {
    if (file_.entries.size() + file_.bad.size() <= kBookRowsMax) return Nothing{};
    return refuse(RefusalKind::too_large, "reconcile_file_too_long",
                  {{"most", std::to_string(kBookRowsMax)}});
  }

  const Header& header_;
  std::size_t needed_ = 0;  // fields of a row
  BookFile file_;
  Sum all_;
  Sum block_;  // since the last sum
};

}  // namespace

std::vector<Entry> BookFile::unread() const {
  std::vector<Entry> named;
  for (const BadRow& each : bad) {
    const bool names_one = !each.named.settlement.is_none() || !each.named.message.is_none() ||
                           !each.named.reverses.is_none();
    if (names_one) named.push_back(each.named);
  }
  return named;
}

Days days_of(std::optional<Date> from, std::optional<Date> to) {
  return from && to ? Days::given : Days::named;
}

std::string told_book_columns() {
  std::string told;
  for (std::size_t column = 0; column < kColumns; ++column) {
    told += "\n ";
    for (const std::string_view name : kNames[column]) told += " " + std::string(name);
    told += " " + std::string(kNeeded[column]);
  }
  return told;
}

Decision<BookFile> read_book_file(std::string_view text, Days days) {
  if (const Verdict table = check_table(text); !table) return table.refusal();
  BookRows rows(text);
  const std::optional<Header> header = find_header(rows);
  if (!header) return refuse(RefusalKind::malformed, "csv_empty");
  if (const Verdict enough = check_header(*header, days); !enough) return enough.refusal();
  Taking taking(*header, static_cast<std::size_t>(std::ranges::count(text, '\n')));
  while (rows.next()) {
    if (const Verdict taken = taking.take(rows); !taken) return taken.refusal();
  }
  return taking.finish();
}

std::optional<Span> span_of(const std::vector<Entry>& entries, std::optional<Date> from,
                            std::optional<Date> to) {
  std::optional<Date> first;
  std::optional<Date> last;
  for (const Entry& each : entries) {
    if (!each.day) continue;
    if (!first || *each.day < *first) first = each.day;
    if (!last || *each.day > *last) last = each.day;
  }
  if (from) first = from;
  if (to) last = to;
  if (!first || !last || *last < *first) return std::nullopt;
  return Span{*first, *last};
}

std::vector<Entry> peek_days(std::string_view text) {
  BookRows rows(text);
  const std::optional<Header> header = find_header(rows);
  const std::optional<std::size_t> place = header ? header->places[kTime] : std::nullopt;
  if (!place) return {};
  std::string_view first;
  std::string_view last;
  while (rows.next()) {
    const std::string_view field = rows.field(*place);
    if (field == header->names[*place]) continue;
    const std::string_view day = without_text_marks(field).substr(0, 10);
    if (is_nothing(day)) continue;
    if (first.empty() || day < first) first = day;
    if (day > last) last = day;
  }
  std::vector<Entry> days;
  for (const std::string_view each : {first, last}) {
    const Decision<std::optional<Date>> day = read_day(each);
    if (!day || !*day) return {};
    days.emplace_back().day = *day;
  }
  return days;
}

}  // namespace yibao::reconciliation
