// Entitlement (待遇): may the pooled fund pay for this person on this day, how much, and why.
//
// The facts are plain values, so that "what if" is the same function with other facts. An answer
// is computed on the day asked and never stored; a case records the answer it gave.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/decision.h"
#include "base/region_code.h"
#include "business/contribution/types.h"
#include "business/hold/types.h"

namespace yibao::policy {
struct RegionPolicy;
}

namespace yibao::entitlement {

enum class Cover { no, partly, yes };

// What decided. The first of them in this order that applies is the ground of the answer.
enum class Ground {
  death,
  hold,
  retiree,
  not_enrolled,
  gap,              // 断缴: stopped, nothing paid since
  arrears,          // 欠费: stopped, an employer owes
  restoring,        // paid up; the day of restoration has not come
  waiting,          // 待遇等待期
  contribution,     // covered by months paid
  resident_unpaid,  // no contribution for this year
  resident_waiting,
  resident_year,  // covered by a year paid
};

inline constexpr std::array<std::string_view, 12> kGroundTexts{"death",
                                                               "hold",
                                                               "retiree",
                                                               "not_enrolled",
                                                               "gap",
                                                               "arrears",
                                                               "restoring",
                                                               "waiting",
                                                               "contribution",
                                                               "resident_unpaid",
                                                               "resident_waiting",
                                                               "resident_year"};

constexpr std::string_view to_text(Ground ground) {
  return kGroundTexts[static_cast<std::size_t>(ground)];
}
constexpr std::string_view to_text(Cover cover) {
  return cover == Cover::no ? "no" : cover == Cover::yes ? "yes" : "partly";
}

// 补缴: months of one person paid after they had ended, and the day on which the money arrived.
struct SupplementaryPayment {
  MonthSet months;
  Date received_on;
};

// One benefit year that a resident paid for.
struct ResidentYear {
  int year = 0;
  Date received_on;
  std::vector<Date> repairs;  // 修复: when each of the missed years before it was paid up
  bool exempt = false;        // in a group that the region names, on the day of receipt
  // Under which it was paid: a later rule takes nothing from it. None: that of the day asked.
  const policy::RegionPolicy* policy = nullptr;
  // Paid to the fund that would pay. Elsewhere it breaks nothing off, and covers nothing here.
  bool here = true;
  // Paid under an earlier relation: it comes back with the day on which the present one begins.
  std::optional<Date> since = std::nullopt;
};

struct EntitlementFacts {
  enrolment::Scheme scheme = enrolment::Scheme::employee;
  RegionCode region;  // the pooling region that would pay
  std::optional<Date> died_on;
  std::optional<Date>
      retired_on;  // since when benefits of retirement are drawn: decided by the years
  bool is_woman = false;
  std::vector<hold::Hold> holds;  // reported and ordered ones, whatever their dates

  // Months insured, in any place (insured.h). Cover comes from one's own scheme, continuity from
  // both.
  MonthSet paid;         // as an employee, supplementary payments included
  MonthSet as_resident;  // as a resident, and not as an employee
  MonthSet year_months;  // of the years paid for as a resident, also what is an employee's now
  MonthSet insured() const { return paid | as_resident; }

  // Employee scheme
  std::vector<SupplementaryPayment> supplementary;  // how the late ones among them arrived
  // Those that the region takes in no more are nobody's debt: a gap.
  MonthSet employer_months;        // owed by an employer of the present relation
  std::vector<Month> transferred;  // first months paid here after a transfer
  std::vector<Month> switched;     // first months paid after the other scheme
  // 首次参保: the first month of all was, or will be, paid in the employee scheme of this province.
  bool begins_here = false;

  // Resident scheme
  enrolment::EnrolmentKind kind = enrolment::EnrolmentKind::resident_adult;
  std::vector<ResidentYear> resident_years;
  std::vector<int> recognised_years;  // as a resident elsewhere, by a sheet
  int eligible_since_year = 0;        // the first year in which enrolment was due
  bool exempt_from_waiting = false;   // a group that the region names
  std::optional<Date> born_on;        // newborns
};

// The answer without its words. Periods are half open: `until` is the first day after.
struct Standing {
  Cover cover = Cover::no;
  int percent = 0;  // of the benefit; between 0 and 100 while waiting
  Ground ground = Ground::not_enrolled;
  std::optional<Date> since;  // since when the answer is this one
  std::optional<Date> until;  // the day on which it changes, as far as the facts tell
};

struct Entitlement {
  Standing standing;
  std::vector<Reason> reasons;

  bool covered() const { return standing.cover == Cover::yes; }
};

}  // namespace yibao::entitlement
