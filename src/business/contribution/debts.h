// What an employer's money pays (N-18): the oldest month first, whole months of persons only.
//
// A month is paid or it is not: half of one gives nobody cover. What does not reach for the next
// month stays the employer's. The late fee is charged with the month and owed apart; principal
// never pays a fee, a fee never pays a month, and no account sees it.
#pragma once

#include <span>
#include <vector>

#include "business/contribution/types.h"
#include "policy/policy_set.h"

namespace yibao::contribution {

// One person's month that an employer has not paid, due or not yet due.
struct Debt {
  PersonId person;
  Month month;
  Money principal;  // both shares
  Money late_fee;   // up to the day of payment; nothing where it is in time
};

struct Allocation {
  std::vector<Debt> paid;  // in order of month, then person
  Money left;              // of the principal
  Money late_fee;          // charged with the months paid
};

Allocation allocate_payment(Money principal, std::vector<Debt> debts);

// The employer's unpaid months of one person up to that of `day`, by the policy of each month.
std::vector<Debt> debts_of(EmployerId employer, PersonId person,
                           std::span<const RosterMonth> roster, const MonthSet& paid,
                           RegionCode region, const policy::PolicySet& policies, Date day);

// Of them, those past their due day.
bool is_overdue(const Debt& debt, RegionCode region, const policy::PolicySet& policies, Date day);

}  // namespace yibao::contribution
