#include "business/payout/other_account.h"

#include <algorithm>

#include "base/check.h"
#include "base/secret.h"
#include "business/payout/store.h"
#include "business/second_eyes.h"

namespace yibao::payout {

namespace {

using storage::Column;
using storage::ColumnType;
using storage::Value;

constexpr Column kOtherAccountColumns[] = {
    {"person_id", ColumnType::integer}, {"payout_id", ColumnType::integer},
    {"bank_sealed", ColumnType::bytes}, {"proposed_by", ColumnType::text},
    {"confirmed_by", ColumnType::text}, {"recorded_at", ColumnType::integer}};

std::string number_of(const std::string& bank_sealed, const storage::Vault& vault) {
  return vault.open(kBankPurpose, storage::Bytes{bank_sealed});
}

}  // namespace

const storage::Table kOtherAccount{219,
                                   "payout_account",
                                   kOtherAccountColumns,
                                   2,
                                   storage::Owner::person,
                                   0,
                                   storage::Mutability::mutable_rows};

const storage::KeyedSelect kOtherAccountsOf{
    "other_accounts_of",
    "SELECT person_id, payout_id, bank_sealed, proposed_by, confirmed_by, recorded_at "
    "FROM payout_account WHERE person_id {key} ORDER BY person_id, payout_id"};

OtherAccount read_other_account(const storage::Row& row) {
  return {PersonId(row[0].integer()), row[1].integer(),
          row[2].bytes().data,        row[3].text(),
          row[4].text_or(""),         Instant::from_milliseconds(row[5].integer())};
}

storage::Row other_account_row(const OtherAccount& account) {
  YB_CHECK(!business::is_same_officer(account.proposed_by, account.confirmed_by),
           "one officer for both");
  return {account.person.value(),
          account.payout,
          storage::Bytes{account.bank_sealed},
          account.proposed_by,
          account.confirmed_by.empty() ? Value() : Value(account.confirmed_by),
          account.recorded_at.milliseconds()};
}

Decision<bool> agree_on_account(storage::Plan& plan, const storage::Rows& entered,
                                const Payout& returned, const std::string& bank_sealed,
                                const business::Context& context) {
  if (!context.actor->is_officer()) return true;
  const std::string officer = context.actor->journal_name();
  const auto found = std::ranges::find_if(
      entered, [&](const storage::Row& row) { return row[1].integer() == returned.id; });
  if (found != entered.end()) {
    OtherAccount before = read_other_account(*found);
    if (number_of(before.bank_sealed, *context.vault) == number_of(bank_sealed, *context.vault)) {
      const Verdict second = business::check_second_officer(before.proposed_by, officer);
      if (!second) return second.refusal();
      before.confirmed_by = officer;
      plan.update(kOtherAccount, other_account_row(before));
      return true;
    }
  }
  plan.save(
      kOtherAccount,
      other_account_row({returned.person, returned.id, bank_sealed, officer, "", context.now}),
      found == entered.end());
  return false;
}

std::vector<Fact> facts_of_account(Money amount, const std::string& bank_sealed,
                                   const storage::Vault& vault) {
  return {{"amount", amount.to_display()},
          {"bank_account", mask_bank_account(BankAccount(number_of(bank_sealed, vault)))}};
}

}  // namespace yibao::payout
