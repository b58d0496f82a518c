#include "business/contribution/roster.h"

#include <algorithm>

#include "business/contribution/rules.h"
#include "business/enrolment/rules.h"

namespace yibao::contribution {

namespace {

// 退休后用人单位不再缴费;年限已够的不再缴费,未够的由本人继续缴费(社会保险法第二十七条)。
bool is_retired(const person::Person& person, Date day) {
  return person.retired_on && *person.retired_on <= day;
}
EnrolmentKind kind_on(Date day, EnrolmentKind kind, const person::Person& person) {
  if (person.draws_retirement_on(day)) return EnrolmentKind::retiree;
  const bool pays_on = is_retired(person, day) && kind == EnrolmentKind::employee;
  return pays_on ? EnrolmentKind::flexible : kind;
}

}  // namespace

std::vector<RosterMonth> roster_at(RegionCode region,
                                   std::span<const enrolment::Enrolment> enrolments,
                                   const person::Person& person, const policy::RegionPolicy& policy,
                                   Date today) {
  const Month last = Month::containing(today);
  std::vector<RosterMonth> roster;
  MonthSet listed;
  for (const enrolment::Enrolment& each : enrolments) {
    if (each.region != region || each.scheme != Scheme::employee) continue;
    for (Month month = Month::containing(each.started_on); month <= last; month = month + 1) {
      const Date day = enrolment::cutoff_on(month, policy.enrolment);
      if (each.suspended_on && day >= *each.suspended_on) break;
      if (person.died_on && day > *person.died_on) break;
      if (!each.participates_on(day) || each.is_of_papers(month)) continue;
      if (listed.contains(month)) continue;
      roster.push_back({month, kind_on(day, each.kind, person),
                        is_retired(person, day) ? EmployerId() : each.employer, each.base});
      listed.insert(month);
    }
  }
  std::ranges::sort(roster, {}, &RosterMonth::month);
  return roster;
}

std::optional<OnRoster> on_roster(Month month, std::span<const enrolment::Enrolment> enrolments,
                                  const person::Person& person,
                                  const policy::RegionPolicy& policy) {
  const Date day = enrolment::cutoff_on(month, policy.enrolment);
  if (person.died_on && day > *person.died_on) return std::nullopt;
  for (std::size_t i = 0; i < enrolments.size(); ++i) {
    if (!enrolments[i].participates_on(day) || enrolments[i].is_of_papers(month)) continue;
    return OnRoster{i, kind_on(day, enrolments[i].kind, person)};
  }
  return std::nullopt;
}

// 职工医保应当由单位缴纳的月份,居民医保已经缴费的不能代替:先居民、后职工的,保留职工参保关系,
// 居民参保关系暂停且不退费(1.7 之 2)。
std::vector<Arrears> arrears_at(RegionCode region, std::span<const enrolment::Enrolment> enrolments,
                                std::span<const Contribution> contributions,
                                const person::Person& person, const policy::PolicySet& policies,
                                Date today) {
  const ContributionRecord paid = paid_months(contributions, enrolments, region, Scheme::employee);
  const policy::RegionPolicy& now = policies.on(region, today);
  return arrears_of(
      roster_at(region, enrolments, person, now, today), paid.actual | paid.deemed,
      [&](Month month) -> const policy::RegionPolicy& {
        return policies.on(region, month.first_day());
      },
      now.arrears, today);
}

bool credits_account(const enrolment::Enrolment& under, Month month) {
  return under.has_account() && !under.is_of_papers(month);
}

std::vector<RegionCode> regions_of(std::span<const enrolment::Enrolment> enrolments) {
  std::vector<RegionCode> regions;
  for (const enrolment::Enrolment& each : enrolments) {
    if (std::ranges::find(regions, each.region) == regions.end()) regions.push_back(each.region);
  }
  return regions;
}

}  // namespace yibao::contribution
