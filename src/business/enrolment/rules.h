// When participation begins and ends, who may end it, and what blocks it (R-062, R-108, N-01).
//
// Nobody participates twice. What was found twice in imported history is flagged and stands apart
// until an officer has decided; everything else is refused with the blocking record named.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/decision.h"
#include "business/enrolment/types.h"
#include "business/person/types.h"
#include "policy/parameters.h"

namespace yibao::enrolment {

// How far ahead a beginning or an end may be reported, in months. A bound on input, not a rule.
inline constexpr int kAheadMonthsMax = 3;

// What is asked for: everything of a row that its beginning decides.
struct Wish {
  RegionCode region;
  EnrolmentKind kind = EnrolmentKind::employee;
  EmployerId employer;  // none unless an employer reports
  AccountType account_type = AccountType::pooled_and_account;
  Money base;
  std::optional<Date> from;  // today where nothing is said
};

// The row that begins, the rows that end with it, and why it begins on that day.
struct Beginning {
  Enrolment begun;
  std::vector<Enrolment> ended;
  std::vector<Reason> reasons;
};

// 当月截止日: the last day on which who enrols in the employee scheme is still enrolled in the
// month.
Date cutoff_on(Month month, const policy::EnrolmentPolicy& policy);
// The first month of who enrols on a day, and pays from then on: of residents the month itself.
Month first_month_of(Date enrolled_on, Scheme scheme, const policy::EnrolmentPolicy& policy);

Reason begins_after_cutoff(Date started_on, const policy::EnrolmentPolicy& policy);

// 新生儿: the last benefit year that is a newborn's; from the next one on the child is a child.
inline int last_year_as_newborn(Date born_on) {
  return born_on.year() + 1;
}

// Refuses, the first that applies: person_died, employer_needed, employer_not_for_this_kind,
// retirement_decision_needed, double_enrolment, start_before_this_month, day_too_far_ahead,
// below_working_age, kind_does_not_fit_age.
Decision<Beginning> begin_enrolment(const Wish& wish, const person::Person& person,
                                    std::span<const Enrolment> enrolments,
                                    const policy::RegionPolicy& policy, Date today);

// 在职转退休 (PSN_CHG_TYPE 25): with benefits of retirement from a day on, the relation at the
// place goes on as a retiree's, whether it still stood or was left before; nobody reports it any
// more. None where there is no relation to go on with, or the person participates elsewhere.
std::optional<Beginning> begin_retirement(std::span<const Enrolment> enrolments, RegionCode place,
                                          Date benefits_from, Date today);

enum class Claimant { person, employer, officer };

struct StopWish {
  Claimant by = Claimant::person;
  std::optional<Date> from;  // the last day of work, today where nothing is said
  std::string proof;         // of the end of employment, where an officer acts for an employee
};

struct Stop {
  Enrolment stopped;
  std::vector<Reason> reasons;
  std::optional<Date> late_end;  // 迟报: participation should have ended on this day already
};

// Refuses: not_active, suspend_through_employer, suspend_at_agency, proof_of_termination_needed,
// day_in_past, day_too_far_ahead.
Decision<Stop> suspend_enrolment(const Enrolment& enrolment, const StopWish& wish,
                                 const policy::RegionPolicy& policy, Date today);

// 停保生效: the first day without participation of who leaves on a day.
Date end_of_participation(const Enrolment& enrolment, Date left_on,
                          const policy::EnrolmentPolicy& policy);

// 减员: as an employer reports it. Of a day that is over the report counts from today: what was
// assessed, paid and covered since then stands until two officers have looked at it (迟报的减员,
// refund/late_leaving.h). Refuses besides the above: left_before_joining.
Decision<Stop> report_leaver(const Enrolment& enrolment, std::optional<Date> left_on,
                             const policy::RegionPolicy& policy, Date today);

// Closes the relation for good. Refuses: already_terminated.
Decision<Stop> terminate_enrolment(const Enrolment& enrolment, const std::string& reason,
                                   Date today);

// Closes a suspended relation that has moved to another region.
Enrolment close_transferred(const Enrolment& enrolment, Date today);

// The same relation as it was before it moved: a wrong transfer is undone (N-23).
Enrolment reopen_transferred(const Enrolment& enrolment);

// It is a relation at the place that has not moved away, whether it stands, was left, or went on
// under another row. Unresolved duplicates stand apart.
bool is_at(const Enrolment& enrolment, RegionCode place);
// By time, not by when it was entered: 补录 and a merge bring old relations in late. One without an
// end stands longer than any that has one.
bool stood_before(const Enrolment& one, const Enrolment& other);
// The relation that stood last at a place, also where it has moved away since; null where there
// never was one. Rows that went on under another row, unresolved duplicates, and what was ended
// before its first day, stand apart.
const Enrolment* stood_last_at(std::span<const Enrolment> enrolments, RegionCode region);
// The same, as long as it has not moved away: everything that stood at the place went with it.
const Enrolment* still_at(std::span<const Enrolment> enrolments, RegionCode region);
// Of all places, the one that stood last among those that have not ended; null where none is left.
const Enrolment* last_open(std::span<const Enrolment> enrolments);

// 医保发〔2020〕33号: which of two enrolments at the same time is to be kept. None: the person's
// choice. `employee_months`: how long the employee scheme was paid.
struct Keep {
  std::optional<int> ordinal;
  Reason reason;
};
Keep which_to_keep(const Enrolment& one, const Enrolment& other, int employee_months,
                   const policy::EnrolmentPolicy& policy);

// 东莞市某某电子有限公司 → 东莞****公司
std::string mask_employer(const std::string& name);

}  // namespace yibao::enrolment
