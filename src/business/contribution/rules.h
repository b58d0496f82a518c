// The rules of contributions: when a month is due, what it costs, who owes it, how months add up.
//
// Arrears (欠费) are an employer's unpaid months; a flexible worker or a resident owes nothing,
// their unpaid months are a gap (断缴), which entitlement/ judges (domain ruling 5).
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "business/contribution/types.h"
#include "policy/parameters.h"

namespace yibao::contribution {

// The last day on which the month is paid in time.
Date due_on(Month month, const policy::ContributionPolicy& policy);

MonthState state_of(Month month, const MonthSet& paid, const policy::ContributionPolicy& policy,
                    Date today);

// One month of a member of the employee scheme. Residents pay by the year: nothing a month.
Assessment assess_month(EnrolmentKind kind, Money declared_base,
                        const policy::RegionPolicy& policy);

// One benefit year of a resident; zero for the employee scheme.
Assessment assess_resident_year(EnrolmentKind kind, const policy::RegionPolicy& policy);

// From the day after the due day up to and including `paid_on`.
Money late_fee(Money amount, Date due_on, Date paid_on, const policy::ArrearsPolicy& policy);

// What held in a month owed: its base, its rates and its due day, whatever holds today.
using PolicyOfMonth = std::function<const policy::RegionPolicy&(Month)>;

// The employers' unpaid months on `today`, in order of month, as far as the region still takes them
// in; the late fee is that of today.
std::vector<Arrears> arrears_of(std::span<const RosterMonth> roster, const MonthSet& paid,
                                const PolicyOfMonth& policy_of,
                                const policy::ArrearsPolicy& arrears, Date today);

// A month of an employer that the region takes in no more: no debt that could be paid, but a gap.
bool too_old_to_pay(Month month, const policy::ArrearsPolicy& policy, Date today);

// The unpaid months of the roster that nobody owes: flexible workers and residents.
MonthSet gap_months_of(std::span<const RosterMonth> roster, const MonthSet& paid,
                       const policy::ContributionPolicy& policy, Date today);

// No month owed, or "arrears_outstanding" with the months and the sum.
Verdict check_no_arrears(std::span<const Arrears> arrears, const policy::RegionPolicy& policy);

// Months of all places added up, each once.
MergedMonths merge_months(std::span<const ContributionRecord> records);

}  // namespace yibao::contribution
