// Residents (居民医保): the waiting periods of 国办发〔2024〕38号, their repair, and newborns
// (N-02, N-04).
//
// A resident pays for a benefit year. Who enrols in the window without a break waits for nothing;
// everybody else waits a fixed period, and who broke off waits longer by the years missed.
#pragma once

#include <optional>
#include <vector>

#include "base/date.h"
#include "base/decision.h"
#include "business/contribution/types.h"
#include "policy/parameters.h"

namespace yibao::entitlement {

struct ResidentFacts {
  enrolment::EnrolmentKind kind = enrolment::EnrolmentKind::resident_adult;
  int benefit_year = 0;
  Date received_on;           // 缴费到账之日
  std::vector<Date> repairs;  // 修复: when missed years were paid up, at this year's rate
  std::optional<int> last_insured_year;  // the latest earlier year in basic medical insurance
  std::optional<Month> employee_until;   // last month in the employee scheme; add_employment
  int eligible_since_year = 0;           // years before it were not missed: not born
  bool exempt = false;                   // low income and other groups that the region names
  std::optional<Date> born_on;           // newborns
};

enum class ResidentGround {
  newborn_in_window,  // from the day of birth
  newborn_late,
  exempt,
  after_employee,  // a short gap after the employee scheme
  continuous,      // in the window and without a break
  waiting,
};

struct ResidentWaiting {
  ResidentGround ground = ResidentGround::continuous;
  bool in_window = false;  // 集中参保期
  int missed_years = 0;
  int fixed_months = 0;     // 固定待遇等待期
  int variable_months = 0;  // 变动待遇等待期, after repair
  int repaired_months = 0;
  int total_months = 0;  // never below the floor where that applies
  Date waits_from;       // the first day of waiting
  Date entitled_from;
  std::optional<Date> repaired_on;  // the repair that ended the wait on its own day, not before
  Date until;                       // the day after the benefit year

  bool covered_in_year() const { return entitled_from < until; }
};

struct ResidentAnswer {
  ResidentWaiting waiting;
  std::vector<Reason> reasons;
};

// The rule without its words.
ResidentWaiting weigh_resident_waiting(const ResidentFacts& facts,
                                       const policy::RegionPolicy& policy);

ResidentAnswer decide_resident_waiting(const ResidentFacts& facts,
                                       const policy::RegionPolicy& policy);

// The years before the benefit year for which somebody waits longer, paid up since or not.
std::vector<int> missed_years_before(const ResidentFacts& facts,
                                     const policy::ResidentPolicy& policy);

// What was paid in the employee scheme before the benefit year, of facts that say when that was
// paid for and which year as a resident came last. It decides where the employee scheme came last,
// and where it ended only just now: whoever paid the year as a resident too loses nothing by that.
void add_employment(ResidentFacts& facts, const MonthSet& employee_months,
                    const policy::ResidentPolicy& policy);

// Is the benefit year paid for in its window?
bool in_enrolment_window(Date received_on, int benefit_year, const policy::ResidentPolicy& policy);
Date enrolment_window_ends(int benefit_year, const policy::ResidentPolicy& policy);  // its last day

// The same day n months on; where there is no such day, the 1st of the month after.
Date months_later(Date day, int months);

}  // namespace yibao::entitlement
