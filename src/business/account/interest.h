// 计息: what the money on a personal account earns, day by day, rounded once.
//
// The balance at the end of each day counts for that day, so that money earns from the day it came
// and no longer on the day it left (算头不算尾). The sum of balance times days (积数) is multiplied
// by the yearly rate and divided by the days of a year as banks count them; one rounding, half up,
// at the end. Two formulas, by policy: all money at the demand rate (活期), or this year's money at
// the demand rate and what was carried over at the term rate (三个月定期). What is spent is taken
// from this year's money first.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "base/date.h"
#include "base/money.h"
#include "business/account/types.h"
#include "policy/parameters.h"

namespace yibao::account {

// One posting, as interest sees it.
struct BalanceChange {
  Date on;
  std::int64_t fen = 0;  // above zero: a credit
};

struct InterestPeriod {
  Date first;
  Date last;  // included; nothing is earned where it lies before `first`
};

// `changes` are all postings of the account, in any order.
Money interest_for(InterestPeriod period, std::span<const BalanceChange> changes,
                   const policy::AccountPolicy& policy);

// What the postings of one account say, as interest needs it.
struct Earnings {
  std::vector<BalanceChange> changes;
  std::optional<Date> interest_until;      // the day of the last interest posting
  std::optional<Date> carried_forward_on;  // the day of the last carrying forward
};
void add_posting(Earnings& earnings, PostingCode code, BalanceChange change);

// 每年结息日: the day of a year up to which the yearly interest is reckoned.
Date interest_day_of(int year, const policy::AccountPolicy& policy);

// The days that have not earned yet: behind the last interest posting, within the interest year
// that `last` belongs to.
InterestPeriod period_up_to(Date last, std::optional<Date> credited_until,
                            const policy::AccountPolicy& policy);

// What an account that is given up has earned up to and with `last`, and was not credited with: one
// part for each interest year. That of a year that is over is its yearly interest, on the interest
// day, so that the yearly run, whenever it comes, finds nothing more to credit.
struct Earned {
  Date until;
  bool whole_year = false;
  Money amount;
};
using PolicyOn = std::function<const policy::AccountPolicy&(Date)>;
std::vector<Earned> earned_to_the_end(Date last, const Earnings& earnings,
                                      const PolicyOn& policy_on);
Money total_of(const std::vector<Earned>& parts);

}  // namespace yibao::account
