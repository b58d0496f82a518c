// The account's tables (schema/003_account.sql) and selects.
#pragma once

#include <span>
#include <vector>

#include "business/account/interest.h"
#include "business/account/types.h"
#include "storage/plan.h"

namespace yibao::policy {
class PolicySet;
struct AccountPolicy;
}  // namespace yibao::policy

namespace yibao::account {

extern const storage::Table kAccount;
extern const storage::Table kPosting;
extern const storage::Table kReservation;

extern const storage::KeyedSelect kAccountsOf;  // by person: whole rows of account
extern const storage::KeyedSelect kPostingsOf;  // by person: region, direction, code, amount, day
// Person, entry, code: posting, region, amount, other, of one command; in order.
extern const storage::Statement kPostingsOfEntry;
// The same under all numbers of the kept one that is named: and the person, last.
extern const storage::Statement kPostingsOfEntryOfNumbers;
extern const storage::Statement kAccountsOfRange;   // first and last person, region: whole rows
extern const storage::KeyedSelect kReservationsOf;  // by person: pending ones, whole rows

std::vector<Account> read_accounts(const storage::Rows& rows);
// The person's account at a region; an empty new one where there is none.
Account account_at(std::span<const Account> accounts, PersonId person, RegionCode region);

// What the money of one account that is given up has earned up to and with `last` and was not
// credited with yet, of earlier years as well (interest.h); `postings` are all of its person
// (kPostingsOf). Nothing where the place pays no interest.
std::vector<Earned> earned_to_the_end(Date last, const storage::Rows& postings, RegionCode region,
                                      const policy::PolicySet& policies);

}  // namespace yibao::account
