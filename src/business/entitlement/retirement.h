// Benefits of the employee scheme in retirement (退休医保待遇): are the years enough (N-08)?
//
// Two tests: cumulative years, actual and deemed, of all places; and actual years at the place of
// enjoyment. This says what is missing on a day. Who is a retiree is another matter: that needs a
// retirement decision, whatever the age (domain ruling 8).
#pragma once

#include <vector>

#include "base/date.h"
#include "base/decision.h"
#include "policy/parameters.h"

namespace yibao::entitlement {

enum class Sex { male, female };

struct RetirementFacts {
  Sex sex = Sex::male;
  Date born_on;
  MonthSet actual;        // 实际缴费, all places
  MonthSet deemed;        // 视同缴费, all places
  MonthSet local_actual;  // 实际缴费 at the place of enjoyment; a region may count its province
};

struct RetirementCheck {
  Date age_reached_on;
  bool age_reached = false;
  int months_required = 0;
  int months_counted = 0;  // each month once
  int months_missing = 0;
  int local_months_required = 0;
  int local_months_counted = 0;
  int local_months_missing = 0;

  bool years_enough() const { return months_missing == 0 && local_months_missing == 0; }
  bool entitled() const { return age_reached && years_enough(); }
};

struct RetirementAnswer {
  RetirementCheck check;
  std::vector<Reason> reasons;
};

// Counts the months up to and including that of `today`.
RetirementAnswer check_retirement(const RetirementFacts& facts, const policy::RegionPolicy& policy,
                                  Date today);

}  // namespace yibao::entitlement
