#include "business/visit/books.h"

#include <algorithm>
#include <set>

#include "business/provider/numbers.h"
#include "business/reconciliation/rules.h"
#include "business/visit/store.h"
#include "business/visit/till_books.h"

namespace yibao::visit {

namespace {

using reconciliation::Entry;
using reconciliation::Number;
using storage::Value;

constexpr storage::Statement kBooksBetween{
    "books_of_institution",
    "SELECT s.settlement_id, s.recorded_at, s.msgid, s.happened_on, s.total_fen, s.fund_fen, "
    "s.account_fen, s.reverses, o.recorded_at "
    "FROM settlement AS s LEFT JOIN settlement AS o "
    "ON o.person_id = s.person_id AND o.settlement_id = s.reverses "
    "WHERE s.institution = $1 AND s.happened_on >= $2 AND s.happened_on <= $3 "
    "ORDER BY s.happened_on, s.settlement_id"};

// A settlement and what takes it back: the same columns.
constexpr storage::Statement kBooksOfSettlement{
    "books_of_settlement",
    "SELECT s.settlement_id, s.recorded_at, s.msgid, s.happened_on, s.total_fen, s.fund_fen, "
    "s.account_fen, s.reverses, o.recorded_at "
    "FROM settlement AS s LEFT JOIN settlement AS o "
    "ON o.person_id = s.person_id AND o.settlement_id = s.reverses "
    "WHERE s.person_id = $1 AND (s.settlement_id = $2 OR s.reverses = $2) "
    "ORDER BY s.settlement_id"};

// Whose it is, and the settlement itself where it takes one back.
constexpr storage::Statement kSettlementOfDay{
    "settlement_of_institution_by_day",
    "SELECT person_id, COALESCE(reverses, settlement_id) FROM settlement "
    "WHERE institution = $1 AND happened_on = $2 AND settlement_id = $3 ORDER BY person_id"};

Number number_of(const storage::Vault& vault, const Value& id, const Value& recorded_at) {
  return Number(
      provider::short_id(vault.outside_id(storage::IdKind::settlement, id.integer(),
                                          Instant::from_milliseconds(recorded_at.integer()))));
}

Entry read_entry(std::span<const Value> row, const storage::Vault& vault) {
  Entry entry;
  entry.settlement = number_of(vault, row[0], row[1]);
  entry.message = Number(row[2].text());
  entry.day = Date::from_days(static_cast<std::int32_t>(row[3].integer()));
  entry.amounts = {Money::fen(row[4].integer()), Money::fen(row[5].integer()),
                   Money::fen(row[6].integer())};
  entry.takes_back = !row[7].is_null();
  if (entry.takes_back) entry.reverses = number_of(vault, row[7], row[8]);
  return entry;
}

std::optional<storage::OutsideId> inside(const Number& setl_id, const storage::Vault& vault) {
  const auto outside = provider::outside_id(setl_id.text());
  return outside ? vault.inside_id(storage::IdKind::settlement, *outside) : std::nullopt;
}

// The settlements that are looked for: person and id.
using Named = std::set<std::pair<std::int64_t, std::int64_t>>;

// A number of ours tells its day, so that no index by number is needed.
void find_number(Named& named, const Number& setl_id, const std::string& institution,
                 storage::Session& session, const storage::Vault& vault) {
  const auto id = inside(setl_id, vault);
  if (!id) return;
  const std::vector<Value> parameters{institution, id->recorded_at.date().days(), id->id};
  for (const storage::Row& row : session.select(kSettlementOfDay, parameters)) {
    named.emplace(row[0].integer(), row[1].integer());
  }
}

void find_messages(Named& named, const std::vector<const Entry*>& lines,
                   const std::string& institution, storage::Session& session) {
  std::vector<Value> messages;
  for (const Entry* each : lines) {
    for (const Number& number : {each->message, each->reverses}) {  // 2601 names a msgid
      if (!number.is_none()) messages.emplace_back(std::string(number.text()));
    }
  }
  if (messages.empty()) return;
  for (const storage::Rows& rows : session.select_keyed(kSettlementsOfMessage, messages)) {
    for (const storage::Row& row : rows) {
      if (row[3].text() == institution) named.emplace(row[1].integer(), row[2].integer());
    }
  }
}

}  // namespace

std::vector<Entry> our_books(storage::Session& session, const storage::Vault& vault,
                             const std::string& institution, const reconciliation::Span& span,
                             int around) {
  std::vector<Entry> entries = settled_books(session, vault, institution, span, around);
  const std::vector<Entry> paid = till_books(session, vault, institution, span, around);
  entries.insert(entries.end(), paid.begin(), paid.end());
  return entries;
}

std::vector<Entry> settled_books(storage::Session& session, const storage::Vault& vault,
                                 const std::string& institution, const reconciliation::Span& span,
                                 int around) {
  std::vector<Entry> entries;
  const std::vector<Value> parameters{institution, (span.from - around).days(),
                                      (span.to + around).days()};
  session.visit(kBooksBetween, parameters,
                [&](std::span<const Value> row) { entries.push_back(read_entry(row, vault)); });
  return entries;
}

std::optional<Date> day_of_number(const Number& setl_id, const storage::Vault& vault) {
  const auto id = inside(setl_id, vault);
  if (!id) return std::nullopt;
  return id->recorded_at.date();
}

std::vector<Entry> books_named(storage::Session& session, const storage::Vault& vault,
                               const std::string& institution,
                               const std::vector<const Entry*>& lines) {
  Named named;
  for (const Entry* each : lines) {
    for (const Number& number : {each->settlement, each->reverses}) {
      if (!number.is_none()) find_number(named, number, institution, session, vault);
    }
  }
  find_messages(named, lines, institution, session);
  std::vector<Entry> entries;
  for (const auto& [person, settlement] : named) {
    for (const storage::Row& row :
         session.select(kBooksOfSettlement, std::vector<Value>{person, settlement})) {
      entries.push_back(read_entry(row, vault));
    }
  }
  return entries;
}

namespace {

// What of theirs has no partner and stands here on another day. False where there is nothing.
bool add_of_other_days(storage::Session& session, const storage::Vault& vault,
                       const std::string& institution, const reconciliation::Result& result,
                       std::vector<Entry>& ours) {
  const std::vector<const Entry*> alone = reconciliation::without_partner(result);
  if (alone.empty()) return false;
  const std::vector<Entry> found = books_named(session, vault, institution, alone);
  std::set<Number> more;
  for (const Entry& each : found) more.insert(each.settlement);
  for (const Entry& each : ours) {
    if (more.empty()) return false;
    more.erase(each.settlement);
  }
  std::ranges::copy_if(found, std::back_inserter(ours),
                       [&](const Entry& each) { return more.contains(each.settlement); });
  return !more.empty();
}

}  // namespace

reconciliation::Result compare_books(storage::Session& session, const storage::Vault& vault,
                                     const std::string& institution,
                                     const std::vector<Entry>& theirs, std::vector<Entry>& ours,
                                     const reconciliation::Span& span,
                                     const reconciliation::Reading& reading) {
  reconciliation::Result result = reconciliation::find_breaks(theirs, ours, span, reading);
  if (add_of_other_days(session, vault, institution, result, ours)) {
    result = reconciliation::find_breaks(theirs, ours, span, reading);
  }
  if (name_by_amounts(result, ours)) {
    result = reconciliation::find_breaks(theirs, ours, span, reading);
  }
  return result;
}

}  // namespace yibao::visit
