// Benefit continuity (待遇衔接) in the employee scheme: what a gap costs, and from which day the
// pooled fund pays again. 医保办发〔2021〕43号, and the region's rule for a gap without a transfer.
//
// Residents are judged by resident.h (C-26). Arrears are an employer's gap: paid up within the
// grace they are restored by `arrears.restore`, beyond it by `arrears.beyond_grace`:
// they wait like a gap, or are restored all the same, or 30 days after the payment (domain 1.8).
//
// A debt and a gap of the person's own beside it are judged apart (breaks.h): the person waits for
// neither's sake longer than its own months ask (ruling 5).
//
// Two readings of ruling 1 are settled here. A gap that nobody owes and that was paid up in part
// counts what is left unpaid of it (gap.h: left_of); the payment that brought it within the grace
// is not effective before its own month. And an employer's debt is one whether or not a month was
// paid before it: the first months of a relation, received late, are restored by `arrears.restore`
// too (R-072 asks who owes and when it was received, not what came before), but they never wait:
// over the set of months after all payments nothing was interrupted. The first months that a
// flexible worker pays late are nobody's debt, and no gap but what stays unpaid behind them: cover
// begins with the first month paid in time, as it would have without them.
#pragma once

#include <optional>
#include <vector>

#include "base/date.h"
#include "base/decision.h"
#include "business/entitlement/gap.h"
#include "policy/parameters.h"

namespace yibao::entitlement {

enum class ContinuityKind {
  first_enrolment,           // never paid before
  first_enrolment_waiting,   // the same, where the region makes new participants wait (福建)
  continuous,                // no unpaid month
  grace_with_backpay,        // within the grace and paid up: 43号's no waiting
  grace_without_backpay,     // within the grace, not paid up, and the policy makes nobody wait
  arrears_restored,          // an employer's debt, paid up, no transfer; beyond the grace by policy
  suspension_restored,       // beyond the grace and paid up, where that is taken for a suspension
  new_after_switch,          // within the grace, but too short in the other scheme: begins anew
  new_after_switch_waiting,  // the same, where the region makes new participants wait
  resumed_by_employer,       // beyond the grace, where an employer's joiner does not wait (深圳)
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
  Month first_due;                    // the first month of such a debt
  std::optional<Month> debt_ends;     // the month after it, where it is not the first new one
  bool new_here = false;              // 首次参保: the first month of all is paid here
  bool by_employer = false;           // the first new month is an employer's
};

struct Continuity {
  ContinuityKind kind = ContinuityKind::continuous;
  Gap gap;                 // paid up: as it was before that; else what is unpaid of it
  bool back_paid = false;  // all of it was paid up, and the region accepts that
  policy::WaitKind wait_kind = policy::WaitKind::wait;
  int wait_months = 0;
  Date waits_from;                       // waiting: the first day with the share below
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
