#include "business/entitlement/by_day.h"

#include "business/entitlement/rules.h"

namespace yibao::entitlement {

Standing ByDay::weigh(Date day, const enrolment::Enrolment& relation) {
  const policy::RegionPolicy& policy = policies_.on(relation.region, day);
  return entitlement::standing_on(day, facts_.of(relation, policy, today_), policy);
}

ByDay::OfDay ByDay::standing_on(Date day) {
  const enrolment::Enrolment* relation = relation_answering(
      day, facts_.record(),
      [&](const enrolment::Enrolment& other) { return weigh(day, other).cover != Cover::no; },
      [&](const enrolment::Enrolment& employee, const enrolment::Enrolment& resident) {
        const policy::RegionPolicy& policy = policies_.on(employee.region, day);
        return is_resident_still(day, resident, facts_.of(employee, policy, today_));
      });
  if (relation == nullptr) return {};
  return {relation, weigh(day, *relation)};
}

ByDay::Answer ByDay::answer_on(Date day) {
  const enrolment::Enrolment* relation = standing_on(day).relation;
  if (relation == nullptr) return {nullptr, {Standing{}, {{"not_enrolled", {}, {}}}}};
  const policy::RegionPolicy& policy = policies_.on(relation->region, day);
  return {relation, entitlement_on(day, facts_.of(*relation, policy, today_), policy)};
}

}  // namespace yibao::entitlement
