// Inheritances in the database (schema/012_account_more.sql): who got which share of what.
#pragma once

#include <optional>
#include <vector>

#include "base/date.h"
#include "base/region_code.h"
#include "business/inheritance/types.h"
#include "storage/plan.h"

namespace yibao::inheritance {

extern const storage::Table kInheritanceShare;
extern const storage::KeyedSelect kSharesOf;       // by the deceased
extern const storage::KeyedSelect kWholeSharesOf;  // the same, whole rows
// By person: months credited or taken back and money moved between accounts, of all of them; and
// the same of the numbers that lead to the person (N-12).
extern const storage::KeyedSelect kTracedPostingsOf;
extern const storage::KeyedSelect kTracedPostingsOfLed;

// One heir's part, as carried out. Never changed.
struct SharePaid {
  PersonId deceased;
  CaseId application;
  int line = 0;
  PersonId heir;  // none: not on this system
  std::string holder;
  Share share;
  RegionCode region;        // of the estate
  Money estate;             // the whole that was divided
  Money amount;             // zero where the fen did not reach
  std::int64_t debit = 0;   // the posting that took it from the account
  std::int64_t credit = 0;  // the heir's posting; 0: paid by a bank
  std::int64_t payout = 0;
  std::int64_t entry_id = 0;
};
storage::Row share_row(const SharePaid& share);
SharePaid read_share(const storage::Row& row);

// Of both, in the order of the ledger.
std::vector<Traced> read_traced(const storage::Rows& own, const storage::Rows& led);

// What interest sees of the deceased's accounts: `all` (account::kPostingsOf) without the credits
// of months after death, wherever they were, which were never the person's.
storage::Rows postings_of_own_money(const storage::Rows& all, const std::vector<Traced>& traced,
                                    PersonId deceased, Date died_on);

}  // namespace yibao::inheritance
