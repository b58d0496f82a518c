#include "business/entitlement/insured.h"

#include <algorithm>

#include "business/contribution/roster.h"
#include "business/enrolment/store.h"
#include "business/entitlement/facts.h"

namespace yibao::entitlement {

namespace {

using contribution::Contribution;
using enrolment::Enrolment;
using enrolment::Scheme;

// The rosters of the employee scheme at all places. Who is enrolled now is supposed to stay so;
// what an employer has to pay it has to pay up to today.
struct Rosters {
  MonthSet all;
  MonthSet employers;
};

Rosters rosters_of(const PersonRecord& record, const policy::PolicySet& policies, Date today,
                   Month until) {
  Rosters rosters;
  const Date end = std::max(today, until.last_day());
  for (const RegionCode region : contribution::regions_of(record.enrolments)) {
    for (const contribution::RosterMonth& each : contribution::roster_at(
             region, record.enrolments, record.person, policies.on(region, today), end)) {
      if (each.kind == enrolment::EnrolmentKind::retiree) continue;
      rosters.all.insert(each.month);
      const bool owed = !each.employer.is_none() && each.month <= Month::containing(today);
      if (owed) rosters.employers.insert(each.month);
    }
  }
  return rosters;
}

// The months, up to `last`, in which a relation as a resident stood on some day.
MonthSet resident_stays(const PersonRecord& record, Month last) {
  MonthSet months;
  for (const Enrolment& each : record.enrolments) {
    if (each.scheme != Scheme::resident) continue;
    const Month end =
        each.suspended_on ? std::min(Month::containing(*each.suspended_on - 1), last) : last;
    if (each.suspended_on && *each.suspended_on <= each.started_on) continue;
    months.insert(Month::containing(each.started_on), end);
  }
  return months;
}

bool was_resident_at(RegionCode place, const PersonRecord& record) {
  return std::ranges::any_of(record.enrolments, [&](const Enrolment& each) {
    return each.scheme == Scheme::resident && each.region == place;
  });
}

// What was paid for as a resident, as the receipts here and the sheets of elsewhere say it.
struct YearsPaid {
  MonthSet begun;   // under a relation that had begun by that month
  MonthSet before;  // under one that began later in the year
  MonthSet sheets;  // at a place of whose relations nothing is known here

  MonthSet all() const { return begun | before | sheets; }
};

YearsPaid years_paid(const PersonRecord& record, std::span<const Contribution> standing) {
  YearsPaid years;
  for (const Contribution& receipt : standing) {
    const Enrolment* under = enrolment::with_ordinal(record.enrolments, receipt.enrolment);
    YB_CHECK(under != nullptr, "a contribution under an enrolment that is not there");
    if (under->scheme != Scheme::resident) continue;
    const bool begun = Month::containing(under->started_on) <= receipt.month;
    (begun ? years.begun : years.before).insert(receipt.month);
  }
  years.before = years.before.without(years.begun);
  for (const contribution::RecognisedMonths& line : record.recognised) {
    if (line.scheme != Scheme::resident || was_resident_at(line.paid_at, record)) continue;
    years.sheets.insert(line.first, line.last);
  }
  return years;
}

// Became an employee in the course of that year, having been a resident in it before.
bool left_within_year(Month month, const MonthSet& as_resident, const MonthSet& as_employee) {
  const std::optional<Month> left = as_employee.last_before(month);
  const std::optional<Month> first = as_resident.first_from(Month::of(month.year(), 1));
  return left && first && left->year() == month.year() && *first < *left;
}

}  // namespace

InsuredMonths insured_months(const PersonRecord& record, std::span<const Contribution> standing,
                             const policy::PolicySet& policies, Date today) {
  InsuredMonths insured;
  for (const Contribution& receipt : standing) {
    const Enrolment* under = enrolment::with_ordinal(record.enrolments, receipt.enrolment);
    YB_CHECK(under != nullptr, "a contribution under an enrolment that is not there");
    if (under->scheme == Scheme::employee) insured.employee.insert(receipt.month);
  }
  for (const contribution::RecognisedMonths& line : record.recognised) {
    if (line.scheme == Scheme::employee) insured.employee.insert(line.first, line.last);
  }
  const YearsPaid years = years_paid(record, standing);
  insured.year_months = years.all();
  if (insured.year_months.empty()) return insured;
  const Month last = *insured.year_months.last();
  const Rosters rosters = rosters_of(record, policies, today, last);
  const MonthSet stays = resident_stays(record, last);
  const MonthSet as_employee = insured.employee | rosters.all;
  const MonthSet employees = insured.employee | rosters.employers;
  const MonthSet of_sheets = years.sheets.without(employees);
  for (const Month month : insured.year_months.without(employees).to_vector()) {
    const std::optional<Month> worked = as_employee.last_before(month + 1);
    const std::optional<Month> stayed = stays.last_before(month);
    const bool carried = !worked || (stayed && *worked < *stayed);
    const bool of_sheet =
        years.sheets.contains(month) && !left_within_year(month, of_sheets, as_employee);
    if (stays.contains(month) || years.before.contains(month) || carried || of_sheet) {
      insured.as_resident.insert(month);
    }
  }
  return insured;
}

}  // namespace yibao::entitlement
