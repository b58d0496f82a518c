#include "main/reconcile.h"

#include <algorithm>
#include <fstream>
#include <future>
#include <iostream>

#include "base/csv_text.h"
#include "business/provider/institution.h"
#include "business/reconciliation/book_file.h"
#include "business/reconciliation/present.h"
#include "business/reconciliation/rules.h"
#include "business/visit/books.h"
#include "business/visit/till_books.h"
#include "main/import/report.h"
#include "main/reconcile_file.h"
#include "main/said_in.h"
#include "service/present.h"

namespace yibao::main {

namespace {

using reconciliation::BadRow;
using reconciliation::BookFile;
using reconciliation::Break;
using reconciliation::Days;
using reconciliation::Entry;
using reconciliation::NotCompared;
using reconciliation::Reading;
using reconciliation::Result;
using reconciliation::Span;

constexpr std::size_t kToldMax = 10'000;  // breaks in one answer; the report holds all
constexpr std::size_t kShownMax = 20;     // on a terminal

struct Books {
  BookFile theirs;
  std::vector<Entry> ours;
  Span span;
};

constexpr int kDaysMax = 366;

// The days that are given; else those of the file.
Decision<Span> read_span(const Tree& arguments, const BookFile& theirs) {
  bool are_days = true;
  const auto given = [&](const char* name) {
    const std::string text = text_argument(arguments, name);
    const std::optional<Date> day = Date::parse(text);
    are_days = are_days && (text.empty() || day.has_value());
    return day;
  };
  const std::optional<Date> from = given("from");
  const std::optional<Date> to = given("to");
  const std::optional<Span> span = reconciliation::span_of(theirs.entries, from, to);
  if (are_days && span && span->to - span->from <= kDaysMax) return *span;
  Refusal refusal = refuse(RefusalKind::malformed, "reconcile_days_out_of_range");
  if (theirs.entries.empty() && !theirs.bad.empty()) {  // why no day is known
    const std::vector<Reason>& why = theirs.bad.front().why.reasons;
    refusal.reasons.insert(refusal.reasons.begin(), why.begin(), why.end());
  }
  return refusal;
}

// The days of a file are asked for where no others are given.
Days days_of(const Tree& arguments) {
  return reconciliation::days_of(Date::parse(text_argument(arguments, "from")),
                                 Date::parse(text_argument(arguments, "to")));
}

Decision<BookFile> read_file(const std::string& path, Days days) {
  const Decision<std::string> text = read_book_text(path);
  if (!text) return text.refusal();
  return reconciliation::read_book_file(*text, days);
}

// Our books from a file: a settlement stands in it once, and is taken back once.
Decision<std::vector<Entry>> read_ours(const std::string& path) {
  Decision<BookFile> file = read_file(path, Days::given);
  if (!file) return file.refusal();
  if (!file->bad.empty()) return file->bad.front().why;
  std::vector<Entry> ours = std::move(file).value().entries;
  for (Entry& each : ours) {
    if (each.settlement.is_none()) each.settlement = each.message;
    if (!each.takes_back) each.reverses = {};
  }
  reconciliation::name_originals(ours);
  const Entry* twice = reconciliation::find_repeated(ours);
  if (twice == nullptr) return ours;
  return refuse(
      RefusalKind::malformed, "reconcile_number_twice",
      {{"number", std::string(twice->settlement.text())}, {"line", std::to_string(twice->line)}});
}

using OurBooks = std::vector<std::future<std::vector<Entry>>>;

// From the database, in as many parts of the span as there are cores to share, while their file is
// read. Each day is in one part; what was paid at the till is one of its own, as what is taken back
// on one day was paid on another.
OurBooks begin_our_books(Installation& installation, const std::string& institution,
                         const Span& span) {
  constexpr int kParts = 2;
  const Date first = span.from - visit::kLateDays;
  const int days = span.to + visit::kLateDays - first + 1;
  OurBooks parts;
  for (int part = 0; part < kParts; ++part) {
    const Span some{first + days * part / kParts, first + days * (part + 1) / kParts - 1};
    parts.push_back(std::async(std::launch::async, [&installation, institution, some] {
      const std::unique_ptr<storage::Session> reader = installation.database().reader();
      return visit::settled_books(*reader, installation.vault(), institution, some, 0);
    }));
  }
  parts.push_back(std::async(std::launch::async, [&installation, institution, span] {
    const std::unique_ptr<storage::Session> reader = installation.database().reader();
    return visit::till_books(*reader, installation.vault(), institution, span, visit::kLateDays);
  }));
  return parts;
}

std::vector<Entry> finish(OurBooks parts) {
  std::vector<Entry> all;
  for (std::future<std::vector<Entry>>& part : parts) {
    std::vector<Entry> some = part.get();
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

// Two files are read at once: each has a core of its own, as sort would take.
Decision<Books> read_two_files(const Tree& arguments) {
  std::future<Decision<std::vector<Entry>>> beside =
      std::async(std::launch::async, read_ours, text_argument(arguments, "against"));
  Decision<BookFile> file = read_file(text_argument(arguments, "file"), days_of(arguments));
  Decision<std::vector<Entry>> ours = beside.get();
  if (!file) return file.refusal();
  if (!ours) return ours.refusal();
  const Decision<Span> span = read_span(arguments, *file);
  if (!span) return span.refusal();
  return Books{std::move(file).value(), std::move(ours).value(), *span};
}

bool same(const Span& a, const Span& b) {
  return a.from == b.from && a.to == b.to;
}

Decision<Books> read_books(Installation& installation, const Tree& arguments) {
  const std::string institution = text_argument(arguments, "institution");
  {
    const std::unique_ptr<storage::Session> reader = installation.database().reader();
    if (!provider::find_institution(*reader, provider::kInstitutionOfCode, institution)) {
      return refuse(RefusalKind::not_found, "institution_unknown", {{"code", institution}});
    }
  }
  // The days that the file seems to be of; what it is of is known when it is read.
  const Decision<std::string> text = read_book_text(text_argument(arguments, "file"));
  if (!text) return text.refusal();
  const Decision<Span> likely = read_span(arguments, {reconciliation::peek_days(*text), {}});
  OurBooks ours;
  if (likely) ours = begin_our_books(installation, institution, *likely);
  Decision<BookFile> file = reconciliation::read_book_file(*text, days_of(arguments));
  std::vector<Entry> entries = finish(std::move(ours));
  if (!file) return file.refusal();
  const Decision<Span> span = read_span(arguments, *file);
  if (!span) return span.refusal();
  if (!likely || !same(*likely, *span)) {
    entries = finish(begin_our_books(installation, institution, *span));
  }
  return Books{std::move(file).value(), std::move(entries), *span};
}

// One line for each break and each row that cannot be read.
class BreakReport {
 public:
  BreakReport(const std::string& path, const service::Catalogue& catalogue)
      : catalogue_(catalogue) {
    if (path.empty()) return;
    stream_.open(path, std::ios::binary | std::ios::trunc);
    if (!stream_) throw Fault("cannot write " + path);
    stream_ << csv::kByteOrderMark
            << csv::write_record({"行号", "类别", "结算ID", "报文ID", "机构日期", "机构总额",
                                  "机构基金", "机构个账", "中心日期", "中心总额", "中心基金",
                                  "中心个账", "差额", "说明", "应做"});
  }

  void add(const Break& each) {
    if (!stream_.is_open()) return;
    const Reason reason = reconciliation::reason_of(each);
    const service::Words words = catalogue_.words(reason.code, reason.facts);
    std::vector<std::string> fields{each.theirs != nullptr ? std::to_string(each.theirs->line) : "",
                                    std::string(to_text(each.kind)),
                                    reconciliation::number_of(each, &Entry::settlement),
                                    reconciliation::number_of(each, &Entry::message)};
    for (const Entry* entry : {each.theirs, each.ours}) {
      const bool there = entry != nullptr;
      fields.push_back(there && entry->day ? entry->day->to_string() : "");
      fields.push_back(there ? entry->amounts.total.to_yuan() : "");
      fields.push_back(there ? entry->amounts.fund.to_yuan() : "");
      fields.push_back(there ? entry->amounts.account.to_yuan() : "");
    }
    fields.push_back(each.difference.total.to_yuan());
    fields.push_back(words.detail);
    fields.push_back(words.next);
    stream_ << csv::write_office_record(fields);
  }
  void add(const NotCompared& each) {
    if (!stream_.is_open()) return;
    std::vector<std::string> fields = reasoned(each.unread->line, reconciliation::reason_of(each));
    fields[2] = std::string(each.ours->settlement.text());
    fields[3] = std::string(each.ours->message.text());
    fields[8] = each.ours->day ? each.ours->day->to_string() : "";
    fields[9] = each.ours->amounts.total.to_yuan();
    fields[10] = each.ours->amounts.fund.to_yuan();
    fields[11] = each.ours->amounts.account.to_yuan();
    fields[12] = each.difference.total.to_yuan();
    stream_ << csv::write_office_record(fields);
  }
  void add(const BadRow& row) {
    if (!stream_.is_open()) return;
    stream_ << csv::write_office_record(reasoned(row.named.line, row.why.reasons.front()));
  }
  void finish() {
    if (stream_.is_open() && !stream_.flush()) throw Fault("cannot write the report");
  }

 private:
  std::vector<std::string> reasoned(std::int64_t line, const Reason& reason) const {
    const service::Words words = catalogue_.words(reason.code, reason.facts);
    std::vector<std::string> fields(kReportColumns);
    fields[0] = std::to_string(line);
    fields[1] = reason.code;
    fields[13] = words.detail;
    fields[14] = words.next;
    return fields;
  }

  static constexpr std::size_t kReportColumns = 15;
  const service::Catalogue& catalogue_;
  std::ofstream stream_;
};

void write_report(const std::string& path, const Result& result, const std::vector<BadRow>& bad,
                  const service::Catalogue& catalogue) {
  BreakReport report(path, catalogue);
  for (const Break& each : result.breaks) report.add(each);
  for (const NotCompared& each : result.not_compared) report.add(each);
  for (const BadRow& each : bad) report.add(each);
  report.finish();
}

Tree bad_rows(const std::vector<BadRow>& bad) {
  Tree rows = Tree(Tree::List{});
  for (const BadRow& each : bad) {
    if (rows.list()->size() == kToldMax) break;
    rows.push(Tree::object({{"line", each.named.line}, {"code", each.why.code()}}));
  }
  return rows;
}

Money sum_of(const std::vector<NotCompared>& all) {
  Money sum;
  for (const NotCompared& each : all) sum += each.difference.total;
  return sum;
}

// What a terminal shows, in the language that was asked for.
class Telling {
 public:
  Telling(const service::Catalogue& words, std::ostream& out) : words_(words), out_(out) {}

  void tell(const Result& result, const Books& books) const {
    out_ << books.span.from.to_string() << say(" 至 ", " to ") << books.span.to.to_string() << "\n";
    tell_side(say("机构", "Institution:"), result.theirs);
    tell_side(say("中心", "Here:"), result.ours);
    tell_difference(result);
    for (std::size_t i = 0; i < std::min(result.breaks.size(), kShownMax); ++i) {
      tell_break(result.breaks[i]);
    }
    if (result.breaks.size() > kShownMax) {
      const std::size_t more = result.breaks.size() - kShownMax;
      out_ << say("  其余 ", "  ") << more
           << say(" 笔见 --report 文件\n", " more stand in the file of --report\n");
    }
    for (std::size_t i = 0; i < std::min(result.not_compared.size(), kShownMax); ++i) {
      out_ << "  " << sentence_of(reconciliation::reason_of(result.not_compared[i])) << "\n";
    }
    for (std::size_t i = 0; i < std::min(books.theirs.bad.size(), kShownMax); ++i) {
      tell_bad_row(books.theirs.bad[i]);
    }
  }

 private:
  std::string_view say(std::string_view chinese, std::string_view english) const {
    return said_in(words_.language(), chinese, english);
  }
  std::string sentence_of(const Reason& reason) const {
    const service::Words words = words_.words(reason.code, reason.facts);
    return words.title + ": " + words.detail + std::string(say("", " ")) + words.next;
  }
  void tell_side(std::string_view name, const reconciliation::Side& side) const {
    out_ << name << " " << side.lines << say(" 笔,总额 ", " lines, total ")
         << side.amounts.total.to_display() << say(",基金 ", ", fund ")
         << side.amounts.fund.to_display() << say(",个账 ", ", personal account ")
         << side.amounts.account.to_display() << "\n";
  }
  void tell_difference(const Result& result) const {
    const Money apart = result.theirs.amounts.total - result.ours.amounts.total;
    const Money open = sum_of(result.not_compared);
    out_ << say("差额 ", "Difference ") << apart.to_display() << say(",由 ", ", breaks: ")
         << result.breaks.size();
    if (result.not_compared.empty()) {
      out_ << say(" 笔说明,未说明 0.00\n", ", left unexplained: 0.00\n");
      return;
    }
    out_ << say(" 笔说明 ", ", explaining ") << (apart - open).to_display()
         << say(";另有 ", "; not compared, as a row of the institution was not read: ")
         << result.not_compared.size() << say(" 笔因机构的行未读入不能比较,计 ", ", of ")
         << open.to_display() << "\n";
  }
  void tell_break(const Break& each) const {
    out_ << "  ";
    if (each.theirs != nullptr) {
      out_ << say("第 ", "Line ") << each.theirs->line << say(" 行 ", ": ");
    }
    out_ << sentence_of(reconciliation::reason_of(each)) << "\n";
  }
  void tell_bad_row(const BadRow& row) const {
    const Reason& reason = row.why.reasons.front();
    out_ << say("  第 ", "  Line ") << row.named.line << say(" 行未读入: ", " was not read: ")
         << words_.words(reason.code, reason.facts).detail << " [" << reason.code << "]\n";
  }

  const service::Catalogue& words_;
  std::ostream& out_;
};

// A report that would be written over what it is made from is none.
Verdict check_paths(const Tree& arguments) {
  for (const char* input : {"file", "against"}) {
    Verdict other =
        check_report(text_argument(arguments, "report"), text_argument(arguments, input));
    if (!other) return other;
  }
  return Nothing{};
}

int tell_refusal(const Refusal& refusal, const Tree& arguments, const service::Catalogue& words,
                 Console& console) {
  if (flag_argument(arguments, "json")) {
    console.out << refusal_json(refusal, words) << "\n";
  } else {
    console.err << explain(refusal, &words) << "\n";
  }
  return kRefused;
}

int tell_result(const Result& result, const Books& books, const Tree& arguments, const Data& data,
                const service::Catalogue& words, Console& console) {
  write_report(text_argument(arguments, "report"), result, books.theirs.bad, data.catalogue);
  if (flag_argument(arguments, "json")) {
    Tree told = reconciliation::present_result(result, books.span, kToldMax);
    told.set("bad_rows_total", static_cast<std::int64_t>(books.theirs.bad.size()));
    told.set("bad_rows", bad_rows(books.theirs.bad));
    service::add_words(told, words);
    console.out << told.to_json() << "\n";
  } else {
    Telling(words, console.out).tell(result, books);
  }
  return result.breaks.empty() && books.theirs.bad.empty() ? kDone : kRefused;
}

int compare_files(const Tree& arguments, const Data& data, const service::Catalogue& words,
                  Console& console) {
  if (const Verdict apart = check_paths(arguments); !apart) {
    return tell_refusal(apart.refusal(), arguments, words, console);
  }
  const Decision<Books> books = read_two_files(arguments);
  if (!books) return tell_refusal(books.refusal(), arguments, words, console);
  const Reading reading{books->theirs.unread()};
  const Result result =
      reconciliation::find_breaks(books->theirs.entries, books->ours, books->span, reading);
  return tell_result(result, *books, arguments, data, words, console);
}

}  // namespace

int reconcile(Installation& installation, const Tree& arguments, Console& console) {
  const Data& data = installation.data();
  const service::Catalogue& words = words_asked(installation, arguments);
  if (!text_argument(arguments, "against").empty()) {
    return compare_files(arguments, data, words, console);
  }
  if (const Verdict apart = check_paths(arguments); !apart) {
    return tell_refusal(apart.refusal(), arguments, words, console);
  }
  Decision<Books> read = read_books(installation, arguments);
  if (!read) return tell_refusal(read.refusal(), arguments, words, console);
  Books books = std::move(read).value();
  const std::unique_ptr<storage::Session> reader = installation.database().reader();
  const Reading reading{books.theirs.unread()};
  const Result result =
      visit::compare_books(*reader, installation.vault(), text_argument(arguments, "institution"),
                           books.theirs.entries, books.ours, books.span, reading);
  return tell_result(result, books, arguments, data, words, console);
}

int reconcile_files(const Settings& settings, const Tree& arguments, Output output) {
  const Data data = load_data(settings.home);
  Tree told = arguments;
  told.set("json", output.json);
  Console console{std::cout, std::cerr, [](const std::string&) {}};
  return compare_files(told, data, data.words_in(settings.language), console);
}

}  // namespace yibao::main
