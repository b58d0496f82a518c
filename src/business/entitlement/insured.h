// In which months a person was insured, and as what: one record of all places and both schemes.
//
// Cover comes from the months of one's own scheme: the employee fund pays for who paid as an
// employee, a residents' fund for who paid it for the year. Continuity (the gap, the two-year rule
// of 43号, a switch without a break) is a matter of either scheme (domain 1.1, 1.3, 1.10; C-26).
//
// 居民缴费按年度。停保以后当年已缴的年度,待遇享受至当年12月31日(38号:"享受至当年年底"),在居民
// 医保享受;期间参加职工医保的,自职工的第一个月起是职工(云浮 2:保留职工参保关系,居民参保关系暂停,
// 不退费),离开职工医保以后不再是居民,当年余下的月份没有参保;重新参加居民医保的,自参加之日起恢复
// 当年余下的待遇。在别的统筹区参加居民医保的,由那里缴费的年度支付。
//
// The ruling, month by month, of a year that was paid for as a resident:
//  - a month paid as an employee, or that an employer has to pay (paid or not), is an employee's;
//  - else it is a resident's while a relation as a resident stands, and before the relation under
//    which the year was paid: the year was paid for as a whole;
//  - else, behind a relation that was suspended, until the first month as an employee: paid, or on
//    a roster of the employee scheme, a flexible worker's too.
#pragma once

#include <span>

#include "base/date.h"
#include "business/contribution/store.h"
#include "policy/policy_set.h"

namespace yibao::entitlement {

struct PersonRecord;

struct InsuredMonths {
  MonthSet employee;     // paid in the employee scheme, anywhere, as a sheet tells it too
  MonthSet as_resident;  // insured as a resident, and not as an employee
  MonthSet year_months;  // every month of the years paid for as a resident

  MonthSet all() const { return employee | as_resident; }
};

// `standing`: the record's receipts that no refund took back.
InsuredMonths insured_months(const PersonRecord& record,
                             std::span<const contribution::Contribution> standing,
                             const policy::PolicySet& policies, Date today);

}  // namespace yibao::entitlement
