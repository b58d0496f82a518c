// The plan of the money (资金安排): made before anything is debited, told before anything is
// confirmed, and not changed afterwards.
//
// From the provinces, the target's scheme and account type, and the policy of the origin on the
// day of acceptance: moved with the relation, left usable where it is, paid to the person's own
// bank account, or no money at all. When the account is emptied (清零) belongs to the plan, too.
#pragma once

#include <span>
#include <vector>

#include "base/decision.h"
#include "business/enrolment/types.h"
#include "business/hold/types.h"
#include "business/transfer/types.h"
#include "policy/parameters.h"

namespace yibao::transfer {

struct MoneyFacts {
  RegionCode origin;
  RegionCode target;
  Scheme origin_scheme = Scheme::employee;
  Scheme target_scheme = Scheme::employee;
  enrolment::AccountType origin_account = enrolment::AccountType::pooled_and_account;
  enrolment::AccountType target_account = enrolment::AccountType::pooled_and_account;
};

// 职工转为居民的,原个人账户余额不清零: the money that an earlier relation has left at the origin is
// moved like that of the latest one.
MoneyFacts with_account_left(MoneyFacts facts);

struct MoneyPlan {
  Route route = Route::none;
  policy::ClearOn clear_on = policy::ClearOn::upload;
  std::vector<Reason> reasons;

  // The account pays no longer while the case runs: the hold's money_leaves.
  bool money_leaves() const { return route == Route::move || route == Route::payout; }
};

MoneyPlan plan_money(const MoneyFacts& facts, const policy::RegionPolicy& origin);

// What is done with money that comes back from a target that did not take it (N-22): kept on the
// account at the origin, or paid out. Both need to be known before the money goes back.
bool pays_out_on_return(const Transfer& transfer, const policy::RegionPolicy& origin);

// 冻结等封存期间,资金不划出. Asked again whenever money is about to leave: a hold that stops both
// the account and a new transfer (an order, a change of identity, a death) may have come since. The
// case's own hold, arrears and a lost card do not stop what was accepted.
Verdict check_money_may_leave(std::span<const hold::Hold> holds, RegionCode region);

// A retiree settled elsewhere (异地安置退休人员) asks for the money of an account: of the
// place where the relation stays, or of another one where an earlier move has left it. Yes, or
// every reason why not.
struct RetireeFacts {
  Date today;
  RegionCode region;  // of the account
  std::optional<Date> died_on;
  std::optional<Date> retired_on;  // a decision, whatever the age
  std::optional<RegionCode> settled_region;
  bool has_account = false;       // a relation of theirs has filled one there
  bool holder_is_person = false;  // the bank account is the person's own
  bool another_running = false;
  Money available;
  std::vector<hold::Hold> holds;  // in force today
};
Verdict check_retiree_payout(const RetireeFacts& facts, const policy::RegionPolicy& region);

}  // namespace yibao::transfer
