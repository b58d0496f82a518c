// 对账 (N-13) over HTTP: an institution's own cashiers, or the agency's officers, send the file of
// a day, or its lines. A month of a large hospital is `yibao reconcile`'s.
#include <set>

#include "business/clearing/queries.h"
#include "business/clearing/reading.h"
#include "business/provider/institution.h"
#include "business/reader.h"
#include "business/reconciliation/book_file.h"
#include "business/reconciliation/present.h"
#include "business/visit/books.h"

namespace yibao::clearing {

namespace {

using reconciliation::Entry;
using reconciliation::Number;

constexpr std::size_t kRowsMax = 20'000;
constexpr std::size_t kBadRowsMax = 200;  // told by their lines
constexpr int kDaysMax = 31;

const std::string* text_of(const Tree& row, std::string_view name) {
  const Tree* member = row.find(name);
  return member == nullptr ? nullptr : member->text();
}

// Every row is an object of these members, and of no others.
Decision<Entry> read_row(const Tree& row, std::int64_t line) {
  const auto wrong = [&](const char* member) {
    return refuse(RefusalKind::malformed, "reconcile_row_shape",
                  {{"line", std::to_string(line)}, {"member", member}});
  };
  static const std::set<std::string, std::less<>> kKnown{"setl_id",     "msgid",     "init_setl_id",
                                                         "day",         "total_fen", "fund_fen",
                                                         "account_fen", "taken_back"};
  if (row.members() == nullptr) return wrong("rows");
  for (const auto& [name, value] : *row.members()) {
    if (!kKnown.contains(name)) return wrong("rows");
  }
  Entry entry;
  entry.line = line;
  const auto number = [&](const char* name, Number& into) {
    const Tree* member = row.find(name);
    if (member == nullptr) return true;
    const std::string* text = member->text();
    if (text == nullptr || text->size() >= Number::kCharactersMax) return false;
    for (const unsigned char c : *text) {
      if (c <= 0x20 || c == 0x7F) return false;
    }
    into = Number(*text);
    return true;
  };
  const auto amount = [&](const char* name, Money& into) {
    const Tree* member = row.find(name);
    if (member == nullptr) return std::string_view(name) != "total_fen";
    const std::int64_t* fen = member->integer();
    if (fen == nullptr || *fen > Money::kMaxFen / 1'000'000 || *fen < -Money::kMaxFen / 1'000'000) {
      return false;
    }
    into = Money::fen(*fen);
    return true;
  };
  if (!number("setl_id", entry.settlement)) return wrong("setl_id");
  if (!number("msgid", entry.message)) return wrong("msgid");
  if (!number("init_setl_id", entry.reverses)) return wrong("init_setl_id");
  if (!amount("total_fen", entry.amounts.total)) return wrong("total_fen");
  if (!amount("fund_fen", entry.amounts.fund)) return wrong("fund_fen");
  if (!amount("account_fen", entry.amounts.account)) return wrong("account_fen");
  if (entry.settlement.is_none() && entry.message.is_none()) return wrong("setl_id");
  if (row.find("day") != nullptr) {
    const std::string* text = text_of(row, "day");
    entry.day = text == nullptr ? std::nullopt : Date::parse(*text);
    if (!entry.day) return wrong("day");
  }
  if (const Tree* member = row.find("taken_back")) {
    if (member->boolean() == nullptr) return wrong("taken_back");
    entry.takes_back = *member->boolean();
  }
  entry.takes_back = entry.takes_back || entry.amounts.total < Money();
  return entry;
}

// A file comes as the text that it holds, with its line ends.
Decision<std::string> read_file_text(std::string_view text) {
  constexpr std::size_t kBytesMax = std::size_t{4} << 20;
  if (text.size() <= kBytesMax) return std::string(text);
  return refuse(RefusalKind::too_large, "reconcile_file_too_long",
                {{"most", std::to_string(kRowsMax)}});
}

// What was sent of their books: a file, or lines.
struct Theirs {
  reconciliation::BookFile books;
  std::optional<Date> from;
  std::optional<Date> to;
};

Decision<Theirs> read_theirs(const business::Request& request, const business::Context& context) {
  auto reader = business::Reader::body(request, context);
  Theirs theirs;
  if (reader.has("file")) {
    const std::string text = reader.text_by("file", &read_file_text);
    theirs.from = reader.optional_date("from");
    theirs.to = reader.optional_date("to");
    if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
    Decision<reconciliation::BookFile> books =
        reconciliation::read_book_file(text, reconciliation::days_of(theirs.from, theirs.to));
    if (!books) return books.refusal();
    theirs.books = std::move(books).value();
    if (theirs.books.entries.size() > kRowsMax) {
      return refuse(RefusalKind::too_large, "reconcile_file_too_long",
                    {{"most", std::to_string(kRowsMax)}});
    }
    return theirs;
  }
  theirs.from = reader.date("from");
  theirs.to = reader.date("to");
  const Tree::List* rows = reader.list("rows", kRowsMax);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  for (const Tree& row : *rows) {
    const Decision<Entry> entry =
        read_row(row, static_cast<std::int64_t>(theirs.books.entries.size()) + 1);
    if (!entry) return entry.refusal();
    theirs.books.entries.push_back(*entry);
  }
  return theirs;
}

}  // namespace

Decision<Tree> answer_reconciliation(const business::Request& request,
                                     const business::Context& context, storage::Session& session) {
  const Decision<Theirs> theirs = read_theirs(request, context);
  if (!theirs) return theirs.refusal();
  const std::vector<Entry>& entries = theirs->books.entries;
  const auto span = reconciliation::span_of(entries, theirs->from, theirs->to);
  if (!span || span->to - span->from >= kDaysMax) {
    // Why no day is known, where that is why.
    if (entries.empty() && !theirs->books.bad.empty()) return theirs->books.bad.front().why;
    return refuse(RefusalKind::malformed, "reconcile_days_out_of_range");
  }
  const std::string* code = request.path_value("institution");
  const std::string institution = code == nullptr ? "" : *code;
  if (const Verdict may = may_see_institution(institution, context); !may) return may.refusal();
  if (!provider::find_institution(session, provider::kInstitutionOfCode, institution)) {
    return refuse(RefusalKind::not_found, "institution_unknown", {{"code", institution}});
  }
  std::vector<Entry> ours =
      visit::our_books(session, *context.vault, institution, *span, visit::kLateDays);
  const reconciliation::Reading reading{theirs->books.unread()};
  Tree told = reconciliation::present_result(
      visit::compare_books(session, *context.vault, institution, entries, ours, *span, reading),
      *span, kRowsMax);
  told.set("institution", institution);
  told.set("bad_rows_total", static_cast<std::int64_t>(theirs->books.bad.size()));
  told.set("bad_rows", reconciliation::present_bad_rows(theirs->books.bad, kBadRowsMax));
  return told;
}

}  // namespace yibao::clearing
