#include "business/clearing/due.h"

#include <algorithm>
#include <set>

#include "business/clearing/drawing.h"
#include "business/clearing/orders.h"
#include "business/clearing/present.h"
#include "business/clearing/rules.h"
#include "business/clearing/store.h"
#include "policy/policy_set.h"

namespace yibao::clearing {

namespace {

using storage::Value;

constexpr storage::Statement kWithoutStatement{
    "clearing_institutions_without",
    "SELECT i.region, i.institution_id, i.code FROM institution AS i "
    "WHERE (i.region > $1 OR (i.region = $1 AND i.institution_id > $2)) "
    "AND NOT EXISTS (SELECT 1 FROM clearing_statement AS s "
    "WHERE s.party = i.code AND s.month >= $3) "
    "ORDER BY i.region, i.institution_id LIMIT $4"};
constexpr storage::Statement kPairsWithShares{
    "clearing_pairs_with_shares",
    "SELECT s.region, s.debtor FROM clearing_share AS s "
    "JOIN clearing_statement AS t ON t.region = s.region AND t.statement_id = s.statement_id "
    "WHERE s.pair_id IS NULL AND s.debtor <> s.region AND t.month <= $1 "
    "AND t.state IN ('approved', 'sent', 'paid', 'returned', 'carried', 'level') "
    "GROUP BY s.region, s.debtor ORDER BY s.region, s.debtor LIMIT $2"};
constexpr storage::Statement kRegionsUndecided{
    "clearing_regions_undecided",
    "SELECT region FROM clearing_statement "
    "WHERE kind = 'institution' AND state IN ('drawn', 'approved_once') AND month <= $1 "
    "GROUP BY region ORDER BY region"};
constexpr storage::Statement kUnpaid{
    "clearing_unpaid",
    "SELECT region, statement_id, number, kind, party, month, cut_at, settlements, postings, "
    "bills_fen, fund_fen, account_fen, counter_fen, carried_fen, amount_fen, state, drawn_by, "
    "first_by, first_region, second_by, why, payee_holder, payee_sealed, attempt, file_name, "
    "due_on, calendar_version, paid_on, recorded_at FROM clearing_statement "
    "WHERE state IN ('drawn', 'approved_once', 'approved', 'sent', 'returned') "
    "ORDER BY region, statement_id LIMIT $1"};

RegionCode region_of(const Value& value) {
  return RegionCode(static_cast<std::int32_t>(value.integer()));
}

bool is_due(RegionCode region, Month month, const business::Context& context) {
  const policy::SettlementPolicy& policy = context.policies->on(region, context.today).settlement;
  return context.today >= drawing_day(month, policy, *context.calendar);
}

class RecomputeDue : public OrderCommand {
 public:
  using OrderCommand::OrderCommand;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override {
    Statement statement = present(facts);
    const Date drawn_on = statement.recorded_at.date();
    const calendar::Deadline due = payment_due(
        drawn_on, context.policies->on(statement.region, drawn_on).settlement, *context.calendar);
    if (is_terminal(statement.state) || due.version == statement.calendar_version) {
      return refuse("deadlines_are_final");
    }
    statement.due_on = due.day;
    statement.calendar_version = due.version;
    storage::Plan plan;
    plan.event = "clearing_due_recomputed";
    plan.update(kStatement, statement_row(statement));
    plan.answer = present_statement(statement, context);
    return plan;
  }
};

}  // namespace

Commands next_drawings(storage::Session& reader, const business::Context& context, int limit,
                       DrawingSweep& sweep) {
  const Month month = Month::containing(context.today) - 1;
  const storage::Rows rows = reader.select(
      kWithoutStatement, {sweep.region.value(), sweep.institution, month.index(), limit});
  Commands commands;
  for (const storage::Row& row : rows) {
    sweep.region = region_of(row[0]);
    sweep.institution = row[1].integer();
    if (!is_due(sweep.region, month, context)) continue;
    commands.push_back(
        std::make_unique<DrawStatement>(row[2].text(), sweep.region, month, context.now));
  }
  sweep.ended = rows.size() < static_cast<std::size_t>(limit);
  return commands;
}

Commands pair_drawings(storage::Session& reader, const business::Context& context, int limit) {
  const Month month = Month::containing(context.today) - 1;
  std::set<RegionCode> undecided;
  for (const storage::Row& row : reader.select(kRegionsUndecided, {month.index()})) {
    undecided.insert(region_of(row[0]));
  }
  std::set<std::pair<RegionCode, RegionCode>> pairs;
  for (const storage::Row& row : reader.select(kPairsWithShares, {month.index(), limit})) {
    const RegionCode one = region_of(row[0]);
    const RegionCode other = region_of(row[1]);
    if (undecided.contains(one) || undecided.contains(other)) continue;
    pairs.emplace(std::min(one, other), std::max(one, other));
  }
  Commands commands;
  for (const auto& [lower, higher] : pairs) {
    if (!is_due(lower, month, context)) continue;
    const Value key[] = {Value(higher.to_string())};
    const std::vector<Statement> all =
        read_statements(reader.select_keyed(kStatementsOfParty, key).front());
    const bool is_drawn = std::ranges::any_of(
        all, [&](const Statement& each) { return each.region == lower && each.month >= month; });
    if (is_drawn) continue;
    commands.push_back(std::make_unique<DrawRegions>(lower, higher, month, context.now));
  }
  return commands;
}

Commands provisional_commands(storage::Session& reader, int limit) {
  Commands commands;
  for (const storage::Row& row : reader.select(kUnpaid, {limit})) {
    const Statement statement = read_statement(row);
    if (statement.due_is_provisional()) {
      commands.push_back(std::make_unique<RecomputeDue>(statement));
    }
  }
  return commands;
}

}  // namespace yibao::clearing
