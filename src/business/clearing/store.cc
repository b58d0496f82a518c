#include "business/clearing/store.h"

#include <algorithm>
#include <map>

#include "base/region_table.h"

namespace yibao::clearing {

namespace {

using storage::Column;
using storage::ColumnType;
using storage::Row;
using storage::Rows;
using storage::Value;

constexpr Column kStatementColumns[] = {{"region", ColumnType::integer},
                                        {"statement_id", ColumnType::integer},
                                        {"number", ColumnType::text},
                                        {"kind", ColumnType::text},
                                        {"party", ColumnType::text},
                                        {"month", ColumnType::integer},
                                        {"cut_at", ColumnType::integer},
                                        {"settlements", ColumnType::integer},
                                        {"postings", ColumnType::integer},
                                        {"bills_fen", ColumnType::integer},
                                        {"fund_fen", ColumnType::integer},
                                        {"account_fen", ColumnType::integer},
                                        {"counter_fen", ColumnType::integer},
                                        {"carried_fen", ColumnType::integer},
                                        {"amount_fen", ColumnType::integer},
                                        {"state", ColumnType::text},
                                        {"drawn_by", ColumnType::text},
                                        {"first_by", ColumnType::text},
                                        {"first_region", ColumnType::integer},
                                        {"second_by", ColumnType::text},
                                        {"why", ColumnType::text},
                                        {"payee_holder", ColumnType::text},
                                        {"payee_sealed", ColumnType::bytes},
                                        {"attempt", ColumnType::integer},
                                        {"file_name", ColumnType::text},
                                        {"due_on", ColumnType::integer},
                                        {"calendar_version", ColumnType::text},
                                        {"paid_on", ColumnType::integer},
                                        {"recorded_at", ColumnType::integer}};

constexpr Column kShareColumns[] = {
    {"region", ColumnType::integer},      {"statement_id", ColumnType::integer},
    {"debtor", ColumnType::integer},      {"settlements", ColumnType::integer},
    {"postings", ColumnType::integer},    {"fund_fen", ColumnType::integer},
    {"account_fen", ColumnType::integer}, {"pair_id", ColumnType::integer}};

constexpr Column kAccountColumns[] = {
    {"region", ColumnType::integer},     {"account_id", ColumnType::integer},
    {"institution", ColumnType::text},   {"holder", ColumnType::text},
    {"bank_sealed", ColumnType::bytes},  {"state", ColumnType::text},
    {"proposed_by", ColumnType::text},   {"confirmed_by", ColumnType::text},
    {"recorded_at", ColumnType::integer}};

template<class E, std::size_t N>
E code_of(const std::array<std::string_view, N>& texts, const std::string& text) {
  const auto found = std::ranges::find(texts, text);
  YB_CHECK(found != texts.end(), "an unknown code in the database");
  return static_cast<E>(found - texts.begin());
}

RegionCode region_of(const Value& value) {
  return RegionCode(static_cast<std::int32_t>(value.integer()));
}
Money money(const Value& value) {
  return Money::fen(value.integer());
}
Date day_of(const Value& value) {
  return Date::from_days(static_cast<std::int32_t>(value.integer()));
}
Instant moment(const Value& value) {
  return Instant::from_milliseconds(value.integer());
}
Row behind_key(const Row& row) {
  return {row.begin() + 1, row.end()};
}

}  // namespace

const storage::Table kStatement{190,
                                "clearing_statement",
                                kStatementColumns,
                                2,
                                storage::Owner::region,
                                0,
                                storage::Mutability::mutable_rows};
const storage::Table kShare{191,
                            "clearing_share",
                            kShareColumns,
                            3,
                            storage::Owner::region,
                            0,
                            storage::Mutability::mutable_rows};
const storage::Table kPayeeAccount{192,
                                   "clearing_account",
                                   kAccountColumns,
                                   2,
                                   storage::Owner::region,
                                   0,
                                   storage::Mutability::mutable_rows};

const storage::KeyedSelect kStatementsOfParty{
    "clearing_statements_of_party",
    "SELECT party, region, statement_id, number, kind, party, month, cut_at, settlements, "
    "postings, bills_fen, fund_fen, account_fen, counter_fen, carried_fen, amount_fen, state, "
    "drawn_by, first_by, first_region, second_by, why, payee_holder, payee_sealed, attempt, "
    "file_name, due_on, calendar_version, paid_on, recorded_at FROM clearing_statement "
    "WHERE party {key} ORDER BY party, month, statement_id",
    ColumnType::text};
const storage::KeyedSelect kStatementOfNumber{
    "clearing_statement_of_number",
    "SELECT number, region, statement_id, number, kind, party, month, cut_at, settlements, "
    "postings, bills_fen, fund_fen, account_fen, counter_fen, carried_fen, amount_fen, state, "
    "drawn_by, first_by, first_region, second_by, why, payee_holder, payee_sealed, attempt, "
    "file_name, due_on, calendar_version, paid_on, recorded_at FROM clearing_statement "
    "WHERE number {key} ORDER BY number",
    ColumnType::text};
const storage::Statement kSharesOfStatement{
    "clearing_shares_of_statement",
    "SELECT region, statement_id, debtor, settlements, postings, fund_fen, account_fen, pair_id "
    "FROM clearing_share WHERE region = $1 AND statement_id = $2 "
    "ORDER BY region, statement_id, debtor"};
const storage::KeyedSelect kSharesOfPair{
    "clearing_shares_of_pair",
    "SELECT pair_id, region, statement_id, debtor, settlements, postings, fund_fen, account_fen, "
    "pair_id FROM clearing_share WHERE pair_id IS NOT NULL AND pair_id {key} "
    "ORDER BY pair_id, region, statement_id, debtor"};
const storage::KeyedSelect kAccountsOfInstitution{
    "clearing_accounts_of_institution",
    "SELECT institution, region, account_id, institution, holder, bank_sealed, state, "
    "proposed_by, confirmed_by, recorded_at FROM clearing_account "
    "WHERE institution {key} ORDER BY institution, account_id",
    ColumnType::text};

const storage::Statement kBillSums{
    "clearing_bill_sums",
    "SELECT insured_place, CAST(COUNT(*) AS BIGINT), CAST(SUM(total_fen) AS BIGINT), "
    "CAST(SUM(fund_fen) AS BIGINT) FROM settlement "
    "WHERE institution = $1 AND happened_on <= $2 AND recorded_at <= $3 "
    "AND (happened_on > $4 OR recorded_at > $5) AND happened_on >= $6 GROUP BY insured_place ORDER "
    "BY insured_place"};
// The codes stand in the text as in the index: only what happens at a till is in it.
const storage::Statement kPostingSums{
    "clearing_posting_sums",
    "SELECT region, CAST(COUNT(*) AS BIGINT), "
    "CAST(SUM(CASE WHEN code = 201 THEN amount_fen ELSE -amount_fen END) AS BIGINT) FROM posting "
    "WHERE other = $1 AND code IN (104, 201) AND happened_on <= $2 AND recorded_at <= $3 "
    "AND (happened_on > $4 OR recorded_at > $5) AND happened_on >= $6 GROUP BY region ORDER BY "
    "region"};
const storage::Statement kOpenShares{
    "clearing_open_shares",
    "SELECT s.region, s.statement_id, s.debtor, s.settlements, s.postings, s.fund_fen, "
    "s.account_fen, s.pair_id FROM clearing_share AS s "
    "JOIN clearing_statement AS t ON t.region = s.region AND t.statement_id = s.statement_id "
    "WHERE ((s.region = $1 AND s.debtor = $2) OR (s.region = $2 AND s.debtor = $1)) "
    "AND s.pair_id IS NULL AND t.month <= $3 "
    "AND t.state IN ('approved', 'sent', 'paid', 'returned', 'carried', 'level') "
    "ORDER BY s.region, s.statement_id, s.debtor"};

const storage::Statement kWaitingShares{
    "clearing_waiting_shares",
    "SELECT t.number, t.party FROM clearing_share AS s "
    "JOIN clearing_statement AS t ON t.region = s.region AND t.statement_id = s.statement_id "
    "WHERE ((s.region = $1 AND s.debtor = $2) OR (s.region = $2 AND s.debtor = $1)) "
    "AND s.pair_id IS NULL AND t.month <= $3 AND t.state IN ('drawn', 'approved_once') "
    "ORDER BY t.number"};

Row statement_row(const Statement& each) {
  return {each.region.value(),
          each.id.value(),
          each.number,
          to_text(each.kind),
          each.party,
          each.month.index(),
          each.cut_at.milliseconds(),
          each.settlements,
          each.postings,
          each.bills.fen(),
          each.fund.fen(),
          each.account.fen(),
          each.counter.fen(),
          each.carried.fen(),
          each.amount().fen(),
          to_text(each.state),
          each.drawn_by,
          each.first_by,
          each.first_region.value(),
          each.second_by,
          each.why,
          each.payee_holder,
          each.payee_sealed.empty() ? Value() : Value(storage::Bytes{each.payee_sealed}),
          each.attempt,
          each.file_name,
          each.due_on.days(),
          each.calendar_version,
          each.paid_on ? Value(each.paid_on->days()) : Value(),
          each.recorded_at.milliseconds()};
}

Statement read_statement(const Row& row) {
  Statement read;
  read.region = region_of(row[0]);
  read.id = StatementId(row[1].integer());
  read.number = row[2].text();
  read.kind = code_of<Kind>(kKindTexts, row[3].text());
  read.party = row[4].text();
  read.month = Month::from_index(static_cast<std::int32_t>(row[5].integer()));
  read.cut_at = moment(row[6]);
  read.settlements = row[7].integer();
  read.postings = row[8].integer();
  read.bills = money(row[9]);
  read.fund = money(row[10]);
  read.account = money(row[11]);
  read.counter = money(row[12]);
  read.carried = money(row[13]);
  YB_CHECK(read.amount() == money(row[14]), "a statement that does not add up");
  read.state = code_of<State>(kStateTexts, row[15].text());
  read.drawn_by = row[16].text();
  read.first_by = row[17].text();
  read.first_region = region_of(row[18]);
  read.second_by = row[19].text();
  read.why = row[20].text();
  read.payee_holder = row[21].text();
  if (!row[22].is_null()) read.payee_sealed = row[22].bytes().data;
  read.attempt = static_cast<int>(row[23].integer());
  read.file_name = row[24].text();
  read.due_on = day_of(row[25]);
  read.calendar_version = row[26].text();
  if (!row[27].is_null()) read.paid_on = day_of(row[27]);
  read.recorded_at = moment(row[28]);
  return read;
}

Row share_row(const Share& share) {
  return {share.region.value(), share.statement.value(),
          share.debtor.value(), share.settlements,
          share.postings,       share.fund.fen(),
          share.account.fen(),  share.pair.is_none() ? Value() : Value(share.pair.value())};
}

Share read_share(const Row& row) {
  return {region_of(row[0]), StatementId(row[1].integer()),
          region_of(row[2]), row[3].integer(),
          row[4].integer(),  money(row[5]),
          money(row[6]),     StatementId(row[7].integer_or(0))};
}

Row account_row(const PayeeAccount& account) {
  return {account.region.value(),
          account.id,
          account.institution,
          account.holder,
          storage::Bytes{account.bank_sealed},
          to_text(account.state),
          account.proposed_by,
          account.confirmed_by,
          account.recorded_at.milliseconds()};
}

PayeeAccount read_account(const Row& row) {
  return {region_of(row[0]),   row[1].integer(),
          row[2].text(),       row[3].text(),
          row[4].bytes().data, code_of<AccountState>(kAccountStateTexts, row[5].text()),
          row[6].text(),       row[7].text(),
          moment(row[8])};
}

std::vector<Statement> read_statements(const Rows& rows) {
  std::vector<Statement> all;
  for (const Row& row : rows) all.push_back(read_statement(behind_key(row)));
  return all;
}

std::vector<Share> read_shares(const Rows& rows) {
  std::vector<Share> all;
  for (const Row& row : rows) all.push_back(read_share(behind_key(row)));
  return all;
}

std::vector<PayeeAccount> read_accounts(const Rows& rows) {
  std::vector<PayeeAccount> all;
  for (const Row& row : rows) all.push_back(read_account(behind_key(row)));
  return all;
}

std::optional<Statement> find_statement(const std::string& number, storage::Session& reader) {
  const Value key[] = {Value(number)};
  const std::vector<Rows> found = reader.select_keyed(kStatementOfNumber, key);
  if (found.front().empty()) return std::nullopt;
  return read_statement(behind_key(found.front().front()));
}

bool Cover::has(Date day, Instant recorded_at) const {
  if (day > last || day < first || recorded_at > cut_at) return false;
  return !before_last || day > *before_last || recorded_at > before_cut;
}

Cover cover_of(const Statement& statement, const Statement* before) {
  Cover cover;
  cover.last = statement.month.last_day();
  cover.cut_at = statement.cut_at;
  if (before != nullptr) {
    cover.before_last = before->month.last_day();
    cover.first = *cover.before_last - Cover::kLateDays;
    cover.before_cut = before->cut_at;
  }
  return cover;
}

std::vector<Value> parameters_of(const std::string& institution, const Cover& cover) {
  const Date none = Date::from_days(-1);  // the first statement has nothing before it
  return {institution,
          cover.last.days(),
          cover.cut_at.milliseconds(),
          cover.before_last.value_or(none).days(),
          cover.before_cut.milliseconds(),
          cover.first.days()};
}

std::string ledger_name(const std::string& institution) {
  return "provider:" + institution;
}

// A message may name a district (insuplc_admdvs): its pooling region owes.
std::vector<Share> sum_shares(const Rows& bills, const Rows& postings, const RegionTable& regions,
                              Money& bills_total) {
  std::map<RegionCode, Share> shares;
  const auto share_of = [&](const Value& region) -> Share& {
    const RegionCode pooling = regions.pooling_region(region_of(region));
    return shares[pooling.is_none() ? region_of(region) : pooling];
  };
  for (const Row& row : bills) {
    Share& share = share_of(row[0]);
    share.settlements += row[1].integer();
    bills_total += money(row[2]);
    share.fund += money(row[3]);
  }
  for (const Row& row : postings) {
    Share& share = share_of(row[0]);
    share.postings += row[1].integer();
    share.account += money(row[2]);
  }
  std::vector<Share> all;
  for (auto& [debtor, share] : shares) {
    share.debtor = debtor;
    all.push_back(share);
  }
  return all;
}

}  // namespace yibao::clearing
