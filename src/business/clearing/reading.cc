#include "business/clearing/reading.h"

#include "business/access.h"
#include "business/provider/institution.h"
#include "business/provider/numbers.h"

namespace yibao::clearing {

namespace {

using storage::Row;
using storage::Value;

constexpr storage::Statement kPairShares{
    "clearing_pair_shares",
    "SELECT s.region, s.statement_id, s.debtor, s.settlements, s.postings, s.fund_fen, "
    "s.account_fen, s.pair_id, t.number, t.party FROM clearing_share AS s "
    "JOIN clearing_statement AS t ON t.region = s.region AND t.statement_id = s.statement_id "
    "WHERE s.pair_id = $1 ORDER BY s.region, t.party, s.statement_id, s.debtor LIMIT 20000"};
constexpr storage::Statement kBills{
    "clearing_bills",
    "SELECT settlement_id, recorded_at, happened_on, total_fen, fund_fen, insured_place "
    "FROM settlement WHERE institution = $1 AND happened_on <= $2 AND recorded_at <= $3 "
    "AND (happened_on > $4 OR recorded_at > $5) AND happened_on >= $6 "
    "AND (happened_on > $7 OR (happened_on = $7 AND settlement_id > $8)) "
    "ORDER BY happened_on, settlement_id LIMIT $9"};
constexpr storage::Statement kPostings{
    "clearing_postings",
    "SELECT posting_id, reference, happened_on, code, amount_fen, region "
    "FROM posting WHERE other = $1 AND code IN (104, 201) AND happened_on <= $2 "
    "AND recorded_at <= $3 AND (happened_on > $4 OR recorded_at > $5) AND happened_on >= $6 "
    "AND (happened_on > $7 OR (happened_on = $7 AND posting_id > $8)) "
    "ORDER BY happened_on, posting_id LIMIT $9"};

RegionCode region_of(const Value& value) {
  return RegionCode(static_cast<std::int32_t>(value.integer()));
}
Date day_of(const Value& value) {
  return Date::from_days(static_cast<std::int32_t>(value.integer()));
}

Refusal unknown() {
  return refuse(RefusalKind::not_found, "not_found", {{"member", "statement"}});
}

std::vector<Value> page_parameters(const std::string& name, const Cover& cover, Date day,
                                   std::int64_t behind, std::int64_t limit) {
  std::vector<Value> parameters = parameters_of(name, cover);
  parameters.emplace_back(day.days());
  parameters.emplace_back(behind);
  parameters.emplace_back(limit);
  return parameters;
}

}  // namespace

Verdict may_see_institution(const std::string& institution, const business::Context& context) {
  const auto place = provider::region_of_code(institution, *context.regions);
  const business::Actor& actor = *context.actor;
  const bool his = place && (actor.region.is_none() || actor.region == *place) &&
                   business::may_act_at_institution(actor, institution).ok();
  if (his) return Nothing{};
  return refuse(RefusalKind::not_found, "institution_unknown", {{"code", institution}});
}

Decision<Statement> require_statement(const business::Request& request,
                                      const business::Context& context, storage::Session& session) {
  const std::string* number = request.path_value("statement");
  std::optional<Statement> found =
      number == nullptr ? std::nullopt : find_statement(*number, session);
  if (!found) return unknown();
  const RegionCode own = context.actor->region;
  const bool of_region = own.is_none() || own == found->region ||
                         (found->kind == Kind::region && own == found->other_region());
  // A cashier sees what their own institution is paid, never what regions owe each other.
  if (!of_region || !business::may_act_at_institution(*context.actor, found->party)) {
    return unknown();
  }
  return std::move(*found);
}

Cover read_cover(const Statement& statement, storage::Session& session) {
  const Value key[] = {Value(statement.party)};
  const std::vector<storage::Rows> rows = session.select_keyed(kStatementsOfParty, key);
  const std::vector<Statement> all = read_statements(rows.front());
  const Statement* before = nullptr;
  for (const Statement& each : all) {
    if (each.kind == statement.kind && !each.is_refused() && each.month < statement.month) {
      before = &each;
    }
  }
  return cover_of(statement, before);
}

std::vector<PairShare> read_pair_shares(const Statement& statement, storage::Session& session) {
  std::vector<PairShare> all;
  for (const Row& row : session.select(kPairShares, {statement.id.value()})) {
    all.push_back({read_share(row), row[8].text(), row[9].text()});
  }
  return all;
}

std::vector<Share> read_own_shares(const Statement& statement, storage::Session& session) {
  std::vector<Share> all;
  for (const Row& row :
       session.select(kSharesOfStatement, {statement.region.value(), statement.id.value()})) {
    all.push_back(read_share(row));
  }
  return all;
}

std::vector<Line> read_bills(const Statement& statement, Date day, std::int64_t behind,
                             std::int64_t limit, storage::Session& session,
                             const storage::Vault& vault) {
  std::vector<Line> lines;
  const Cover cover = read_cover(statement, session);
  for (const Row& row :
       session.select(kBills, page_parameters(statement.party, cover, day, behind, limit))) {
    Line line;
    line.id = row[0].integer();
    line.number = provider::short_id(vault.outside_id(
        storage::IdKind::settlement, line.id, Instant::from_milliseconds(row[1].integer())));
    line.day = day_of(row[2]);
    line.total = Money::fen(row[3].integer());
    line.owed = Money::fen(row[4].integer());
    line.debtor = region_of(row[5]);
    lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<Line> read_postings(const Statement& statement, Date day, std::int64_t behind,
                                std::int64_t limit, storage::Session& session) {
  constexpr std::int64_t kPayment = 201;
  std::vector<Line> lines;
  const Cover cover = read_cover(statement, session);
  for (const Row& row : session.select(
           kPostings, page_parameters(ledger_name(statement.party), cover, day, behind, limit))) {
    const Money amount = Money::fen(row[4].integer());
    Line line;
    line.id = row[0].integer();
    line.number = row[1].text_or("");
    line.day = day_of(row[2]);
    line.owed = row[3].integer() == kPayment ? amount : Money() - amount;
    line.total = line.owed;
    line.debtor = region_of(row[5]);
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace yibao::clearing
