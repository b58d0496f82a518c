#include "business/contribution/debts.h"

#include <algorithm>
#include <tuple>

#include "business/contribution/rules.h"

namespace yibao::contribution {

// 先缴最早的月份;同一月份按人整笔缴清,不足一人一月的留待下次。滞纳金另计,不划入个人账户。
Allocation allocate_payment(Money principal, std::vector<Debt> debts) {
  std::ranges::sort(debts, {}, [](const Debt& debt) { return std::tie(debt.month, debt.person); });
  Allocation allocation;
  allocation.left = principal;
  for (Debt& debt : debts) {
    // Stops at the first one it does not reach for: a later month is not paid before an older one.
    if (allocation.left < debt.principal) break;
    allocation.left -= debt.principal;
    allocation.late_fee += debt.late_fee;
    allocation.paid.push_back(std::move(debt));
  }
  return allocation;
}

std::vector<Debt> debts_of(EmployerId employer, PersonId person,
                           std::span<const RosterMonth> roster, const MonthSet& paid,
                           RegionCode region, const policy::PolicySet& policies, Date day) {
  std::vector<Debt> debts;
  for (const RosterMonth& entry : roster) {
    if (entry.employer != employer || paid.contains(entry.month)) continue;
    const policy::RegionPolicy& policy = policies.on(region, entry.month.first_day());
    const Money principal = assess_month(entry.kind, entry.base, policy).total();
    if (principal.is_zero()) continue;
    debts.push_back({person, entry.month, principal,
                     late_fee(principal, due_on(entry.month, policy.contribution), day,
                              policies.on(region, day).arrears)});
  }
  return debts;
}

bool is_overdue(const Debt& debt, RegionCode region, const policy::PolicySet& policies, Date day) {
  return day > due_on(debt.month, policies.on(region, debt.month.first_day()).contribution);
}

}  // namespace yibao::contribution
