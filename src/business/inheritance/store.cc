#include "business/inheritance/store.h"

#include <map>

#include "business/account/types.h"

namespace yibao::inheritance {

namespace {

using storage::Column;
using storage::ColumnType;
using storage::Value;

constexpr Column kShareColumns[] = {
    {"person_id", ColumnType::integer},     {"case_id", ColumnType::integer},
    {"line", ColumnType::integer},          {"heir_id", ColumnType::integer},
    {"holder", ColumnType::text},           {"numerator", ColumnType::integer},
    {"denominator", ColumnType::integer},   {"region", ColumnType::integer},
    {"estate_fen", ColumnType::integer},    {"amount_fen", ColumnType::integer},
    {"debit_posting", ColumnType::integer}, {"credit_posting", ColumnType::integer},
    {"payout_id", ColumnType::integer},     {"entry_id", ColumnType::integer}};

Value id_value(std::int64_t id) {
  return id == 0 ? Value() : Value(id);
}

}  // namespace

const storage::Table kInheritanceShare{120,
                                       "inheritance_share",
                                       kShareColumns,
                                       3,
                                       storage::Owner::person,
                                       0,
                                       storage::Mutability::append_only};

const storage::KeyedSelect kMonthPostingsOf{
    "month_postings_of",
    "SELECT person_id, posting_id, region, direction, amount_fen, month, happened_on FROM posting "
    "WHERE person_id {key} AND month IS NOT NULL ORDER BY person_id, posting_id"};

const storage::KeyedSelect kSharesOf{
    "inheritance_shares_of",
    "SELECT person_id, case_id, line, amount_fen FROM inheritance_share WHERE person_id {key} "
    "ORDER BY person_id, case_id, line"};

storage::Row share_row(const SharePaid& share) {
  return {share.deceased.value(),
          share.application.value(),
          share.line,
          id_value(share.heir.value()),
          share.holder,
          share.share.numerator,
          share.share.denominator,
          share.region.value(),
          share.estate.fen(),
          share.amount.fen(),
          id_value(share.debit),
          id_value(share.credit),
          id_value(share.payout),
          share.entry_id};
}

SharePaid read_share(const storage::Row& row) {
  SharePaid share;
  share.deceased = PersonId(row[0].integer());
  share.application = CaseId(row[1].integer());
  share.line = static_cast<int>(row[2].integer());
  share.heir = PersonId(row[3].integer_or(0));
  share.holder = row[4].text();
  share.share = {row[5].integer(), row[6].integer()};
  share.region = RegionCode(static_cast<std::int32_t>(row[7].integer()));
  share.estate = Money::fen(row[8].integer());
  share.amount = Money::fen(row[9].integer());
  share.debit = row[10].integer_or(0);
  share.credit = row[11].integer_or(0);
  share.payout = row[12].integer_or(0);
  share.entry_id = row[13].integer();
  return share;
}

std::vector<MonthCredit> read_month_credits(const storage::Rows& rows, RegionCode region) {
  std::map<std::int64_t, MonthCredit> months;
  for (const storage::Row& row : rows) {
    if (row[2].integer() != region.value()) continue;
    MonthCredit& month = months[row[5].integer()];
    month.month = Month::from_index(static_cast<std::int32_t>(row[5].integer()));
    const Money amount = Money::fen(row[4].integer());
    if (row[3].text() == "credit") {
      month.posting = month.amount.is_zero() ? PostingId(row[1].integer()) : PostingId();
      month.amount += amount;
    } else {
      month.posting = PostingId();
      month.amount -= amount;
    }
  }
  std::vector<MonthCredit> all;
  for (auto& [index, month] : months) all.push_back(month);
  return all;
}

storage::Rows postings_of_own_money(const storage::Rows& all, const storage::Rows& of_months,
                                    Date died_on) {
  storage::Rows own = all;
  for (const storage::Row& row : of_months) {
    if (row[5].integer() <= Month::containing(died_on).index()) continue;
    const bool credit = row[3].text() == "credit";
    own.push_back({row[0], row[2], credit ? "debit" : "credit",
                   static_cast<int>(account::PostingCode::closed_out), row[4], row[6]});
  }
  return own;
}

}  // namespace yibao::inheritance
