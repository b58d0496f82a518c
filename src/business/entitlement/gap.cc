#include "business/entitlement/gap.h"

#include "business/contribution/rules.h"

namespace yibao::entitlement {

MonthSet Gap::unpaid() const {
  MonthSet unpaid;
  if (!empty()) unpaid.insert(first_unpaid(), *last_paid + months);
  return unpaid;
}

// 中断缴费按费款所属期计算:最后一个已缴月与新的第一个缴费月之间未缴的整月数;
// 按规定补缴的月份视为已缴(1.10 之 1)。
Gap find_gap(const MonthSet& paid, Month first_new) {
  Gap gap{paid.last_before(first_new), first_new, 0};
  if (gap.last_paid) gap.months = first_new - *gap.last_paid - 1;
  return gap;
}

Gap find_open_gap(const MonthSet& paid, const policy::ContributionPolicy& policy, Date today) {
  Month next = Month::containing(today);
  if (contribution::state_of(next, paid, policy, today) != contribution::MonthState::not_yet_due) {
    next = next + 1;
  }
  Gap gap = find_gap(paid, next);
  gap.first_new.reset();
  return gap;
}

}  // namespace yibao::entitlement
