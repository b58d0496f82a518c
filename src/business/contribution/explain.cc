#include "business/contribution/explain.h"

#include "business/contribution/rules.h"

namespace yibao::contribution {

Reason explain_month_owed(const OwedSum& owed, const policy::RegionPolicy& of_month,
                          const policy::RegionPolicy& today) {
  const policy::ContributionPolicy& rules = of_month.contribution;
  return {"arrears_of_month",
          {{"region", of_month.region.to_string()},
           {"month", owed.month.to_string()},
           {"due_on", due_on(owed.month, rules).to_string()},
           {"amount_due", owed.amount.to_display()},
           {"late_fee", owed.late_fee.to_display()}},
          {rules.due_day.citation, rules.base_minimum.citation, rules.base_maximum.citation,
           rules.employee_personal_rate.citation, rules.employee_employer_rate.citation,
           today.arrears.late_fee_per_day.citation}};
}

Reason explain_nothing_owed(const policy::RegionPolicy& today) {
  return {"arrears_none",
          {{"region", today.region.to_string()}},
          {today.contribution.due_day.citation}};
}

}  // namespace yibao::contribution
