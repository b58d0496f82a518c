#include "business/clearing/reading.h"

#include "base/check.h"
#include "base/region_table.h"
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
    "AND insured_place >= $10 AND insured_place <= $11 "
    "ORDER BY happened_on, settlement_id LIMIT $9"};
constexpr storage::Statement kPostings{
    "clearing_postings",
    "SELECT posting_id, reference, happened_on, code, amount_fen, region, recorded_at "
    "FROM posting WHERE other = $1 AND code IN (104, 201) AND happened_on <= $2 "
    "AND recorded_at <= $3 AND (happened_on > $4 OR recorded_at > $5) AND happened_on >= $6 "
    "AND (happened_on > $7 OR (happened_on = $7 AND posting_id > $8)) "
    "AND region >= $10 AND region <= $11 "
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

// The codes among which all places of a region's fund are; others may be among them.
struct Places {
  RegionCode first{0};
  RegionCode last{999'999};
};
Places places_of(RegionCode debtor) {
  if (debtor.is_none()) return {};
  const std::int32_t places = debtor.is_province() ? 10'000 : debtor == debtor.city() ? 100 : 1;
  return {debtor, RegionCode(debtor.value() + places - 1)};
}

std::vector<Value> page_parameters(const std::string& name, const Cover& cover, const Page& page,
                                   const Places& places) {
  std::vector<Value> parameters = parameters_of(name, cover);
  parameters.emplace_back(page.day.days());
  parameters.emplace_back(page.id);
  parameters.emplace_back(page.limit);
  parameters.emplace_back(places.first.value());
  parameters.emplace_back(places.last.value());
  return parameters;
}

Line bill_of(const Row& row, const storage::Vault& vault) {
  Line line;
  line.id = row[0].integer();
  line.number = provider::short_id(vault.outside_id(storage::IdKind::settlement, line.id,
                                                    Instant::from_milliseconds(row[1].integer())));
  line.day = day_of(row[2]);
  line.total = Money::fen(row[3].integer());
  line.owed = Money::fen(row[4].integer());
  line.debtor = region_of(row[5]);
  return line;
}

// A till that gave no number of its own knows the payment by ours.
Line posting_of(const Row& row, const storage::Vault& vault) {
  constexpr std::int64_t kPayment = 201;
  const Money amount = Money::fen(row[4].integer());
  Line line;
  line.id = row[0].integer();
  line.number = row[1].text_or("");
  if (line.number.empty()) {
    line.number = vault.outside_id(storage::IdKind::posting, line.id,
                                   Instant::from_milliseconds(row[6].integer()));
  }
  line.day = day_of(row[2]);
  line.owed = row[3].integer() == kPayment ? amount : Money() - amount;
  line.total = line.owed;
  line.debtor = region_of(row[5]);
  return line;
}

storage::Rows read_rows(const Statement& statement, LineKind kind, const Cover& cover,
                        const Page& page, RegionCode debtor, storage::Session& session) {
  const Places places = places_of(debtor);
  return kind == LineKind::bills
             ? session.select(kBills, page_parameters(statement.party, cover, page, places))
             : session.select(kPostings,
                              page_parameters(ledger_name(statement.party), cover, page, places));
}

// Of an institution's statement: all lines, or those that one region owes, as sum_shares adds them.
std::vector<Line> read_lines_of(const Statement& statement, LineKind kind, Page page,
                                RegionCode debtor, const business::Context& context,
                                storage::Session& session) {
  const Cover cover = read_cover(statement, session);
  const std::size_t limit = static_cast<std::size_t>(page.limit);
  std::vector<Line> lines;
  for (;;) {
    const storage::Rows rows = read_rows(statement, kind, cover, page, debtor, session);
    for (const Row& row : rows) {
      const RegionCode pooling = context.regions->pooling_region(region_of(row[5]));
      const RegionCode owes = pooling.is_none() ? region_of(row[5]) : pooling;
      if (!debtor.is_none() && owes != debtor) continue;
      lines.push_back(kind == LineKind::bills ? bill_of(row, *context.vault)
                                              : posting_of(row, *context.vault));
      if (lines.size() == limit) return lines;
    }
    if (rows.size() < limit) return lines;
    page.day = day_of(rows.back()[2]);
    page.id = rows.back()[0].integer();
  }
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

namespace {

// Of two regions' statement: of each institution's in turn, what its share of this one is made of.
std::vector<Line> read_pair_lines(const Statement& pair, LineKind kind, Page page,
                                  const business::Context& context, storage::Session& session) {
  std::vector<Line> lines;
  for (const PairShare& each : read_pair_shares(pair, session)) {
    if (!page.of_statement.empty() && each.statement != page.of_statement) continue;
    const Share& share = each.share;
    if ((kind == LineKind::bills ? share.settlements : share.postings) == 0) continue;
    const std::optional<Statement> statement = find_statement(each.statement, session);
    YB_CHECK(statement.has_value(), "a share of no statement");
    for (Line& line : read_lines_of(*statement, kind, page, share.debtor, context, session)) {
      line.of_statement = each.statement;
      line.institution = each.institution;
      lines.push_back(std::move(line));
      --page.limit;
    }
    page = {page.limit};
    if (page.limit == 0) break;
  }
  return lines;
}

}  // namespace

std::vector<Line> read_lines(const Statement& statement, LineKind kind, const Page& page,
                             const business::Context& context, storage::Session& session) {
  return statement.kind == Kind::region
             ? read_pair_lines(statement, kind, page, context, session)
             : read_lines_of(statement, kind, page, RegionCode(), context, session);
}

}  // namespace yibao::clearing
