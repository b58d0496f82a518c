// 对账 (N-13) over HTTP: an institution's own cashiers, or the agency's officers, send the lines of
// a day. A month of a large hospital is `yibao reconcile`'s.
#include <set>

#include "business/clearing/queries.h"
#include "business/clearing/reading.h"
#include "business/provider/institution.h"
#include "business/reader.h"
#include "business/reconciliation/present.h"
#include "business/reconciliation/rules.h"
#include "business/visit/books.h"

namespace yibao::clearing {

namespace {

using reconciliation::Entry;
using reconciliation::Number;

constexpr std::size_t kRowsMax = 20'000;
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

}  // namespace

Decision<Tree> answer_reconciliation(const business::Request& request,
                                     const business::Context& context, storage::Session& session) {
  auto reader = business::Reader::body(request, context);
  const Date from = reader.date("from");
  const Date to = reader.date("to");
  const Tree::List* rows = reader.list("rows", kRowsMax);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (to < from || to - from >= kDaysMax) {
    return refuse(RefusalKind::malformed, "reconcile_days_out_of_range");
  }
  const std::string* code = request.path_value("institution");
  const std::string institution = code == nullptr ? "" : *code;
  if (const Verdict may = may_see_institution(institution, context); !may) return may.refusal();
  if (!provider::find_institution(session, provider::kInstitutionOfCode, institution)) {
    return refuse(RefusalKind::not_found, "institution_unknown", {{"code", institution}});
  }
  std::vector<Entry> theirs;
  for (const Tree& row : *rows) {
    const Decision<Entry> entry = read_row(row, static_cast<std::int64_t>(theirs.size()) + 1);
    if (!entry) return entry.refusal();
    theirs.push_back(*entry);
  }
  const reconciliation::Span span{from, to};
  const std::vector<Entry> ours =
      visit::our_books(session, *context.vault, institution, span, visit::kLateDays);
  Tree told = reconciliation::present_result(reconciliation::find_breaks(theirs, ours, span), span,
                                             kRowsMax);
  told.set("institution", institution);
  return told;
}

}  // namespace yibao::clearing
