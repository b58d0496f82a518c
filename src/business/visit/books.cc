#include "business/visit/books.h"

#include "business/provider/numbers.h"

namespace yibao::visit {

namespace {

constexpr storage::Statement kBooksBetween{
    "books_of_institution",
    "SELECT s.settlement_id, s.recorded_at, s.msgid, s.happened_on, s.total_fen, s.fund_fen, "
    "s.account_fen, s.reverses, o.recorded_at "
    "FROM settlement AS s LEFT JOIN settlement AS o "
    "ON o.person_id = s.person_id AND o.settlement_id = s.reverses "
    "WHERE s.institution = $1 AND s.happened_on >= $2 AND s.happened_on <= $3 "
    "ORDER BY s.happened_on, s.settlement_id"};

reconciliation::Number number_of(const storage::Vault& vault, const storage::Value& id,
                                 const storage::Value& recorded_at) {
  return reconciliation::Number(
      provider::short_id(vault.outside_id(storage::IdKind::settlement, id.integer(),
                                          Instant::from_milliseconds(recorded_at.integer()))));
}

}  // namespace

std::vector<reconciliation::Entry> our_books(storage::Session& session, const storage::Vault& vault,
                                             const std::string& institution,
                                             const reconciliation::Span& span, int around) {
  std::vector<reconciliation::Entry> entries;
  const std::vector<storage::Value> parameters{institution, (span.from - around).days(),
                                               (span.to + around).days()};
  session.visit(kBooksBetween, parameters, [&](std::span<const storage::Value> row) {
    reconciliation::Entry entry;
    entry.settlement = number_of(vault, row[0], row[1]);
    entry.message = reconciliation::Number(row[2].text());
    entry.day = Date::from_days(static_cast<std::int32_t>(row[3].integer()));
    entry.amounts = {Money::fen(row[4].integer()), Money::fen(row[5].integer()),
                     Money::fen(row[6].integer())};
    entry.takes_back = !row[7].is_null();
    if (entry.takes_back) entry.reverses = number_of(vault, row[7], row[8]);
    entries.push_back(entry);
  });
  return entries;
}

}  // namespace yibao::visit
