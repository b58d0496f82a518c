// The breaks of one life in the employee scheme: each run of months that were not paid in time,
// and what became of it. A piece of rules.h, apart so that each fits on a few screens.
#pragma once

#include <optional>
#include <vector>

#include "base/date.h"
#include "business/entitlement/types.h"
#include "business/entitlement/waiting.h"
#include "policy/parameters.h"

namespace yibao::entitlement {

struct Break {
  Month first_unpaid;
  std::optional<ContinuityFacts> resumed;  // none: nothing was paid after it, it is open
  MonthSet owed;                           // an employer's months among it, not yet received
  bool runs_on = true;                     // false: benefits had stopped before it
  // No gap: the person was insured as a resident, whose fund paid. `own_from`: the day on which
  // the employee scheme's cover begins or goes on; none where nothing says so yet.
  bool as_resident = false;
  std::optional<Date> own_from = std::nullopt;

  // 次月 1 日: benefits run on through the first unpaid month.
  Date stops_from() const { return (runs_on ? first_unpaid + 1 : first_unpaid).first_day(); }
};

// The day on which cover begins for the first time; none if nothing was ever paid.
std::optional<Date> cover_begins(const EntitlementFacts& facts, const policy::RegionPolicy& policy);

// The breaks whose effect begins on `day` or before, oldest first. A life begins with the first
// month that was paid, or that an employer had to pay, whichever is earlier. Months that an
// employer paid late, and months that the person left unpaid beside them, are two breaks: a debt is
// restored, a gap waits, and neither makes the other longer (rulings 1 and 5). Months that were
// paid up before the next one fell due are a break of their own: only what was unpaid at once adds
// up. Where the relation has moved in between, 43号 judges the gap, not the new employer's debt.
// Months insured as a resident are no gap, and no cover of this scheme: each run of them stands
// apart. The first month after it is an employee's like any other: benefits run on through it where
// the resident's year would have gone on; a year ends on 31 December (ruling 5), and nothing runs
// on into January.
std::vector<Break> find_breaks(Date day, const EntitlementFacts& facts);

// Where the region makes new participants wait (福建), the beginning of a life that was paid in
// time is a break of its own: nothing was paid before its first month. A late beginning is among
// those above.
std::optional<Break> first_wait(const EntitlementFacts& facts, const policy::RegionPolicy& policy);

// How one break stands on a day: covered again since when, or stopped and for what.
struct BreakStanding {
  Ground ground = Ground::contribution;  // contribution: no longer an obstacle
  int percent = 0;
  Date since;                 // of this standing
  std::optional<Date> until;  // none: open
  bool interrupts = true;     // false: covered retroactively without a day lost
};

BreakStanding judge_break(const Break& broken, Date day, const policy::RegionPolicy& policy);

}  // namespace yibao::entitlement
