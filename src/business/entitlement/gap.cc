#include "business/entitlement/gap.h"

namespace yibao::entitlement {

MonthSet Gap::unpaid() const {
  MonthSet unpaid;
  if (!empty()) unpaid.insert(first_unpaid(), first_unpaid() + (months - 1));
  return unpaid;
}

// 中断缴费按费款所属期计算:最后一个已缴月与新的第一个缴费月之间未缴的整月数;
// 按规定补缴的月份视为已缴(1.10 之 1)。
Gap find_gap(const MonthSet& paid, Month first_new) {
  Gap gap{paid.last_before(first_new), first_new, 0};
  if (gap.last_paid) gap.months = first_new - *gap.last_paid - 1;
  return gap;
}

// 部分补缴的,按补缴后仍未缴的月份计算;全部补缴的,按补缴前的月份计算。
Gap left_of(const Gap& gap, const MonthSet& paid_up) {
  const MonthSet unpaid = gap.unpaid().without(paid_up);
  if (unpaid.empty() || unpaid == gap.unpaid()) return gap;
  Gap longest;
  for (const Month month : unpaid.to_vector()) {
    const int run = unpaid.run_ending_at(month);
    if (run < longest.months) continue;
    const Month first = month - (run - 1);
    const bool from_the_start = first == gap.first_unpaid();
    longest = {from_the_start ? gap.last_paid : first - 1, month + 1, run};
  }
  return longest;
}

}  // namespace yibao::entitlement
