#include "business/account/store.h"

#include "business/account/interest.h"
#include "policy/policy_set.h"

namespace yibao::account {

namespace {

using storage::Column;
using storage::ColumnType;
using storage::Mutability;
using storage::Owner;

constexpr Column kAccountColumns[] = {{"person_id", ColumnType::integer},
                                      {"region", ColumnType::integer},
                                      {"balance_fen", ColumnType::integer},
                                      {"reserved_fen", ColumnType::integer},
                                      {"last_posting", ColumnType::integer}};
constexpr Column kPostingColumns[] = {{"person_id", ColumnType::integer},
                                      {"posting_id", ColumnType::integer},
                                      {"region", ColumnType::integer},
                                      {"direction", ColumnType::text},
                                      {"code", ColumnType::integer},
                                      {"amount_fen", ColumnType::integer},
                                      {"balance_after_fen", ColumnType::integer},
                                      {"other", ColumnType::text},
                                      {"happened_on", ColumnType::integer},
                                      {"month", ColumnType::integer},
                                      {"reference", ColumnType::text},
                                      {"corrects", ColumnType::integer},
                                      {"entry_id", ColumnType::integer},
                                      {"recorded_at", ColumnType::integer}};
constexpr Column kReservationColumns[] = {
    {"person_id", ColumnType::integer},  {"reservation_id", ColumnType::integer},
    {"region", ColumnType::integer},     {"amount_fen", ColumnType::integer},
    {"case_id", ColumnType::integer},    {"state", ColumnType::text},
    {"recorded_at", ColumnType::integer}};

}  // namespace

const storage::Table kAccount{30, "account",          kAccountColumns, 2, Owner::person,
                              0,  Mutability::derived};
const storage::Table kPosting{
    31, "posting", kPostingColumns, 2, Owner::person, 0, Mutability::append_only};
const storage::Table kReservation{
    32, "reservation", kReservationColumns, 2, Owner::person, 0, Mutability::mutable_rows};

const storage::KeyedSelect kAccountsOf{
    "accounts_of",
    "SELECT person_id, region, balance_fen, reserved_fen, last_posting FROM account "
    "WHERE person_id {key} ORDER BY person_id, region"};
const storage::KeyedSelect kPostingsOf{
    "postings_of",
    "SELECT person_id, region, direction, code, amount_fen, happened_on FROM posting "
    "WHERE person_id {key} ORDER BY person_id, posting_id"};
const storage::Statement kPostingsOfEntry{
    "postings_of_entry",
    "SELECT posting_id, region, amount_fen, other FROM posting "
    "WHERE person_id = $1 AND entry_id = $2 AND code = $3 ORDER BY posting_id"};
const storage::Statement kPostingsOfEntryOfNumbers{
    "postings_of_entry_of_numbers",
    "SELECT o.posting_id, o.region, o.amount_fen, o.other, o.person_id "
    "FROM person AS n JOIN posting AS o ON o.person_id = n.person_id "
    "WHERE (n.person_id = $1 OR n.merged_into = $1) AND o.entry_id = $2 AND o.code = $3 "
    "ORDER BY o.posting_id"};
const storage::Statement kAccountsOfRange{
    "accounts_of_range",
    "SELECT person_id, region, balance_fen, reserved_fen, last_posting FROM account "
    "WHERE person_id >= $1 AND person_id <= $2 AND region = $3 ORDER BY person_id"};
const storage::KeyedSelect kReservationsOf{
    "reservations_of",
    "SELECT person_id, reservation_id, region, amount_fen, case_id, state, recorded_at "
    "FROM reservation WHERE person_id {key} AND state = 'pending' "
    "ORDER BY person_id, reservation_id"};

std::vector<Account> read_accounts(const storage::Rows& rows) {
  std::vector<Account> accounts;
  accounts.reserve(rows.size());
  for (const storage::Row& row : rows) {
    accounts.push_back({PersonId(row[0].integer()),
                        RegionCode(static_cast<std::int32_t>(row[1].integer())),
                        Money::fen(row[2].integer()), Money::fen(row[3].integer()),
                        PostingId(row[4].integer()), false});
  }
  return accounts;
}

Account account_at(std::span<const Account> accounts, PersonId person, RegionCode region) {
  for (const Account& account : accounts) {
    if (account.region == region) return account;
  }
  Account fresh;
  fresh.person = person;
  fresh.region = region;
  return fresh;
}

namespace {

Earnings earnings_of(const storage::Rows& postings, RegionCode region) {
  Earnings earnings;
  for (const storage::Row& row : postings) {
    if (row[1].integer() != region.value()) continue;
    const std::int64_t fen = row[4].integer();
    add_posting(earnings, static_cast<PostingCode>(row[3].integer()),
                {Date::from_days(static_cast<std::int32_t>(row[5].integer())),
                 row[2].text() == "credit" ? fen : -fen});
  }
  return earnings;
}

}  // namespace

std::vector<Earned> earned_to_the_end(Date last, const storage::Rows& postings, RegionCode region,
                                      const policy::PolicySet& policies) {
  return earned_to_the_end(
      last, earnings_of(postings, region),
      [&](Date day) -> const policy::AccountPolicy& { return policies.on(region, day).account; });
}

}  // namespace yibao::account
