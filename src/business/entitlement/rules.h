// The question that a hospital asks: does the pooled fund pay for this person on this day?
//
// Everything follows from the facts and the day; nothing is stored. Three depths of answer, one
// rule: is_entitled for a day like any other (a few nanoseconds, no memory), standing_on with
// percent and dates, entitlement_on with the reasons. On a past day the answer is what is known
// now: months paid up later count where they count retroactively.
#pragma once

#include "base/date.h"
#include "business/enrolment/types.h"
#include "business/entitlement/resident.h"
#include "business/entitlement/types.h"
#include "policy/parameters.h"

namespace yibao::entitlement {

// The facts for one benefit year; years before it are what the person paid as a resident or as an
// employee, whichever came last. Also of a year that is not paid yet, for who asks beforehand.
ResidentFacts facts_of_year(const ResidentYear& year, const EntitlementFacts& facts,
                            const policy::ResidentPolicy& policy);

// Has the person been a resident in every month since that relation stood, the month of the day
// included, and is no retiree? Then no day of the month is an employee's.
bool is_resident_still(Date day, const enrolment::Enrolment& resident,
                       const EntitlementFacts& facts);

Cover is_entitled(Date day, const EntitlementFacts& facts, const policy::RegionPolicy& policy);

Standing standing_on(Date day, const EntitlementFacts& facts, const policy::RegionPolicy& policy);

Entitlement entitlement_on(Date day, const EntitlementFacts& facts,
                           const policy::RegionPolicy& policy);

}  // namespace yibao::entitlement
