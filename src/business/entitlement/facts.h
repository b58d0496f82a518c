// From the rows of a person to the facts of the rules: which relation pays, which months count.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "business/contribution/store.h"
#include "business/enrolment/types.h"
#include "business/entitlement/groups.h"
#include "business/entitlement/retirement.h"
#include "business/entitlement/types.h"
#include "business/hold/types.h"
#include "business/person/types.h"
#include "policy/policy_set.h"

namespace yibao::entitlement {

// What the stores hold of one person.
struct PersonRecord {
  person::Person person;
  std::vector<enrolment::Enrolment> enrolments;
  std::vector<contribution::Contribution> contributions;
  std::vector<contribution::RecognisedMonths> recognised;
  std::vector<hold::Hold> holds;
  std::vector<Membership> groups;
};

// The relation that would pay on a day: the one in which the person participates, else the last
// one begun by then. Null where there never was one.
const enrolment::Enrolment* relation_on(Date day, const PersonRecord& record);
// The first relation that begins after a day on which none stands; none where there is no later
// one. It may cover the days before it retroactively (追溯), once the gap is paid up.
const enrolment::Enrolment* relation_after(Date day, const PersonRecord& record);

// The last relation as a resident that had begun by a day; none where there was none.
const enrolment::Enrolment* resident_before(Date day, const PersonRecord& record);

// Cover on a day comes from the month of the day or from the one before it. Under which relations
// was one of them paid: such as had begun by the day, or such as began later?
struct PaidUnder {
  bool earlier = false;
  bool later = false;
};
PaidUnder month_paid_under(Date day, const PersonRecord& record);

// Does a day between two relations belong to the later one? What was paid under the earlier one
// covers its own days, as nobody was enrolled at the other place yet. A later relation answers only
// for what its own money covers retroactively (43号; a resident's year; benefits of retirement),
// and for what the earlier place would take for covered by that money.
template<class Covers>
bool belongs_to_later(Date day, const enrolment::Enrolment* earlier,
                      const enrolment::Enrolment& later, const PersonRecord& record,
                      Covers covers) {
  const bool retired = record.person.draws_retirement_on(day);
  PaidUnder paid = month_paid_under(day, record);
  if (later.scheme == enrolment::Scheme::resident || retired) paid.later = true;
  if (earlier == nullptr) return paid.later && covers(later);
  // 职工在当地转为居民的,居民待遇追溯至停保次月: full, where the month that is left behind may
  // still be one of waiting.
  const bool turned_resident =
      later.scheme == enrolment::Scheme::resident && later.region == earlier->region;
  if (turned_resident && covers(later)) return true;
  if (retired) paid.earlier = earlier->scheme == enrolment::Scheme::employee;
  if (paid.earlier && covers(*earlier)) return false;
  return paid.later && (covers(later) || (!paid.earlier && covers(*earlier)));
}

// The relation that answers for a day. A day of a month in which the person is a resident still
// (insured.h), though the relation as an employee has begun, or has ended without a month of its
// own, is the resident's where that covers it: `is_resident_still(relation, resident)` says whether
// it is. `covers(relation)`: does that one pay on the day? Null: nobody was enrolled by then.
template<class Covers, class IsResident>
const enrolment::Enrolment* relation_answering(Date day, const PersonRecord& record, Covers covers,
                                               IsResident is_resident_still) {
  const enrolment::Enrolment* relation = relation_on(day, record);
  if (relation == nullptr || !relation->participates_on(day)) {
    const enrolment::Enrolment* later = relation_after(day, record);
    if (later != nullptr && belongs_to_later(day, relation, *later, record, covers)) {
      relation = later;
    }
  }
  if (relation == nullptr || relation->scheme == enrolment::Scheme::resident) return relation;
  const enrolment::Enrolment* resident = resident_before(day, record);
  const bool still =
      resident != nullptr && is_resident_still(*relation, *resident) && covers(*resident);
  return still ? resident : relation;
}
const enrolment::Enrolment* relation_answering(Date day, const PersonRecord& record,
                                               const policy::PolicySet& policies, Date today);

// `policy`: the relation's, on the day asked. A year that a resident paid for is judged by the
// policy of its first day, or of the day on which it was paid where that was later.
EntitlementFacts facts_of(const enrolment::Enrolment& relation, const PersonRecord& record,
                          const policy::PolicySet& policies, const policy::RegionPolicy& policy,
                          Date today);

bool is_exempt_on(Date day, std::span<const Membership> memberships,
                  const policy::ResidentPolicy& policy);

// Of the employee scheme, for retirement at `region`.
RetirementFacts retirement_facts_of(RegionCode region, const PersonRecord& record);

}  // namespace yibao::entitlement
