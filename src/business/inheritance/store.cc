#include "business/inheritance/store.h"

#include <algorithm>

#include "business/account/types.h"
#include "business/inheritance/rules.h"

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

const storage::KeyedSelect kTracedPostingsOf{
    "traced_postings_of",
    "SELECT person_id, posting_id, region, code, amount_fen, month, other, happened_on, person_id "
    "FROM posting WHERE person_id {key} AND (month IS NOT NULL OR code IN (104, 107, 207)) "
    "ORDER BY person_id, posting_id"};
const storage::KeyedSelect kTracedPostingsOfLed{
    "traced_postings_of_led",
    "SELECT n.merged_into, o.posting_id, o.region, o.code, o.amount_fen, o.month, o.other, "
    "o.happened_on, o.person_id FROM person AS n JOIN posting AS o ON o.person_id = n.person_id "
    "WHERE n.merged_into {key} AND (o.month IS NOT NULL OR o.code IN (104, 107, 207)) "
    "ORDER BY n.merged_into, o.posting_id"};

const storage::KeyedSelect kSharesOf{
    "inheritance_shares_of",
    "SELECT person_id, case_id, line, amount_fen, heir_id FROM inheritance_share "
    "WHERE person_id {key} "
    "ORDER BY person_id, case_id, line"};

const storage::KeyedSelect kWholeSharesOf{
    "inheritance_whole_shares_of",
    "SELECT person_id, case_id, line, heir_id, holder, numerator, denominator, region, estate_fen, "
    "amount_fen, debit_posting, credit_posting, payout_id, entry_id FROM inheritance_share "
    "WHERE person_id {key} ORDER BY person_id, case_id, line"};

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

std::vector<Traced> read_traced(const storage::Rows& own, const storage::Rows& led) {
  std::vector<Traced> all;
  for (const storage::Rows* rows : {&own, &led}) {
    for (const storage::Row& row : *rows) {
      Traced each;
      each.id = PostingId(row[1].integer());
      each.number = PersonId(row[8].integer());
      each.region = RegionCode(static_cast<std::int32_t>(row[2].integer()));
      each.code = static_cast<account::PostingCode>(row[3].integer());
      each.amount = Money::fen(row[4].integer());
      if (!row[5].is_null()) {
        each.month = Month::from_index(static_cast<std::int32_t>(row[5].integer()));
      }
      each.other = row[6].text();
      each.on = Date::from_days(static_cast<std::int32_t>(row[7].integer()));
      all.push_back(std::move(each));
    }
  }
  std::ranges::sort(all, {}, &Traced::id);
  return all;
}

storage::Rows postings_of_own_money(const storage::Rows& all, const std::vector<Traced>& traced,
                                    PersonId deceased, Date died_on) {
  storage::Rows own = all;
  const auto take_off = [&](RegionCode region, const char* direction, Money amount, Date on) {
    own.push_back({deceased.value(), region.value(), direction,
                   static_cast<int>(account::PostingCode::closed_out), amount.fen(), on.days()});
  };
  for (const Traced& each : traced) {
    if (!each.month || *each.month <= Month::containing(died_on)) continue;
    if (account::direction_of(each.code) == account::Direction::debit) {
      if (each.number == deceased) take_off(each.region, "credit", each.amount, each.on);
      continue;
    }
    for (const Stay& stay : stays_of(each, traced)) {
      if (stay.number != deceased) continue;
      take_off(stay.region, "debit", each.amount, stay.from);
      if (stay.until) take_off(stay.region, "credit", each.amount, *stay.until);
    }
  }
  return own;
}

}  // namespace yibao::inheritance
