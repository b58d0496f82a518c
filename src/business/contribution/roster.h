// The roster (参保名册): in which months somebody was obliged to pay, from the enrolments.
//
// A month belongs to whoever participates on the region's cut-off day: so a change of employer in
// mid-month leaves one debtor, never two. After a retirement decision no employer pays. What is
// entered from old papers (补录) puts nobody on a roster for the months before.
#pragma once

#include <span>
#include <vector>

#include "business/contribution/store.h"
#include "business/contribution/types.h"
#include "business/enrolment/types.h"
#include "business/person/types.h"
#include "policy/parameters.h"
#include "policy/policy_set.h"

namespace yibao::contribution {

// The employee scheme's months at one region, up to and including that of `today`.
std::vector<RosterMonth> roster_at(RegionCode region,
                                   std::span<const enrolment::Enrolment> enrolments,
                                   const person::Person& person, const policy::RegionPolicy& policy,
                                   Date today);

// Who is on the roster for one month: the first of the enrolments, all of one region and scheme,
// that participates on the cut-off day; a retiree where benefits of retirement are drawn by then.
struct OnRoster {
  std::size_t index;  // among the enrolments
  EnrolmentKind kind;
};
std::optional<OnRoster> on_roster(Month month, std::span<const enrolment::Enrolment> enrolments,
                                  const person::Person& person, const policy::RegionPolicy& policy);

// What employers owe a region for this person, each month by its policy of that month.
std::vector<Arrears> arrears_at(RegionCode region, std::span<const enrolment::Enrolment> enrolments,
                                std::span<const Contribution> contributions,
                                const person::Person& person, const policy::PolicySet& policies,
                                Date today);

// Does a month received under this enrolment bring its account money (101)? The months of old
// papers were credited in their time: what is left of it is entered as the opening balance.
bool credits_account(const enrolment::Enrolment& under, Month month);

// The regions of the enrolments, each once, in order of first enrolment.
std::vector<RegionCode> regions_of(std::span<const enrolment::Enrolment> enrolments);

}  // namespace yibao::contribution
