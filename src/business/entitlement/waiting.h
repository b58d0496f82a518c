// Benefit continuity (待遇衔接) in the employee scheme: what a gap costs, and from which day the
// pooled fund pays again. 医保办发〔2021〕43号, and the region's rule for a gap without a transfer.
//
// Residents are judged by resident.h (C-26). Arrears are an employer's gap: paid up within the
// grace they are restored by `arrears.restore`, beyond it by `arrears.beyond_grace`:
// they wait like a gap, or are restored all the same, or 30 days after the payment (domain 1.8).
#pragma once

#include <optional>
#include <vector>

#include "base/date.h"
#include "base/decision.h"
#include "business/entitlement/gap.h"
#include "policy/parameters.h"

namespace yibao::entitlement {

enum class ContinuityKind {
  first_enrolment,        // never paid before
  continuous,             // no unpaid month
  grace_with_backpay,     // within the grace and paid up: 43号's no waiting
  grace_without_backpay,  // within the grace, not paid up, and the policy makes nobody wait
  arrears_restored,       // an employer's debt, paid up, no transfer; beyond the grace by policy
  suspension_restored,    // beyond the grace and paid up, where that is taken for a suspension
  waiting,
};

struct ContinuityFacts {
  // Every month paid before the gap, earlier supplementary payments among them, and the months
  // paid since `first_new_month`: a wait in paid months counts those.
  MonthSet paid;
  MonthSet back_paid;                 // the gap's own months that were, or would be, paid up
  std::optional<Date> back_paid_on;   // the day on which the last of that money arrives
  Month first_new_month;              // 费款所属期 of the first new contribution
  bool transferred = false;           // a relation moves: 43号 decides, else the local rule
  bool from_resident_scheme = false;  // switch of scheme: the two-year rule
  bool employer_debt = false;         // the unpaid months are owed by an employer
};

struct Continuity {
  ContinuityKind kind = ContinuityKind::continuous;
  Gap gap;                 // as it was before the back-payment
  bool back_paid = false;  // all of it was paid up, and the region accepts that
  policy::WaitKind wait_kind = policy::WaitKind::wait;
  int wait_months = 0;
  Date entitled_from;                    // 待遇享受起始日
  std::optional<Date> retroactive_from;  // 追溯: the gap's own months are covered from here
  int percent_while_waiting = 0;
  bool projected = false;  // supposes that months not yet due will be paid

  // The first day that the fund pays for once everything is known.
  Date covered_from() const {
    return retroactive_from ? std::min(*retroactive_from, entitled_from) : entitled_from;
  }
};

struct ContinuityAnswer {
  Continuity continuity;
  std::vector<Reason> reasons;
};

// The rule without its words, for answers by the million.
Continuity weigh_continuity(const ContinuityFacts& facts, const policy::RegionPolicy& policy,
                            Date today);

ContinuityAnswer decide_continuity(const ContinuityFacts& facts, const policy::RegionPolicy& policy,
                                   Date today);

// When benefits come back after an employer's debt was received (C-03).
Date restored_on(Date received_on, policy::Restore restore);

}  // namespace yibao::entitlement
