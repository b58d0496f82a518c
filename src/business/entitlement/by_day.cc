#include "business/entitlement/by_day.h"

#include "business/entitlement/rules.h"

namespace yibao::entitlement {

Standing ByDay::weigh(Date day, const enrolment::Enrolment& relation) {
  const policy::RegionPolicy& policy = policies_.on(relation.region, day);
  return entitlement::standing_on(day, facts_.of(relation, policy, today_), policy);
}

// A day between two relations is the later one's where it covers the gap retroactively (43号),
// else the earlier one's.
ByDay::OfDay ByDay::standing_on(Date day) {
  const enrolment::Enrolment* relation = relation_on(day, facts_.record());
  if (relation == nullptr || !relation->participates_on(day)) {
    if (const enrolment::Enrolment* later = relation_after(day, facts_.record())) {
      const Standing standing = weigh(day, *later);
      if (standing.cover != Cover::no) return {later, standing};
    }
  }
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
